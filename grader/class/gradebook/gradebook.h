/* gradebook.h: the room for the results of a class, in SQLite.
 *
 * It keeps every judgement, adjustment and comment, one transaction each (results.c,
 * adjustments.c), and the fingerprints by which similar files are found (fingerprints.c). Nothing
 * is ever taken out: a new judgement stands beside the older ones, and student.current says which
 * one counts; adjustments and comments belong to the student and outlive any judgement. The views
 * `grade` and `total` say what counts, and other rooms read those. It uses intake and text, and
 * knows neither who judges nor what is exported. */
#ifndef SB_GRADEBOOK_H
#define SB_GRADEBOOK_H

#include <sqlite3.h>

#include "class/intake/intake.h"

/* NULL and one line on stderr when it cannot be opened. */
sqlite3 *gradebook_open(const char *path);

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

/* Adds a judgement, with a note for the student where it has no report, in one transaction.
 * False when it could not be written. */
bool gradebook_record(sqlite3 *db, const struct submission *s, struct work *work,
                      const struct measure *measure, struct judgement *judgement);

/* The number of the regrade that is under way; begins one when there is none. */
long long gradebook_regrade(sqlite3 *db);
void gradebook_regrade_done(sqlite3 *db, long long number);

/* Points of an exercise, set or (with a sign) added; false with one line on stderr. */
bool gradebook_adjust(sqlite3 *db, const char *who, const char *exercise, const char *points,
                      const char *reason);
bool gradebook_comment(sqlite3 *db, const char *who, const char *text);

/* Fingerprints of a C source (Schleimer, Wilkerson & Aiken 2003), sorted, each once; their
 * number. To be freed. */
size_t gradebook_fingerprints(const char *text, unsigned long long **prints);

/* ---- for those who read the tables (database.c) ---- */
sqlite3_stmt *gradebook_query(sqlite3 *db, const char *sql); /* prepared; or ends the program */
bool gradebook_step(sqlite3_stmt *q);                        /* is there a row? */
const char *gradebook_text(sqlite3_stmt *q, int column);     /* never NULL */
long long gradebook_count(sqlite3 *db, const char *sql);     /* the one number that sql asks for */

#endif
