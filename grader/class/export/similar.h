/* similar.h: which students' files are alike. A hint to a person; no grade depends on it. */
#ifndef SB_EXPORT_SIMILAR_H
#define SB_EXPORT_SIMILAR_H

#include "export.h"

/* Three or more files that are the same but for names and layout, longest first. */
struct group {
    char *names;
    int chapter, prints, count;
};
size_t export_similar_groups(sqlite3 *db, struct group **groups);

/* Pairs of similar files that are in no group together, most alike first; to be called after
 * export_similar_groups. */
struct pair {
    char *one, *other; /* names */
    int chapter;
    double share;      /* of the smaller one's fingerprints */
    int common;
};
size_t export_similar_pairs(sqlite3 *db, struct pair **pairs);

#endif
