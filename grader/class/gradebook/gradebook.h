/* gradebook.h: the results of a class, in SQLite.
 *
 * Keeps every judgement, adjustment, comment and decision, one transaction each (results.c,
 * adjustments.c, people.c, take_in.c), what was found in files (looked.c), and the fingerprints
 * that reveal similar ones (fingerprints.c) or object code (oddities.c). No judgement is ever
 * deleted: a new one is added to the older ones, and hand_in.current says which counts. Adjustments
 * and comments belong to the student and outlive any judgement. Other parts read the views `grade`,
 * `total` and `course`, which show what counts. Uses intake and text; knows nothing of judging or
 * exports. */
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
    const char *week;           /* '' where a folder is graded by itself */
};

struct judgement {
    const char *status; /* judged, too long or failed (the judge's fault) */
    const char *report; /* report.json as text; NULL where there is none */
    double seconds;
    int points, of; /* filled in by gradebook_record */
};

/* Is there a judgement of exactly this work by exactly this measure? If so, makes it the one that
 * counts and updates the student's name, id and notes. */
bool gradebook_has(sqlite3 *db, const struct submission *s, struct work *work,
                   const struct measure *measure, struct judgement *found);

/* What was found the last time the files had this stamp (intake_stamp): copies its hash and notes
 * to work. False if the stamp has changed. */
bool gradebook_looked(sqlite3 *db, const struct submission *s, const char *stamp,
                      struct work *work);
bool gradebook_keep_look(sqlite3 *db, const struct submission *s, const char *stamp,
                         const struct work *work);

/* Folders and archives that hold no class but a submission, by their stamp. */
bool gradebook_is_no_class(sqlite3 *db, const char *stamp);
void gradebook_keep_no_class(sqlite3 *db, const char *stamp);

/* Adds a judgement in one transaction, with a note for the student if it has no report. Returns
 * false if it could not be written. */
bool gradebook_record(sqlite3 *db, const struct submission *s, struct work *work,
                      const struct measure *measure, struct judgement *judgement);

/* Copies the results of another folder's gradebook into that week; repeating it adds nothing.
 * Returns false after one line on stderr. */
bool gradebook_take_in(sqlite3 *db, const char *folder, const char *week);

/* The number of the current regrade; starts one if there is none. */
long long gradebook_regrade(sqlite3 *db);
void gradebook_regrade_done(sqlite3 *db, long long number);

/* From here on, the views total and grade have the rows of one week only. */
bool gradebook_choose_week(sqlite3 *db, const char *week);

/* Replaces all names and numbers in that view by pseudonyms such as student 017. Commands accept
 * them as names. */
bool gradebook_hide_names(sqlite3 *db);

/* ---- what people add (adjustments.c); each returns false after one line on stderr ---- */
struct adjustment {
    const char *who, *week, *exercise; /* exercise NULL: the week's total */
    const char *points;                /* 3 sets them, +1 and -1 change them */
    bool change;                       /* 1 changes them, too */
    const char *reason;
    const char *table; /* the number of the table it stands in, or NULL */
};
bool gradebook_adjust(sqlite3 *db, const struct adjustment *a);
/* Says on stdout for how many points set by hand there is a later hand-in that has more. */
void gradebook_tell_later(sqlite3 *db, const char *week);
/* place: NULL, or a line of the student's code, as thresholding.c:12 */
bool gradebook_comment(sqlite3 *db, const char *who, const char *week, const char *place,
                       const char *text);
/* That line of the work that counts, to be freed; NULL if there is none. */
char *gradebook_source_line(sqlite3 *db, long long student, const char *week, const char *place);
/* Takes back the last adjustment or comment of a student. */
bool gradebook_undo(sqlite3 *db, const char *who, const char *week);
/* Takes back the last table of adjustments. */
bool gradebook_undo_table(sqlite3 *db, const char *week);
/* The person meant by a key, an id, an e-mail or a name, and how many fit (2: several). */
long long gradebook_meant(sqlite3 *db, const char *who, int *fits);
/* The same; 0 after a line on stderr if nobody or several fit. */
long long gradebook_find(sqlite3 *db, const char *who);

/* ---- who is who (people.c) ---- */
/* Writes down a decision about a student: rename (text: the new name), merge (text: another name of
 * the same person), split (of a name from the person it was put to), withdraw; or takes the last
 * one of a kind back. Returns false after one line on stderr. */
bool gradebook_decide(sqlite3 *db, const char *kind, const char *who, const char *text,
                      const char *reason);
bool gradebook_take_back(sqlite3 *db, const char *kind, const char *who);
/* Works out again which names belong to which person, from the roster's numbers, addresses and
 * names and from the decisions. */
bool gradebook_match_people(sqlite3 *db);

/* Fingerprints of a C source (Schleimer, Wilkerson & Aiken 2003), sorted and without duplicates.
 * Returns their number; the caller frees them. */
size_t gradebook_fingerprints(const char *text, unsigned long long **prints);

/* Marks the lines of a text (lines[0] the first) that the other one has, too, but not the skeleton,
 * which may be NULL. */
void gradebook_mark_shared(const char *text, const char *other, const char *skeleton, bool *lines);

/* What object code needs and no exercise does, a note for each kind, with its line. */
void gradebook_oddities(const char *text, struct notes *found);

/* ---- for those who read the tables (database.c) ---- */
sqlite3_stmt *gradebook_query(sqlite3 *db, const char *sql); /* prepared; or ends the program */
bool gradebook_step(sqlite3_stmt *q);                        /* is there a row? */
const char *gradebook_text(sqlite3_stmt *q, int column);     /* never NULL */
long long gradebook_count(sqlite3 *db, const char *sql);     /* the one number that sql asks for */

/* Runs a statement with text parameters, which may be NULL. */
bool gradebook_run(sqlite3 *db, const char *sql, const char *const *texts, size_t count);
#define GRADEBOOK_RUN(db, sql, ...)                            \
    gradebook_run(db, sql, (const char *const[]){__VA_ARGS__}, \
                  sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

#endif
