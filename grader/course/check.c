/* What is wrong with the tables as a whole. */
#include "tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *path_of(const struct tables *t, size_t exercise)
{
    return t->chapters[t->exercises[exercise].chapter].path;
}

static void check_chapters(struct tables *t)
{
    for (size_t i = 0; i < t->chapter_count; i++) {
        const struct tables_chapter *c = &t->chapters[i];
        size_t exercises = 0;
        if (!c->title)
            tables_error(t, c->path, 0, "the chapter has no title; write title = ... at the top");
        for (size_t e = 0; e < t->exercise_count; e++)
            exercises += t->exercises[e].chapter == i;
        if (exercises == 0)
            tables_error(t, c->path, 0, "there is no exercise; each begins with a line [name]");
        for (size_t j = 0; j < i; j++)
            if (t->chapters[j].number == c->number || strcmp(t->chapters[j].topic, c->topic) == 0)
                tables_error(t, c->path, 0,
                             "%s has the number or the topic of %s; rename one of "
                             "the two folders",
                             c->directory, t->chapters[j].directory);
    }
}

/* E2.1 belongs to chapter 2. */
static bool is_number(const char *text, int chapter)
{
    char begin[16];
    int n = snprintf(begin, sizeof begin, "E%d.", chapter);
    return n > 0 && strncmp(text, begin, (size_t)n) == 0 && text[n] &&
           strspn(text + n, "0123456789") == strlen(text + n);
}

static void check_exercise(struct tables *t, size_t i)
{
    const struct tables_exercise *e = &t->exercises[i];
    const char *path = path_of(t, i);
    int chapter = t->chapters[e->chapter].number;
    size_t functions = 0;
    for (size_t f = 0; f < t->function_count; f++)
        functions += t->functions[f].exercise == i;
    if (!e->number || !is_number(e->number, chapter))
        tables_error(t, path, e->line,
                     "[%s] has no number like E%d.1; write number = E%d.1, or "
                     "the next free one",
                     e->name, chapter, chapter);
    if (!e->title)
        tables_error(t, path, e->line, "[%s] has no title; write title = ... below it", e->name);
    if (functions == 0)
        tables_error(t, path, e->line,
                     "[%s] has no function; write function = void %s(...) below "
                     "it",
                     e->name, e->name);
    if (tables_points(t, i) == 0)
        tables_error(t, path, e->line,
                     "[%s] has no points; write [%s points] and below it a line "
                     "for each of its tests",
                     e->name, e->name);
    for (size_t j = 0; j < i; j++) {
        const struct tables_exercise *other = &t->exercises[j];
        if (strcmp(other->name, e->name) == 0)
            tables_error(t, path, e->line, "%s is an exercise of %s, too; rename one of the two",
                         e->name, path_of(t, j));
        if (other->chapter == e->chapter && e->number && other->number &&
            strcmp(other->number, e->number) == 0)
            tables_error(t, path, e->line, "%s is the number of %s, too; change one of the two",
                         e->number, other->name);
    }
}

static void check_functions(struct tables *t)
{
    for (size_t i = 0; i < t->function_count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(t->functions[i].name, t->functions[j].name) == 0)
                tables_error(t, path_of(t, t->functions[i].exercise), t->functions[i].line,
                             "%s is a function of exercise %s, too; rename one of the two",
                             t->functions[i].name, t->exercises[t->functions[j].exercise].name);
}

/* Prerequisites come earlier in the same chapter, so its tests give results for both. */
static void check_needs(struct tables *t, size_t i)
{
    const struct tables_exercise *e = &t->exercises[i];
    char *list = tables_copy(e->needs ? e->needs : "", e->needs ? strlen(e->needs) : 0);
    char *rest = NULL;
    for (char *n = strtok_r(list, " ,", &rest); n; n = strtok_r(NULL, " ,", &rest)) {
        const struct tables_exercise *need = tables_exercise(t, n);
        if (!need || need >= e || need->chapter != e->chapter)
            tables_error(t, path_of(t, i), e->line,
                         "%s needs %s, which is not an earlier exercise of "
                         "its chapter; correct the name or move the exercise",
                         e->name, n);
    }
    free(list);
}

/* "PROPERTY(ReLU, any_signal," at the start of a line; false for any other line. */
static bool is_test(const char *line, char exercise[64], char property[64])
{
    return sscanf(line, "PROPERTY(%63[A-Za-z0-9_] , %63[A-Za-z0-9_] ,", exercise, property) == 2;
}

/* A test without points, in its file. */
struct stray {
    char exercise[64], property[64];
    int line;
    bool told;
};

/* The test that a property without one may mean: one of its name, or else one of its exercise. */
static struct stray *meant(struct stray *strays, size_t count, const char *exercise,
                           const char *property)
{
    for (size_t i = 0; i < count; i++)
        if (!strays[i].told && strcmp(strays[i].property, property) == 0)
            return &strays[i];
    for (size_t i = 0; i < count; i++)
        if (!strays[i].told && strcmp(strays[i].exercise, exercise) == 0)
            return &strays[i];
    return NULL;
}

static void tell_strays(struct tables *t, size_t chapter, const bool *seen, struct stray *strays,
                        size_t count, const char *path)
{
    const char *table = t->chapters[chapter].path;
    for (size_t i = 0; i < t->property_count; i++) {
        const struct tables_property *p = &t->properties[i];
        const char *exercise = t->exercises[p->exercise].name;
        if (t->exercises[p->exercise].chapter != chapter || seen[i])
            continue;
        struct stray *test = meant(strays, count, exercise, p->name);
        if (test) {
            test->told = true;
            tables_error(t, table, p->line,
                         "%s has points and no test, and the test %s, %s in "
                         "%s:%d has no points; give them one name, or each its own",
                         p->name, test->exercise, test->property, path, test->line);
        } else {
            tables_error(t, table, p->line,
                         "%s has points and no test; write PROPERTY(%s, %s, "
                         "...) in %s, or remove the line",
                         p->name, exercise, p->name, path);
        }
    }
    for (size_t i = 0; i < count; i++)
        if (!strays[i].told)
            tables_error(t, path, strays[i].line,
                         "%s of %s has no points; write %s = 1 below "
                         "[%s points] in %s",
                         strays[i].property, strays[i].exercise, strays[i].property,
                         strays[i].exercise, table);
}

/* Every property has points and a test. If there is no test
 * file, make check reports that. */
static void check_tests(struct tables *t, size_t chapter)
{
    const struct tables_chapter *c = &t->chapters[chapter];
    char path[4096], line[1024];
    bool *seen = tables_grow(NULL, t->property_count, sizeof *seen);
    struct stray *strays = NULL, test = {0};
    size_t count = 0;
    memset(seen, 0, t->property_count + 1);
    snprintf(path, sizeof path, "%.*s/test_%s.c", (int)(strrchr(c->path, '/') - c->path), c->path,
             c->topic);
    FILE *file = fopen(path, "r");
    for (test.line = 1; file && fgets(line, sizeof line, file); test.line++) {
        if (!is_test(line, test.exercise, test.property))
            continue;
        size_t i = 0;
        while (i < t->property_count &&
               (strcmp(t->properties[i].name, test.property) != 0 ||
                strcmp(t->exercises[t->properties[i].exercise].name, test.exercise) != 0))
            i++;
        if (i < t->property_count) {
            seen[i] = true;
        } else {
            strays = tables_grow(strays, count, sizeof *strays);
            strays[count++] = test;
        }
    }
    if (file) {
        tell_strays(t, chapter, seen, strays, count, path);
        fclose(file);
    }
    free(seen);
    free(strays);
}

void tables_check(struct tables *t)
{
    check_chapters(t);
    for (size_t i = 0; i < t->exercise_count; i++) {
        check_exercise(t, i);
        check_needs(t, i);
    }
    check_functions(t);
    /* Other mistakes would also make tests and points differ. */
    for (size_t i = 0; t->error_count == 0 && i < t->chapter_count; i++)
        check_tests(t, i);
}
