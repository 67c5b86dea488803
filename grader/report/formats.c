/* formats: a report.json in other platforms' formats.
 *
 *   formats gradescope REPORT [NOTES [SECONDS]] >results.json
 *       https://gradescope-autograders.readthedocs.io/en/latest/specs/
 *       NOTES: a file with remarks on the submission; SECONDS: of the student's OMP, for the
 *       leaderboard
 *   formats exercism REPORT >results.json
 *       https://exercism.org/docs/building/tooling/test-runners/interface, version 3
 *
 * What the tables call hidden is shown without its input and values. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "course.h"

static struct course course;

static const char *string(const cJSON *o, const char *key)
{
    const char *s = cJSON_GetStringValue(cJSON_GetObjectItem(o, key));
    return s ? s : "";
}

static double number(const cJSON *o, const char *key)
{
    const cJSON *n = cJSON_GetObjectItem(o, key);
    return cJSON_IsNumber(n) ? n->valuedouble : 0.0;
}

static bool is_hidden(const char *exercise, const char *property)
{
    const struct exercise *e = course_exercise(&course, exercise);
    for (size_t i = 0; e && i < e->count; i++)
        if (strcmp(e->properties[i].name, property) == 0)
            return e->properties[i].hidden;
    return true;
}

/* What a student is told about a lost test. */
static void explain(const cJSON *e, const cJSON *p, char *text, size_t size)
{
    static const char *const keys[] = {"call",  "input", "expected", "got",
                                       "fault", "hint",  "smallest"};
    size_t used = 0;
    bool hidden = is_hidden(string(e, "exercise"), string(p, "property"));
#define PUT(...)                                                      \
    (used += (size_t)snprintf(text + used, size - used, __VA_ARGS__), \
     used = used < size ? used : size - 1)
    PUT("%s: %s\n", hidden ? "lost" : string(p, "outcome"), string(p, "description"));
    if (*string(e, "sentence") && !hidden)
        PUT("likely: %s\n", string(e, "sentence"));
    if (hidden)
        PUT("This test's input and values are not shown.\n");
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !hidden; i++)
        if (*string(p, keys[i]))
            PUT("%s: %s\n", keys[i], string(p, keys[i]));
#undef PUT
}

static bool lost(const cJSON *p)
{
    return number(p, "points") < number(p, "of");
}

static char *read_text(const char *path)
{
    FILE *f = path ? fopen(path, "rb") : NULL;
    size_t size = 0, capacity = 1 << 16;
    char *text = malloc(capacity);
    while (f && text && (size += fread(text + size, 1, capacity - size - 1, f)) == capacity - 1)
        text = realloc(text, capacity *= 2);
    if (!text || (path && !f)) {
        fprintf(stderr, "formats: %s cannot be read\n", path);
        exit(2);
    }
    text[size] = '\0';
    if (f)
        fclose(f);
    return text;
}

/* Is the exercise in SB_EXERCISES, a week of a course? If that is not set, all are. */
static bool is_wanted(const char *exercise)
{
    const char *only = getenv("SB_EXERCISES");
    char one[256], all[4096];
    snprintf(one, sizeof one, " %s ", exercise);
    snprintf(all, sizeof all, " %s ", only ? only : "");
    return !only || !*only || strstr(all, one);
}

static cJSON *gradescope(const cJSON *report, const char *notes, const char *seconds)
{
    cJSON *o = cJSON_CreateObject(), *tests = cJSON_CreateArray();
    char text[8192];
    int points = 0;
    cJSON_AddStringToObject(o, "output", notes);
    cJSON_AddStringToObject(o, "output_format", "text");
    cJSON_AddStringToObject(o, "visibility", "visible");
    cJSON_AddStringToObject(o, "stdout_visibility", "hidden");
    const cJSON *e, *p;
    cJSON_ArrayForEach(e, cJSON_GetObjectItem(report, "exercises"))
        cJSON_ArrayForEach(p, cJSON_GetObjectItem(e, "properties"))
    {
        if (!is_wanted(string(e, "exercise")))
            continue;
        points += number(p, "points");
        cJSON *t = cJSON_CreateObject();
        explain(e, p, text, sizeof text);
        char title[256];
        snprintf(title, sizeof title, "%s %s: %s", string(e, "number"), string(e, "exercise"),
                 string(p, "description"));
        cJSON_AddStringToObject(t, "name", title);
        cJSON_AddStringToObject(t, "name_format", "text");
        cJSON_AddStringToObject(t, "number", string(e, "number") + 1);
        cJSON_AddNumberToObject(t, "score", number(p, "points"));
        cJSON_AddNumberToObject(t, "max_score", number(p, "of"));
        cJSON_AddStringToObject(t, "status", lost(p) ? "failed" : "passed");
        cJSON_AddStringToObject(t, "output", lost(p) ? text : "");
        cJSON_AddStringToObject(t, "output_format", "text");
        cJSON_AddStringToObject(t, "visibility",
                                is_hidden(string(e, "exercise"), string(p, "property"))
                                    ? "after_published"
                                    : "visible");
        cJSON_AddItemToArray(tests, t);
    }
    cJSON_AddNumberToObject(o, "score", points);
    cJSON_AddItemToObject(o, "tests", tests);
    if (seconds) {
        cJSON *board = cJSON_AddArrayToObject(o, "leaderboard"), *row = cJSON_CreateObject();
        cJSON_AddStringToObject(row, "name", "OMP (ms)");
        cJSON_AddNumberToObject(row, "value", 1e3 * strtod(seconds, NULL));
        cJSON_AddStringToObject(row, "order", "asc");
        cJSON_AddItemToArray(board, row);
    }
    return o;
}

static cJSON *exercism(const cJSON *report)
{
    cJSON *o = cJSON_CreateObject(), *tests = cJSON_CreateArray();
    int task = 0, ran = 0, failed = 0;
    const char *why = "";
    const cJSON *e, *p;
    cJSON_ArrayForEach(e, cJSON_GetObjectItem(report, "exercises"))
    {
        task++;
        if (*string(e, "why"))
            why = string(e, "why");
        cJSON_ArrayForEach(p, cJSON_GetObjectItem(e, "properties"))
        {
            char name[256], text[8192];
            const char *outcome = string(p, "outcome");
            cJSON *t = cJSON_CreateObject();
            bool error = strcmp(outcome, "failed") != 0 && strcmp(outcome, "passed") != 0;
            snprintf(name, sizeof name, "%s: %s", string(e, "exercise"), string(p, "description"));
            explain(e, p, text, sizeof text);
            cJSON_AddStringToObject(t, "name", name);
            cJSON_AddStringToObject(t, "status", !lost(p) ? "pass" : error ? "error" : "fail");
            if (lost(p))
                cJSON_AddStringToObject(t, "message", text);
            char code[160];
            snprintf(code, sizeof code, "PROPERTY(%s, %s, ...)", string(e, "exercise"),
                     string(p, "property"));
            cJSON_AddStringToObject(t, "test_code", code);
            cJSON_AddNumberToObject(t, "task_id", task);
            cJSON_AddItemToArray(tests, t);
            failed += lost(p);
            ran += strcmp(outcome, "absent") != 0 && strcmp(outcome, "unseen") != 0;
        }
    }
    cJSON_AddNumberToObject(o, "version", 3);
    cJSON_AddStringToObject(o, "status", ran == 0 ? "error" : failed ? "fail" : "pass");
    if (ran == 0)
        cJSON_AddStringToObject(o, "message", *why ? why : "Nothing could be run.");
    cJSON_AddItemToObject(o, "tests", tests);
    return o;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("formats: say gradescope or exercism, and which report.json\n", stderr);
        return 1;
    }
    course_read(&course, "chapters");
    char *text = read_text(argv[2]);
    cJSON *report = cJSON_Parse(text);
    free(text);
    if (!report) {
        fprintf(stderr, "formats: %s is not JSON\n", argv[2]);
        return 2;
    }
    cJSON *o = strcmp(argv[1], "gradescope") == 0
                   ? gradescope(report, read_text(argc > 3 ? argv[3] : NULL),
                                argc > 4 ? argv[4] : NULL)
                   : exercism(report);
    puts(cJSON_Print(o));
    return 0;
}
