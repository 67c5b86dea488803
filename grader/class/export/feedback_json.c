/* feedback/KEY.json: what the feedback page says, for programs. About a hidden test, only its
 * subject and whether it holds. */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "export.h"

static void copy(cJSON *to, const cJSON *from, const char *const *keys)
{
    for (; *keys; keys++) {
        const cJSON *item = cJSON_GetObjectItem(from, *keys);
        if (item)
            cJSON_AddItemToObject(to, *keys, cJSON_Duplicate(item, true));
    }
}

static cJSON *properties_of(const cJSON *e, const char *exercise)
{
    static const char *const open[] = {"property", "description", "outcome",  "points", "of",
                                       "call",     "input",       "expected", "got",    "fault",
                                       "hint",     "smallest",    NULL},
                             *const hidden[] = {"property", "description", "points", "of", NULL};
    cJSON *list = cJSON_CreateArray();
    const cJSON *p;
    cJSON_ArrayForEach(p, cJSON_GetObjectItem(e, "properties"))
    {
        const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(p, "property"));
        bool secret = !name || export_is_hidden(exercise, name);
        cJSON *o = cJSON_CreateObject();
        copy(o, p, secret ? hidden : open);
        cJSON_AddBoolToObject(o, "hidden", secret);
        cJSON_AddItemToArray(list, o);
    }
    return list;
}

static const cJSON *find(const cJSON *report, const char *exercise)
{
    const cJSON *e;
    cJSON_ArrayForEach(e, cJSON_GetObjectItem(report, "exercises"))
    {
        const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(e, "exercise"));
        if (name && strcmp(name, exercise) == 0)
            return e;
    }
    return NULL;
}

static cJSON *exercises_of(sqlite3 *db, long long student, const cJSON *report)
{
    cJSON *list = cJSON_CreateArray();
    sqlite3_stmt *q = gradebook_query(db, "SELECT exercise, number, points, of, state FROM"
                                          " temp.grade WHERE student = ?1 ORDER BY number");
    sqlite3_bind_int64(q, 1, student);
    while (gradebook_step(q)) {
        cJSON *o = cJSON_CreateObject();
        cJSON_AddStringToObject(o, "exercise", gradebook_text(q, 0));
        cJSON_AddStringToObject(o, "number", gradebook_text(q, 1));
        cJSON_AddNumberToObject(o, "points", sqlite3_column_double(q, 2));
        cJSON_AddNumberToObject(o, "of", sqlite3_column_double(q, 3));
        cJSON_AddStringToObject(o, "state", gradebook_text(q, 4));
        cJSON_AddItemToObject(
            o, "properties",
            properties_of(find(report, gradebook_text(q, 0)), gradebook_text(q, 0)));
        cJSON_AddItemToArray(list, o);
    }
    sqlite3_finalize(q);
    return list;
}

static bool write_one(const char *out, const char *key, const cJSON *o)
{
    char *file = text_file_name(key), *path = text_format("%s/feedback/%s.json", out, file),
         *text = text_need(cJSON_PrintUnformatted(o));
    FILE *f = file_begin(path);
    if (f) {
        text_json(f, text);
        fputc('\n', f);
    }
    bool good = f && file_finish(f, path);
    free(text);
    free(path);
    free(file);
    return good;
}

static bool write_json(sqlite3 *db, const char *out)
{
    char *folder = text_format("%s/feedback", out);
    bool good = file_make_folders(folder);
    free(folder);
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT student, key, name, points, raw, of, rule, notes, report FROM total ORDER BY"
            " key");
    while (good && gradebook_step(q)) {
        long long student = sqlite3_column_int64(q, 0);
        char *summary = export_summary(db, student);
        cJSON *o = cJSON_CreateObject(), *report = cJSON_Parse(gradebook_text(q, 8));
        cJSON_AddStringToObject(o, "student", gradebook_text(q, 1));
        cJSON_AddStringToObject(o, "name", gradebook_text(q, 2));
        cJSON_AddNumberToObject(o, "points", sqlite3_column_double(q, 3));
        cJSON_AddNumberToObject(o, "raw", sqlite3_column_double(q, 4));
        cJSON_AddNumberToObject(o, "of", sqlite3_column_double(q, 5));
        cJSON_AddStringToObject(o, "rule", gradebook_text(q, 6));
        cJSON_AddStringToObject(o, "notes", gradebook_text(q, 7));
        cJSON_AddStringToObject(o, "summary", summary);
        cJSON_AddItemToObject(o, "exercises", exercises_of(db, student, report));
        good = write_one(out, gradebook_text(q, 1), o);
        cJSON_Delete(o);
        cJSON_Delete(report);
        free(summary);
    }
    sqlite3_finalize(q);
    return good;
}
EXPORT_FORMAT(write_json);
