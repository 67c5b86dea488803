/* similar.h: which students' files are similar. A hint for a person; no grade depends on it. */
#ifndef SB_EXPORT_SIMILAR_H
#define SB_EXPORT_SIMILAR_H

#include "export.h"

/* Three or more files that differ only in names and layout, longest first. */
struct group {
    char *names;
    int chapter, prints, count;
    long long judgements[2]; /* of two of them */
};
size_t export_similar_groups(sqlite3 *db, struct group **groups);

/* Pairs of similar files that share no group, most similar first. Call export_similar_groups
 * before. */
struct pair {
    char *one, *other; /* names */
    long long judgements[2];
    int chapter;
    double share; /* of the smaller one's fingerprints */
    int common;
};
size_t export_similar_pairs(sqlite3 *db, struct pair **pairs);

/* Writes similar/NUMBER.html: the chapters of two judgements side by side, with what they share in
 * colour. */
bool export_similar_page(sqlite3 *db, const char *out, int number, int chapter,
                         const long long *judgements);

#endif
