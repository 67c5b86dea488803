/* The exercises, and what they are worth. */
#include "course.h"

#include <ini.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static struct chapter chapters[] = {
#define CHAPTER(d, t, what) {.directory = #d, .topic = #t, .title = what},
#include "exercises.def"
};

static struct exercise exercises[] = {
#define EXERCISE(n, id, what) {.name = #n, .number = id, .title = what},
#include "exercises.def"
};

static const struct function functions[] = {
#define FUNCTION(f, e, d, t) {#f, #e, #d},
#include "exercises.def"
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

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

static void link_chapters(struct course *course)
{
    for (size_t f = 0; f < course->function_count; f++) {
        struct exercise *e = course_exercise(course, course->functions[f].exercise);
        for (size_t c = 0; e && c < course->chapter_count; c++)
            if (strcmp(course->chapters[c].directory, course->functions[f].directory) == 0)
                e->chapter = &course->chapters[c];
    }
    for (size_t i = 0; i < course->exercise_count; i++)
        if (!course->exercises[i].chapter) {
            fprintf(stderr, "judge: exercises.def names no function for %s\n",
                    course->exercises[i].name);
            exit(2);
        }
}

/* One `name = value` of points.ini. Returns 1: reading goes on. */
static int on_points(void *user, const char *section, const char *name, const char *value)
{
    struct course *course = user;
    struct exercise *e = course_exercise(course, section);
    if (!e) {
        course_error(course, "points.ini: [%s] is no exercise", section);
        return 1;
    }
    if (strcmp(name, "needs") == 0) {
        snprintf(e->needs, sizeof e->needs, "%s", value);
        return 1;
    }
    char *end;
    long worth = strtol(value, &end, 10);
    bool hidden = strcmp(end + strspn(end, " "), "hidden") == 0 && end > value;
    if (end == value || (*end && !hidden) || worth < 1 || worth > 100) {
        course_error(course, "points.ini: [%s] %s = %s is not a number of points (1 to 100)",
                     section, name, value);
        return 1;
    }
    if (strcmp(name, "elsewhere") == 0) {
        e->elsewhere += (int)worth;
        return 1;
    }
    for (size_t i = 0; i < e->count; i++)
        if (strcmp(e->properties[i].name, name) == 0) {
            course_error(course, "points.ini: [%s] %s is there twice", section, name);
            return 1;
        }
    if (e->count == MAX_PROPERTIES) {
        course_error(course, "points.ini: [%s] has more than %d properties", section,
                     MAX_PROPERTIES);
        return 1;
    }
    struct property *p = &e->properties[e->count++];
    snprintf(p->name, sizeof p->name, "%s", name);
    p->worth = (int)worth;
    p->hidden = hidden;
    e->of += (int)worth;
    return 1;
}

/* Prerequisites come earlier in the same chapter: its tests then tell of both. */
static void check_needs(struct course *course)
{
    for (size_t i = 0; i < course->exercise_count; i++) {
        const struct exercise *e = &course->exercises[i];
        char list[sizeof e->needs], *rest = NULL;
        memcpy(list, e->needs, sizeof list);
        for (char *n = strtok_r(list, " ,", &rest); n; n = strtok_r(NULL, " ,", &rest)) {
            const struct exercise *need = course_exercise(course, n);
            if (!need || need >= e || need->chapter != e->chapter)
                course_error(course, "points.ini: [%s] needs %s, which is no earlier exercise "
                             "of its chapter", e->name, n);
        }
    }
}

void course_read(struct course *course, const char *points_path)
{
    course->chapters = chapters;
    course->exercises = exercises;
    course->functions = functions;
    course->chapter_count = COUNT(chapters);
    course->exercise_count = COUNT(exercises);
    course->function_count = COUNT(functions);
    for (size_t i = 0; i < course->exercise_count; i++) { /* it may be read twice */
        struct exercise *e = &exercises[i];
        e->count = 0;
        e->of = e->elsewhere = 0;
        e->needs[0] = '\0';
    }
    link_chapters(course);
    int line = ini_parse(points_path, on_points, course);
    if (line != 0) {
        if (line > 0)
            course_error(course, "%s:%d: this is neither [exercise] nor name = points",
                         points_path, line);
        else
            course_error(course, "%s cannot be read", points_path);
        return;
    }
    check_needs(course);
    int sum = 0;
    for (size_t i = 0; i < course->exercise_count; i++) {
        sum += exercises[i].of + exercises[i].elsewhere;
        if (exercises[i].of + exercises[i].elsewhere == 0)
            course_error(course, "points.ini: %s has no points", exercises[i].name);
    }
    if (sum != 100)
        course_error(course, "points.ini: the points add up to %d; they have to make 100", sum);
}
