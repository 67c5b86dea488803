/* grades.json, written one student at a time. */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "export.h"

static cJSON *rows(sqlite3 *db, const char *sql, long long id)
{
    cJSON *list = cJSON_CreateArray();
    sqlite3_stmt *q = gradebook_query(db, sql);
    sqlite3_bind_int64(q, 1, id);
    while (gradebook_step(q)) {
        cJSON *o = cJSON_CreateObject();
        for (int c = 0; c < sqlite3_column_count(q); c++) {
            const char *name = sqlite3_column_name(q, c);
            int type = sqlite3_column_type(q, c);
            if (type == SQLITE_INTEGER || type == SQLITE_FLOAT)
                cJSON_AddNumberToObject(o, name, sqlite3_column_double(q, c));
            else if (type == SQLITE_TEXT)
                cJSON_AddStringToObject(o, name, gradebook_text(q, c));
        }
        cJSON_AddItemToArray(list, o);
    }
    sqlite3_finalize(q);
    return list;
}

static bool write_json(sqlite3 *db, const char *out)
{
    char *path = text_format("%s/grades.json", out);
    FILE *f = file_begin(path);
    bool good = f != NULL;
    if (good) {
        sqlite3_stmt *q = gradebook_query(db, "SELECT student, judgement FROM total ORDER BY key");
        fputs("{\"version\": 1, \"students\": [", f);
        for (bool first = true; gradebook_step(q); first = false) {
            long long student = sqlite3_column_int64(q, 0), judgement = sqlite3_column_int64(q, 1);
            cJSON *list = rows(
                db,
                "SELECT key, name, lms_id AS id, email, layout, late, points, of, judged,"
                " raw, rule, days, handed_at, due, on_roster, section, status, level, seconds, "
                "judged_at, notes FROM total WHERE student = ?1",
                student);
            cJSON *o = cJSON_DetachItemFromArray(list, 0);
            cJSON_Delete(list);
            cJSON_AddItemToObject(
                o, "exercises",
                rows(db,
                     "SELECT g.exercise, g.number, g.points, g.of,"
                     " g.judged, g.state, e.mistake FROM grade g JOIN total t ON t.student = "
                     "g.student LEFT JOIN exercise e"
                     " ON e.judgement = t.judgement AND e.exercise = g.exercise"
                     " WHERE g.student = ?1"
                     " ORDER BY g.number",
                     student));
            cJSON_AddItemToObject(
                o, "properties",
                rows(db,
                     "SELECT exercise, property, outcome, points, of"
                     " FROM property WHERE judgement = ?1 ORDER BY exercise, property",
                     judgement));
            cJSON_AddItemToObject(o, "adjustments",
                                  rows(db,
                                       "SELECT exercise, mode, points, reason, made_at"
                                       " FROM adjustment WHERE student IN (SELECT student"
                                       "  FROM belongs WHERE person = ?1) AND week = (SELECT"
                                       "  week FROM temp.week_total WHERE student = ?1)"
                                       " AND undone_at IS NULL ORDER BY id",
                                       student));
            cJSON_AddItemToObject(o, "comments",
                                  rows(db,
                                       "SELECT place, text, made_at FROM comment WHERE student IN"
                                       " (SELECT student FROM belongs WHERE person = ?1)"
                                       " AND week = (SELECT week FROM temp.week_total"
                                       "  WHERE student = ?1) AND undone_at IS NULL ORDER BY id",
                                       student));
            char *text = text_need(cJSON_PrintUnformatted(o));
            fprintf(f, "%s\n", first ? "" : ",");
            text_json(f, text);
            free(text);
            cJSON_Delete(o);
        }
        fputs("\n]}\n", f);
        sqlite3_finalize(q);
        good = file_finish(f, path);
    }
    free(path);
    return good;
}
EXPORT_FORMAT(write_json);
