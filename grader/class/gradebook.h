/* gradebook.h: the results of a class, in SQLite.
 *
 * Nothing is ever taken out: a new judgement stands beside the older ones, and
 * student.current says which one counts. Adjustments and comments hang on the
 * student, so that they outlive any judgement. */
#ifndef SB_GRADEBOOK_H
#define SB_GRADEBOOK_H

#include "class.h"
#include "store.h"

/* With what something was judged. Another value anywhere is another judgement. */
struct measure {
    const char *tests, *points; /* hashes */
    const char *level;          /* sandbox or UNSAFE */
    long long again;            /* a regrade's number, 0 for none */
};

struct judgement {
    const char *status; /* judged, too long or failed (the judge's fault) */
    const char *report; /* report.json as text; NULL where there is none */
    double seconds;
    int points, of;     /* filled in by gradebook_record */
};

/* Is there a judgement of just this work by just this measure? Then it counts
 * from now on, and the student's particulars and notes are brought up to date. */
bool gradebook_has(sqlite3 *db, const struct submission *s, struct work *work,
                   const struct measure *measure, struct judgement *found);

/* Adds a judgement, with a note for the student where it has no report, in one transaction. False when it could not be written. */
bool gradebook_record(sqlite3 *db, const struct submission *s, struct work *work,
                      const struct measure *measure, struct judgement *judgement);

/* The number of the regrade that is under way; begins one when there is none. */
long long gradebook_regrade(sqlite3 *db);
void gradebook_regrade_done(sqlite3 *db, long long number);

/* Points of an exercise, set or (with a sign) added; false with one line on stderr. */
bool gradebook_adjust(sqlite3 *db, const char *who, const char *exercise, const char *points,
                      const char *reason);
bool gradebook_comment(sqlite3 *db, const char *who, const char *text);

#endif
