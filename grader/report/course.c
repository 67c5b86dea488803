/* The exercises, and what they are worth. */
#include "course.h"

#include "course/tables.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

char *copy(const char *text)
{
    char *c = strdup(text);
    if (!c) {
        fputs("judge: no memory\n", stderr);
        exit(2);
    }
    return c;
}

void course_error(struct course *course, const char *fmt, ...)
{
    char text[512];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (course->error_count < MAX_ERRORS)
        course->errors[course->error_count++] = copy(text);
}

struct exercise *course_exercise(const struct course *course, const char *name)
{
    for (size_t i = 0; i < course->exercise_count; i++)
        if (strcmp(course->exercises[i].name, name) == 0)
            return &course->exercises[i];
    return NULL;
}

static void *zeroed(size_t count, size_t size)
{
    void *array = calloc(count + 1, size);
    if (!array) {
        fputs("judge: no memory\n", stderr);
        exit(2);
    }
    return array;
}

/* The chapters, exercises and functions of the tables. */
static void take_over(struct course *course, const struct tables *t)
{
    course->tables = t;
    course->chapter_count = t->chapter_count;
    course->exercise_count = t->exercise_count;
    course->function_count = t->function_count;
    course->chapters = zeroed(t->chapter_count, sizeof *course->chapters);
    course->exercises = zeroed(t->exercise_count, sizeof *course->exercises);
    struct function *functions = zeroed(t->function_count, sizeof *functions);
    course->functions = functions;
    for (size_t i = 0; i < t->chapter_count; i++) {
        const struct tables_chapter *c = &t->chapters[i];
        course->chapters[i] = (struct chapter){
            .directory = c->directory, .topic = c->topic, .title = c->title, .table = c->path};
    }
    for (size_t i = 0; i < t->exercise_count; i++) {
        const struct tables_exercise *e = &t->exercises[i];
        course->exercises[i] = (struct exercise){
            .name = e->name,
            .number = e->number,
            .title = e->title,
            .elsewhere = e->elsewhere,
            .needs = e->needs ? e->needs : "",
            .chapter = &course->chapters[e->chapter],
            .properties = zeroed(t->property_count, sizeof(struct property))};
    }
    for (size_t i = 0; i < t->function_count; i++) {
        const struct tables_exercise *e = &t->exercises[t->functions[i].exercise];
        functions[i] = (struct function){t->functions[i].name, e->name,
                                         t->chapters[e->chapter].directory};
    }
}

void course_read(struct course *course, const char *folder)
{
    static struct tables tables; /* its texts are used as long as the program runs */
    tables_read(&tables, folder);
    for (size_t i = 0; i < tables.error_count; i++)
        course_error(course, "%s", tables.errors[i]);
    take_over(course, &tables);
    for (size_t i = 0; i < tables.property_count; i++) {
        const struct tables_property *p = &tables.properties[i];
        struct exercise *e = &course->exercises[p->exercise];
        e->properties[e->count++] = (struct property){
            .name = p->name, .worth = p->points, .hidden = p->hidden, .core = p->core};
        e->of += p->points;
    }
}
