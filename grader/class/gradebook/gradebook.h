/* gradebook.h: the results of a class, in SQLite.
 *
 * Keeps every judgement, adjustment and comment, one transaction each (results.c, adjustments.c),
 * what was found in files (looked.c), and the fingerprints that reveal similar ones
 * (fingerprints.c). No judgement is ever deleted: a new
 * judgement is added to the older ones, and student.current says which one counts. Adjustments and
 * comments belong to the student and outlive any judgement. Other parts read the views `grade` and
 * `total`, which show what counts. Uses intake and text; knows nothing of judging or exports. */
#ifndef SB_GRADEBOOK_H
#define SB_GRADEBOOK_H

#include <sqlite3.h>

#include "class/intake/intake.h"

/* Returns NULL, after one line on stderr, if it cannot be opened. */
sqlite3 *gradebook_open(const char *path);

/* What a submission was judged with. If any value changes, it has to be judged again. */
struct measure {
    const char *tests, *points; /* hashes */
    const char *level;          /* sandbox or UNSAFE */
    long long again;            /* a regrade's number, 0 for none */
};

struct judgement {
    const char *status; /* judged, too long or failed (the judge's fault) */
    const char *report; /* report.json as text; NULL where there is none */
    double seconds;
    int points, of; /* filled in by gradebook_record */
};

/* Is there a judgement of exactly this work by exactly this measure? Then it counts from now on,
 * and the student's name, id and notes are updated. */
bool gradebook_has(sqlite3 *db, const struct submission *s, struct work *work,
                   const struct measure *measure, struct judgement *found);

/* What was found the last time that the files had this stamp (intake_stamp): its hash and notes go
 * to work. False when they had another one. */
bool gradebook_looked(sqlite3 *db, const struct submission *s, const char *stamp,
                      struct work *work);
bool gradebook_keep_look(sqlite3 *db, const struct submission *s, const char *stamp,
                         const struct work *work);

/* Adds a judgement in one transaction, with a note for the student if it has no report. Returns
 * false if it could not be written. */
bool gradebook_record(sqlite3 *db, const struct submission *s, struct work *work,
                      const struct measure *measure, struct judgement *judgement);

/* The number of the current regrade; starts one if there is none. */
long long gradebook_regrade(sqlite3 *db);
void gradebook_regrade_done(sqlite3 *db, long long number);

/* Sets or (with a sign) adds points of an exercise. Returns false after one line on stderr. */
bool gradebook_adjust(sqlite3 *db, const char *who, const char *exercise, const char *points,
                      const char *reason);
bool gradebook_comment(sqlite3 *db, const char *who, const char *text);

/* Fingerprints of a C source (Schleimer, Wilkerson & Aiken 2003), sorted and without duplicates.
 * Returns their number; the caller frees them. */
size_t gradebook_fingerprints(const char *text, unsigned long long **prints);

/* ---- for those who read the tables (database.c) ---- */
sqlite3_stmt *gradebook_query(sqlite3 *db, const char *sql); /* prepared; or ends the program */
bool gradebook_step(sqlite3_stmt *q);                        /* is there a row? */
const char *gradebook_text(sqlite3_stmt *q, int column);     /* never NULL */
long long gradebook_count(sqlite3 *db, const char *sql);     /* the one number that sql asks for */

#endif
