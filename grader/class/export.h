/* export.h: what goes out of the gradebook, all under OUT. */
#ifndef SB_EXPORT_H
#define SB_EXPORT_H

#include "gradebook.h"

/* grades.csv, canvas.csv, moodle.csv, grades.json, junit.xml, feedback/KEY.html and .txt,
 * class.html and class.txt. False when one could not be written. */
bool export_all(sqlite3 *db, const char *out);

bool export_tables(sqlite3 *db, const char *out);                     /* tables.c */
bool export_machines(sqlite3 *db, const char *out);                   /* machines.c */
bool export_feedback(sqlite3 *db, const char *out, long long student); /* feedback.c */
bool export_summary(sqlite3 *db, const char *out);                    /* summary.c */

/* Three files or more that are the same but for names and layout, longest first. */
struct group {
    char *names;
    int room, prints, count;
};
size_t similar_groups(sqlite3 *db, struct group **groups); /* similar.c */

/* Pairs of alike files that are in no group together, most alike first; after similar_groups. */
struct pair {
    char *one, *other; /* names */
    int room;
    double share;      /* of the smaller one's fingerprints */
    int common;
};
size_t similar_pairs(sqlite3 *db, struct pair **pairs); /* similar.c */

/* Is the property hidden from students? From points.ini. */
bool is_hidden(const char *exercise, const char *property);

#endif
