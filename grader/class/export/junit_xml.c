/* junit.xml: each student is a test suite, each property a test case. */
#include <stdlib.h>
#include <string.h>

#include "export.h"

static void put_error(FILE *f, const char *outcome)
{
    fputs("><error message=\"", f);
    text_html(f, outcome);
    fputs("\"/></testcase>\n", f);
}

static void testcase(FILE *f, sqlite3_stmt *q)
{
    const char *outcome = gradebook_text(q, 2);
    bool passed = sqlite3_column_int(q, 3) == sqlite3_column_int(q, 4);
    fputs("    <testcase classname=\"", f);
    text_html(f, gradebook_text(q, 0));
    fputs("\" name=\"", f);
    text_html(f, gradebook_text(q, 1));
    fputs("\" time=\"0\"", f);
    if (passed)
        fputs("/>\n", f);
    else if (strcmp(outcome, "todo") == 0 || strcmp(outcome, "absent") == 0)
        fputs("><skipped/></testcase>\n", f);
    else if (strcmp(outcome, "failed") == 0 || strcmp(outcome, "passed") == 0)
        fprintf(f, "><failure message=\"%s\"/></testcase>\n", outcome);
    else
        put_error(f, outcome);
}

static bool write_junit(sqlite3 *db, const char *out)
{
    char *path = text_format("%s/junit.xml", out);
    FILE *f = file_begin(path);
    bool good = f != NULL;
    if (good) {
        sqlite3_stmt *q = gradebook_query(
            db, "SELECT t.name, t.seconds, t.judgement, t.judged_at, count(p.exercise),"
                " sum(p.points < p.of AND p.outcome IN ('failed', 'passed')),"
                " sum(p.points < p.of AND p.outcome NOT IN ('failed', 'passed', 'todo', 'absent')),"
                " sum(p.points < p.of AND p.outcome IN ('todo', 'absent'))"
                " FROM total t LEFT JOIN property p ON p.judgement = t.judgement GROUP BY "
                "t.student ORDER BY t.key");
        sqlite3_stmt *p = gradebook_query(
            db, "SELECT exercise, property, outcome, points, of FROM property"
                " WHERE judgement = ?1 ORDER BY exercise, property");
        fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n", f);
        while (gradebook_step(q)) {
            fputs("  <testsuite name=\"", f);
            text_html(f, gradebook_text(q, 0));
            fprintf(f,
                    "\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%.3f\">\n",
                    sqlite3_column_int(q, 4), sqlite3_column_int(q, 5), sqlite3_column_int(q, 6),
                    sqlite3_column_int(q, 7), sqlite3_column_double(q, 1));
            sqlite3_bind_int64(p, 1, sqlite3_column_int64(q, 2));
            while (gradebook_step(p))
                testcase(f, p);
            sqlite3_reset(p);
            fputs("  </testsuite>\n", f);
        }
        fputs("</testsuites>\n", f);
        sqlite3_finalize(p);
        sqlite3_finalize(q);
        good = file_finish(f, path);
    }
    free(path);
    return good;
}
EXPORT_FORMAT(write_junit);
