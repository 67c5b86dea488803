/* What the tests, the compiler and the symbol table say about the chosen chapters. */
#include "course.h"

#include <stdlib.h>
#include <string.h>

/* The contents of a text file, or NULL. */
static char *read_text(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    char *text = NULL;
    size_t size = 0, used = 0, got;
    do {
        if (used + 4096 > size) {
            size = size ? 2 * size : 8192;
            char *larger = realloc(text, size);
            if (!larger)
                break;
            text = larger;
        }
        got = fread(text + used, 1, size - used - 1, f);
        used += got;
    } while (got > 0);
    if (text)
        text[used] = '\0';
    fclose(f);
    return text;
}

const char *field(const struct property *property, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItem(property->result, key));
}

static enum outcome outcome_of(const struct property *p)
{
    const char *word = field(p, "outcome");
    for (enum outcome o = PASSED; word && o <= ABSENT; o++)
        if (strcmp(word, outcome_word(o)) == 0)
            return o;
    return UNSEEN;
}

static void add_result(struct course *course, const cJSON *result)
{
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(result, "exercise"));
    const char *property = cJSON_GetStringValue(cJSON_GetObjectItem(result, "property"));
    struct exercise *e = name ? course_exercise(course, name) : NULL;
    if (!e || !property) {
        course_error(course, "a test belongs to %s, which is not an exercise",
                     name ? name : "a suite without a name");
        return;
    }
    for (size_t i = 0; i < e->count; i++)
        if (strcmp(e->properties[i].name, property) == 0) {
            e->properties[i].seen++;
            e->properties[i].result = result;
            e->properties[i].outcome = outcome_of(&e->properties[i]);
            return;
        }
    course_error(course,
                 "%s: [%s points] says nothing about %s, which is tested; write %s = 1 "
                 "there",
                 e->chapter->table, name, property, property);
}

static void read_results(struct course *course, struct chapter *c)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/judge/%s/%s/results.json", course->build, c->directory,
             course->src);
    char *text = read_text(path);
    c->results = text ? cJSON_Parse(text) : NULL;
    free(text);
    if (!cJSON_IsArray(c->results)) {
        course_error(course, "%s: no results of the tests of chapter %s", path, c->directory);
        return;
    }
    const cJSON *result;
    cJSON_ArrayForEach(result, c->results) add_result(course, result);
}

static struct exercise *of_section(struct course *course, const char *number)
{
    for (size_t i = 0; i < course->exercise_count; i++)
        if (strcmp(course->exercises[i].number, number) == 0)
            return &course->exercises[i];
    return NULL;
}

/* One line of the compile report: WHAT <tab> SECTION <tab> TEXT <tab> FIX. */
static void add_problem(struct course *course, struct chapter *c, char *line)
{
    char *rest = NULL;
    const char *what = strtok_r(line, "\t", &rest), *section = strtok_r(NULL, "\t", &rest);
    const char *text = strtok_r(NULL, "\t", &rest), *fix = rest ? rest + strspn(rest, "\t") : "";
    if (!what || !section || !text)
        return;
    struct exercise *e = of_section(course, section);
    char told[1024];
    size_t length = strcspn(fix, "\t");
    snprintf(told, sizeof told, "%s%s%.*s", text, length ? "\n" : "", (int)length, fix);
    if (strcmp(what, "missing") == 0) {
        c->missing = true;
        c->lacking = copy(text);
        c->renamed = copy(fix);
    } else if (e && strcmp(what, "todo") == 0) {
        e->todo = copy(text);
    } else if (e && strcmp(what, "name") == 0) {
        e->near_name = copy(text);
    } else if (e && strcmp(what, "slip") == 0) {
        e->slip = copy(text);
    } else if (strcmp(what, "error") == 0) {
        *(e ? &e->compile_error : &c->compile_error) = copy(told);
    } else {
        *(e ? &e->warning : &c->warning) = copy(told);
        if (e)
            e->small = strcmp(what, "remark") == 0;
    }
}

static void read_compile_report(struct course *course, struct chapter *c)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/judge/%s/%s/%s.report", course->build, c->directory,
             course->src, c->topic);
    char *text = read_text(path), *rest = NULL;
    for (char *l = text ? strtok_r(text, "\n", &rest) : NULL; l; l = strtok_r(NULL, "\n", &rest))
        add_problem(course, c, l);
    free(text);
}

/* What the student's code printed. */
static void read_output(struct course *course, struct chapter *c)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/judge/%s/%s/output.txt", course->build, c->directory,
             course->src);
    char *text = read_text(path);
    c->printed = text && text[0];
    free(text);
}

/* The line of the exercise's mark, for a function that is missing. */
static int mark_line(const struct exercise *e)
{
    char *text = read_text(e->chapter->source), *rest = NULL, mark[64];
    snprintf(mark, sizeof mark, "/* ---- %s ", e->number);
    char *at = text ? strstr(text, mark) : NULL;
    int line = at ? 1 : 0;
    for (rest = text; at && rest < at; rest++)
        line += *rest == '\n';
    free(text);
    return line;
}

/* Lines of `FUNCTION LINE`, from the debug information of the student's object. */
static void read_lines(struct course *course, struct chapter *c)
{
    char path[4096], name[128];
    int line;
    snprintf(path, sizeof path, "%s/judge/%s/%s/lines", course->build, c->directory, course->src);
    FILE *f = fopen(path, "r");
    while (f && fscanf(f, "%127s %d", name, &line) == 2)
        for (size_t i = 0; i < course->function_count; i++) {
            struct exercise *e = course_exercise(course, course->functions[i].exercise);
            if (strcmp(course->functions[i].name, name) == 0 && e && (!e->line || line < e->line))
                e->line = line;
        }
    if (f)
        fclose(f);
    for (size_t i = 0; i < course->exercise_count; i++)
        if (course->exercises[i].chapter == c && !course->exercises[i].line)
            course->exercises[i].line = mark_line(&course->exercises[i]);
}

void course_results(struct course *course)
{
    for (size_t i = 0; i < course->chapter_count; i++) {
        struct chapter *c = &course->chapters[i];
        snprintf(c->source, sizeof c->source, "%s/%s/%s.c", course->src, c->directory, c->topic);
        if (!c->chosen)
            continue;
        read_results(course, c);
        read_compile_report(course, c);
        read_lines(course, c);
        read_output(course, c);
    }
}
