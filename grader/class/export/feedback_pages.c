/* One student's feedback. About a failed hidden test it gives only its subject: the student's code
 * decides how the test ends, and could reveal the test's values that way. */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "export.h"
#include "page.h"

static const char *string(const cJSON *o, const char *key)
{
    const char *s = cJSON_GetStringValue(cJSON_GetObjectItem(o, key));
    return s ? s : "";
}

static int number(const cJSON *o, const char *key)
{
    const cJSON *n = cJSON_GetObjectItem(o, key);
    return cJSON_IsNumber(n) ? n->valueint : 0;
}

static void lost(struct page *p, const char *exercise, const cJSON *property)
{
    int points = number(property, "of") - number(property, "points");
    if (strcmp(string(property, "outcome"), "passed") == 0) {
        export_page_line(
            p, "waits, %d: %s. It holds, and counts as soon as a test with random inputs holds.",
            points, string(property, "description"));
        return;
    }
    export_page_line(p, "lost %d: %s", points, string(property, "description"));
    if (export_is_hidden(exercise, string(property, "property"))) {
        export_page_item(p, "hidden",
                         "It does not hold. This test's input and values are not shown.");
        return;
    }
    static const char *const keys[] = {"call",  "input", "expected", "got",
                                       "fault", "hint",  "smallest"};
    if (strcmp(string(property, "outcome"), "failed") != 0)
        export_page_item(p, "outcome", string(property, "outcome"));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        export_page_item(p, keys[i], string(property, keys[i]));
}

/* Does the exercise's sentence come from a hidden test? Then it is not shown. */
static bool only_hidden_lost(const cJSON *e)
{
    const cJSON *p;
    cJSON_ArrayForEach(
        p, cJSON_GetObjectItem(e, "properties")) if (number(p, "points") < number(p, "of") &&
                                                     !export_is_hidden(
                                                         string(e, "exercise"),
                                                         string(p, "property"))) return false;
    return true;
}

/* Is there more to say than the table row does? */
static bool has_more(const cJSON *e)
{
    return number(e, "points") < number(e, "of") &&
           strcmp(string(e, "state"), "not started") != 0 &&
           strcmp(string(e, "state"), "missing") != 0;
}

static void row(struct page *p, const cJSON *e, double points)
{
    int of = number(e, "of");
    char *told = text_format("%g of %d", points, of);
    export_page_score(p, string(e, "number"), string(e, "exercise"), of > 0 ? points / of : 0.0,
                      told, string(e, "state"), has_more(e));
    free(told);
}

static void exercise(struct page *p, const cJSON *e)
{
    char *head = text_format("%s %s: %s", string(e, "number"), string(e, "exercise"),
                             string(e, "state"));
    bool compiles = strcmp(string(e, "state"), "does not compile") != 0;
    export_page_place(p, string(e, "number"), head);
    free(head);
    if (!only_hidden_lost(e) || strcmp(string(e, "state"), "waits") == 0 || !compiles)
        export_page_item(p, "why", string(e, "why"));
    export_page_item(p, "likely", string(e, "sentence"));
    const cJSON *property;
    cJSON_ArrayForEach(
        property, cJSON_GetObjectItem(e, "properties")) if (compiles && number(property, "points") <
                                                                            number(property, "of"))
        lost(p, string(e, "exercise"), property);
}

/* The points that count; false where the week does not have the exercise. */
static bool points_of(sqlite3 *db, long long student, const char *exercise_, double *points)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT points FROM grade WHERE student = ?1 AND exercise = ?2");
    sqlite3_bind_int64(q, 1, student);
    sqlite3_bind_text(q, 2, exercise_, -1, SQLITE_STATIC);
    bool there = gradebook_step(q);
    *points = there ? sqlite3_column_double(q, 0) : 0.0;
    sqlite3_finalize(q);
    return there;
}

static void by_hand(sqlite3 *db, struct page *p, long long student)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT iif(exercise = '', 'total', exercise), mode, points, reason FROM adjustment"
            " WHERE student IN (SELECT student FROM belongs WHERE person = ?1)"
            " AND week = (SELECT week FROM temp.week_total WHERE student = ?1)"
            " AND undone_at IS NULL ORDER BY id");
    sqlite3_bind_int64(q, 1, student);
    for (bool first = true; gradebook_step(q); first = false) {
        if (first)
            export_page_heading(p, "Changed by hand");
        bool set = strcmp(gradebook_text(q, 1), "set") == 0;
        export_page_line(p, set ? "%s: %g: %s" : "%s: %+g: %s", gradebook_text(q, 0),
                         sqlite3_column_double(q, 2), gradebook_text(q, 3));
    }
    sqlite3_finalize(q);
    q = gradebook_query(db, "SELECT text, place, week FROM comment"
                            " WHERE student IN (SELECT student FROM belongs WHERE person = ?1)"
                            " AND week = (SELECT week FROM temp.week_total WHERE student = ?1)"
                            " AND undone_at IS NULL ORDER BY id");
    sqlite3_bind_int64(q, 1, student);
    for (bool first = true; gradebook_step(q); first = false) {
        if (first)
            export_page_heading(p, "Comments");
        const char *place = gradebook_text(q, 1);
        export_page_line(p, "%s%s%s", place, *place ? ": " : "", gradebook_text(q, 0));
        char *code = *place ? gradebook_source_line(db, student, gradebook_text(q, 2), place)
                            : NULL;
        export_page_item(p, "code", code);
        free(code);
    }
    sqlite3_finalize(q);
}

static void body(sqlite3 *db, struct page *p, sqlite3_stmt *q, long long student)
{
    char *total = text_format("%g of %d points", sqlite3_column_double(q, 1),
                              sqlite3_column_int(q, 2));
    export_page_total(p, total);
    free(total);
    if (gradebook_text(q, 8)[0])
        export_page_line(p, "%s points, %s.", gradebook_text(q, 9), gradebook_text(q, 8));
    if (gradebook_text(q, 10)[0])
        export_page_line(p, "%s", gradebook_text(q, 10));
    if (strcmp(gradebook_text(q, 3), "sandbox") != 0)
        export_page_line(p, "Judged %s: outside the sandbox.", gradebook_text(q, 3));
    if (sqlite3_column_int(q, 4))
        export_page_line(p, "Handed in late.");
    if (strcmp(gradebook_text(q, 11), "not handed in") == 0)
        export_page_line(p, "Nothing was handed in.");
    char *notes = text_need(strdup(gradebook_text(q, 5))), *rest = NULL;
    for (char *n = strtok_r(notes, "\n", &rest); n; n = strtok_r(NULL, "\n", &rest))
        export_page_line(p, "Note: %s", n);
    free(notes);
    by_hand(db, p, student);
    cJSON *report = cJSON_Parse(gradebook_text(q, 6));
    const cJSON *exercises = cJSON_GetObjectItem(report, "exercises"), *e;
    if (cJSON_GetArraySize(exercises) > 0)
        export_page_heading(p, "Exercises");
    double points;
    cJSON_ArrayForEach(e, exercises) if (points_of(db, student, string(e, "exercise"), &points))
        row(p, e, points);
    cJSON_ArrayForEach(e, exercises) if (has_more(e) &&
                                         points_of(db, student, string(e, "exercise"), &points))
        exercise(p, e);
    cJSON_Delete(report);
}

static bool write_page(sqlite3 *db, const char *out, long long student)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT name, points, of, level, late, notes, report, key, rule, raw,"
            " iif(due IS NULL OR handed_at = 0, '', 'Handed in '"
            "  || strftime('%Y-%m-%d %H:%M', handed_at, 'unixepoch', 'localtime') || ', due '"
            "  || strftime('%Y-%m-%d %H:%M', due, 'unixepoch', 'localtime')"
            "  || iif(extended IS NULL, '.', ' by an extension.')), status"
            " FROM total WHERE student = ?1");
    sqlite3_bind_int64(q, 1, student);
    bool good = true;
    if (gradebook_step(q)) {
        char *name = text_file_name(gradebook_text(q, 7)),
             *path = text_format("%s/feedback/%s", out, name);
        struct page p;
        good = export_page_open(&p, path, gradebook_text(q, 0));
        if (good)
            body(db, &p, q, student);
        good = export_page_close(&p) && good;
        free(name);
        free(path);
    }
    sqlite3_finalize(q);
    return good;
}

/* feedback/KEY.txt and KEY.html */
static bool write_pages(sqlite3 *db, const char *out)
{
    char *folder = text_format("%s/feedback", out);
    bool good = file_make_folders(folder);
    free(folder);
    sqlite3_stmt *q = gradebook_query(db, "SELECT student FROM total ORDER BY key");
    while (good && gradebook_step(q))
        good = write_page(db, out, sqlite3_column_int64(q, 0));
    sqlite3_finalize(q);
    return good;
}
EXPORT_FORMAT(write_pages);
