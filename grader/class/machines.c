/* grades.json and junit.xml, a student at a time. */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "export.h"

static cJSON *rows(sqlite3 *db, const char *sql, long long id)
{
    cJSON *list = cJSON_CreateArray();
    sqlite3_stmt *q = query(db, sql);
    sqlite3_bind_int64(q, 1, id);
    while (step(q)) {
        cJSON *o = cJSON_CreateObject();
        for (int c = 0; c < sqlite3_column_count(q); c++) {
            const char *name = sqlite3_column_name(q, c);
            int type = sqlite3_column_type(q, c);
            if (type == SQLITE_INTEGER || type == SQLITE_FLOAT)
                cJSON_AddNumberToObject(o, name, sqlite3_column_double(q, c));
            else if (type == SQLITE_TEXT)
                cJSON_AddStringToObject(o, name, text_of(q, c));
        }
        cJSON_AddItemToArray(list, o);
    }
    sqlite3_finalize(q);
    return list;
}

static bool json(sqlite3 *db, const char *out)
{
    char *path = format("%s/grades.json", out);
    FILE *f = open_file(path);
    bool good = f != NULL;
    if (good) {
        sqlite3_stmt *q = query(db, "SELECT student, judgement FROM total ORDER BY key");
        fputs("{\"version\": 1, \"students\": [", f);
        for (bool first = true; step(q); first = false) {
            long long student = sqlite3_column_int64(q, 0), judgement = sqlite3_column_int64(q, 1);
            cJSON *list = rows(db, "SELECT key, name, lms_id AS id, email, layout, late, points, of, judged,"
                                   " status, level, seconds, judged_at, notes FROM total WHERE student = ?1",
                               student);
            cJSON *o = cJSON_DetachItemFromArray(list, 0);
            cJSON_Delete(list);
            cJSON_AddItemToObject(o, "exercises", rows(db, "SELECT g.exercise, g.number, g.points, g.of,"
                " g.judged, g.state, e.mistake FROM grade g JOIN student s ON s.id = g.student JOIN exercise e"
                " ON e.judgement = s.current AND e.exercise = g.exercise WHERE g.student = ?1"
                " ORDER BY g.number", student));
            cJSON_AddItemToObject(o, "properties", rows(db, "SELECT exercise, property, outcome, points, of"
                " FROM property WHERE judgement = ?1 ORDER BY exercise, property", judgement));
            cJSON_AddItemToObject(o, "adjustments", rows(db, "SELECT exercise, mode, points, reason, made_at"
                " FROM adjustment WHERE student = ?1 ORDER BY id", student));
            cJSON_AddItemToObject(o, "comments", rows(db, "SELECT text, made_at FROM comment"
                " WHERE student = ?1 ORDER BY id", student));
            char *text = need(cJSON_PrintUnformatted(o));
            fprintf(f, "%s\n%s", first ? "" : ",", text);
            free(text);
            cJSON_Delete(o);
        }
        fputs("\n]}\n", f);
        sqlite3_finalize(q);
        good = close_file(f, path);
    }
    free(path);
    return good;
}

static void testcase(FILE *f, sqlite3_stmt *q)
{
    const char *outcome = text_of(q, 2);
    bool passed = sqlite3_column_int(q, 3) == sqlite3_column_int(q, 4);
    fprintf(f, "    <testcase classname=\"%s\" name=\"%s\" time=\"0\"", text_of(q, 0), text_of(q, 1));
    if (passed)
        fputs("/>\n", f);
    else if (strcmp(outcome, "todo") == 0 || strcmp(outcome, "absent") == 0)
        fputs("><skipped/></testcase>\n", f);
    else if (strcmp(outcome, "failed") == 0 || strcmp(outcome, "passed") == 0)
        fprintf(f, "><failure message=\"%s\"/></testcase>\n", outcome);
    else
        fprintf(f, "><error message=\"%s\"/></testcase>\n", outcome);
}

static bool junit(sqlite3 *db, const char *out)
{
    char *path = format("%s/junit.xml", out);
    FILE *f = open_file(path);
    bool good = f != NULL;
    if (good) {
        sqlite3_stmt *q = query(db, "SELECT t.name, t.seconds, t.judgement, t.judged_at, count(p.exercise),"
            " sum(p.points < p.of AND p.outcome IN ('failed', 'passed')),"
            " sum(p.points < p.of AND p.outcome NOT IN ('failed', 'passed', 'todo', 'absent')),"
            " sum(p.points < p.of AND p.outcome IN ('todo', 'absent'))"
            " FROM total t LEFT JOIN property p ON p.judgement = t.judgement GROUP BY t.student ORDER BY t.key");
        sqlite3_stmt *p = query(db, "SELECT exercise, property, outcome, points, of FROM property"
                                    " WHERE judgement = ?1 ORDER BY exercise, property");
        fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n", f);
        while (step(q)) {
            fputs("  <testsuite name=\"", f);
            put_html(f, text_of(q, 0));
            fprintf(f, "\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%.3f\">\n",
                    sqlite3_column_int(q, 4), sqlite3_column_int(q, 5), sqlite3_column_int(q, 6),
                    sqlite3_column_int(q, 7), sqlite3_column_double(q, 1));
            sqlite3_bind_int64(p, 1, sqlite3_column_int64(q, 2));
            while (step(p))
                testcase(f, p);
            sqlite3_reset(p);
            fputs("  </testsuite>\n", f);
        }
        fputs("</testsuites>\n", f);
        sqlite3_finalize(p);
        sqlite3_finalize(q);
        good = close_file(f, path);
    }
    free(path);
    return good;
}

bool export_machines(sqlite3 *db, const char *out)
{
    return json(db, out) && junit(db, out);
}
