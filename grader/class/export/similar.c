/* Finds similar solutions by the share of fingerprints that two files have in common, leaving out
 * the skeleton's and those that many students share. The result is a hint for a person. */
#include <stdlib.h>
#include <string.h>

#include "similar.h"

#define LEAST 10  /* fingerprints in common: a few similar lines mean nothing */
#define ALIKE 0.6 /* share of the shorter file's */
#define PAIRS 50  /* listed at most */
#define LONG 30   /* so many are no common loop, however many files share them */
#define COMMON \
    "max(3, (SELECT count(*) / 10 FROM temp.week_total))" /* that may have it by chance */
#define STRINGIFY(number) STRINGIFIED(number)
#define STRINGIFIED(number) #number

static void skeleton_prints(sqlite3 *db)
{
    size_t chapters;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    sqlite3_exec(
        db,
        "DROP TABLE IF EXISTS temp.given; CREATE TEMP TABLE given(chapter INTEGER, print INTEGER,"
        " PRIMARY KEY(chapter, print)) WITHOUT ROWID",
        NULL, NULL, NULL);
    sqlite3_stmt *q = gradebook_query(db, "INSERT OR IGNORE INTO temp.given VALUES(?1, ?2)");
    for (size_t r = 0; r < chapters; r++) {
        unsigned long long *prints = NULL;
        size_t n = chapter[r].skeleton ? gradebook_fingerprints(chapter[r].skeleton, &prints) : 0;
        for (size_t i = 0; i < n; i++) {
            sqlite3_bind_int64(q, 1, (long long)r);
            sqlite3_bind_int64(q, 2, (long long)prints[i]);
            gradebook_step(q);
            sqlite3_reset(q);
        }
        free(prints);
    }
    sqlite3_finalize(q);
}

/* Own prints of current judgements: not the skeleton's. A group hands in the same work for all its
 * members, which one of them stands for. */
static void own_prints(sqlite3 *db)
{
    sqlite3_exec(db,
                 "DROP TABLE IF EXISTS temp.own;"
                 "CREATE TEMP TABLE own AS SELECT p.judgement, p.chapter, p.print FROM print p"
                 " JOIN (SELECT min(judgement) AS judgement FROM temp.week_total"
                 "  WHERE judgement IS NOT NULL GROUP BY iif(layout = 'gradescope' AND files <> '',"
                 "  files, judgement)) s ON s.judgement = p.judgement"
                 " WHERE NOT EXISTS (SELECT 1 FROM temp.given g WHERE g.chapter = p.chapter"
                 "  AND g.print = p.print);"
                 "CREATE INDEX temp.own_print ON own(chapter, print);",
                 NULL, NULL, NULL);
}

/* Files with exactly the same prints get the same number, whatever the order of the prints. */
static void same_prints(sqlite3 *db)
{
    sqlite3_exec(
        db,
        "DROP TABLE IF EXISTS temp.same;"
        "CREATE TEMP TABLE same AS SELECT chapter, judgement, n, n || ' ' || low || ' ' || "
        "high AS prints"
        " FROM (SELECT chapter, judgement, count(*) AS n, sum(print % 2147483647) AS low,"
        "  sum((print >> 31) % 2147483629) AS high FROM temp.own GROUP BY 1, 2);"
        "DELETE FROM temp.same WHERE (chapter, prints) IN (SELECT chapter, prints FROM "
        "temp.same GROUP BY 1, 2"
        " HAVING count(*) < 3 OR n < iif(count(*) > " COMMON ", " STRINGIFY(LONG) ", " STRINGIFY(
            LEAST) "));"
                   "CREATE INDEX temp.same_of ON same(judgement, chapter);",
        NULL, NULL, NULL);
}

/* Drops what more than a tenth of the class wrote, such as an obvious loop. */
static void drop_common(sqlite3 *db)
{
    sqlite3_exec(
        db,
        "DELETE FROM temp.own WHERE (chapter, print) IN (SELECT chapter, print FROM temp.own"
        " GROUP BY chapter, print HAVING count(*) > " COMMON ");"
        "DROP TABLE IF EXISTS temp.size;"
        "CREATE TEMP TABLE size AS SELECT judgement, chapter, count(*) AS n FROM temp.own "
        "GROUP BY 1, 2;"
        "CREATE INDEX temp.size_of ON size(judgement, chapter);",
        NULL, NULL, NULL);
}

size_t export_similar_groups(sqlite3 *db, struct group **groups)
{
    size_t count = 0;
    *groups = text_need(calloc(PAIRS, sizeof **groups));
    skeleton_prints(db);
    own_prints(db);
    same_prints(db);
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT chapter, n, count(*), group_concat(name, ', '), min(judgement),"
            " max(judgement) FROM (SELECT a.chapter, a.prints, a.judgement, "
            "a.n, s.name"
            " FROM temp.same a JOIN temp.week_total s ON s.judgement = a.judgement ORDER BY s.key)"
            " GROUP BY chapter, prints ORDER BY n * count(*) DESC, chapter LIMIT ?1");
    sqlite3_bind_int(q, 1, PAIRS);
    while (gradebook_step(q))
        (*groups)[count++] = (struct group){
            text_need(strdup(gradebook_text(q, 3))),
            sqlite3_column_int(q, 0),
            sqlite3_column_int(q, 1),
            sqlite3_column_int(q, 2),
            {sqlite3_column_int64(q, 4), sqlite3_column_int64(q, 5)}};
    sqlite3_finalize(q);
    return count;
}

size_t export_similar_pairs(sqlite3 *db, struct pair **pairs)
{
    size_t count = 0;
    *pairs = text_need(calloc(PAIRS, sizeof **pairs));
    drop_common(db);
    sqlite3_stmt *q = gradebook_query(
        db,
        "SELECT iif(x.key < y.key, x.name, y.name), iif(x.key < y.key, y.name, x.name), c.chapter, "
        "c.n,"
        " 1.0 * c.n / min(a.n, b.n) AS share, iif(x.key < y.key, c.one, c.other),"
        " iif(x.key < y.key, c.other, c.one)"
        " FROM (SELECT o.judgement AS one, p.judgement AS other, o.chapter, count(*) AS n FROM "
        "temp.own o"
        "  JOIN temp.own p ON p.chapter = o.chapter AND p.print = o.print AND p.judgement > "
        "o.judgement"
        "  GROUP BY 1, 2, 3 HAVING n >= ?1) c"
        " JOIN temp.size a ON a.judgement = c.one AND a.chapter = c.chapter"
        " JOIN temp.size b ON b.judgement = c.other AND b.chapter = c.chapter"
        " JOIN temp.week_total x ON x.judgement = c.one JOIN temp.week_total y ON y.judgement = "
        "c.other"
        " LEFT JOIN temp.same d ON d.judgement = c.one AND d.chapter = c.chapter"
        " LEFT JOIN temp.same e ON e.judgement = c.other AND e.chapter = c.chapter"
        " WHERE share >= ?2 AND (d.prints IS NULL OR d.prints IS NOT e.prints) ORDER BY share * "
        "c.n DESC, min(x.key, y.key), max(x.key, y.key) LIMIT ?3");
    sqlite3_bind_int(q, 1, LEAST);
    sqlite3_bind_double(q, 2, ALIKE);
    sqlite3_bind_int(q, 3, PAIRS);
    while (gradebook_step(q))
        (*pairs)[count++] = (struct pair){text_need(strdup(gradebook_text(q, 0))),
                                          text_need(strdup(gradebook_text(q, 1))),
                                          {sqlite3_column_int64(q, 5), sqlite3_column_int64(q, 6)},
                                          sqlite3_column_int(q, 2),
                                          sqlite3_column_double(q, 4),
                                          sqlite3_column_int(q, 3)};
    sqlite3_finalize(q);
    return count;
}
