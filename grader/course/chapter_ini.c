/* chapter_ini.c: reads one chapter.ini, a line at a time (README.md describes it). */
#include "tables.h"

#include <ctype.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* inih gives the handler no line number and cuts long lines; this code handles both. */
struct source {
    FILE *file;
    struct tables *tables;
    const char *path;
    int line;
    bool indented;    /* the line continues the one before */
    bool lost;        /* an exercise has no [name]: what belongs to it cannot be read */
    char *nowhere;    /* the last section that is for no exercise, or NULL */
    size_t pointless; /* one more than the exercise whose points have no [name points] */
    size_t chapter;
};

static void error_here(const struct source *s, const char *what, const char *name, const char *how)
{
    tables_error(s->tables, s->path, s->line, "%s %s; %s", name, what, how);
}

/* Sets a text that may be given only once. */
static void set(const struct source *s, char **to, const char *name, const char *value)
{
    if (*to)
        error_here(s, "is given twice", name, "remove one of the two");
    else if (!*value)
        error_here(s, "is empty", name, "write something after the =, or remove the line");
    else
        *to = tables_copy(value, strlen(value));
}

/* A whole number from `least` to 10000 with nothing after it, or -1. */
static int number_of(const char *text, int least, const char **rest)
{
    char *end;
    long n = strtol(text, &end, 10);
    *rest = end + strspn(end, " \t");
    return end == text || n < least || n > 10000 ? -1 : (int)n;
}

static void on_chapter(struct source *s, const char *name, const char *value)
{
    struct tables_chapter *c = &s->tables->chapters[s->chapter];
    const char *rest = "";
    if (s->lost)
        return;
    if (strcmp(name, "number") == 0 || strcmp(name, "figure") == 0 || strcmp(name, "needs") == 0 ||
        strcmp(name, "function") == 0) {
        s->lost = true;
        error_here(s, "belongs to an exercise", name, "write its [name] on a line above");
    } else if (strcmp(name, "title") == 0) {
        set(s, &c->title, name, value);
    } else if (strcmp(name, "about") == 0) {
        set(s, &c->about, name, value);
    } else if (strcmp(name, "minutes") == 0) {
        c->minutes = number_of(value, 0, &rest);
        if (c->minutes < 0 || *rest)
            tables_error(s->tables, s->path, s->line,
                         "minutes = %s is not a number of minutes; "
                         "write a whole number, counted from the start of the course",
                         value);
    } else if (strcmp(name, "bonus") == 0) {
        c->bonus = strcmp(value, "yes") == 0;
        if (!c->bonus && strcmp(value, "no") != 0)
            tables_error(s->tables, s->path, s->line, "bonus = %s; write yes or no", value);
    } else if (strcmp(name, "worker") == 0) {
        c->learner = strcmp(value, "learner") == 0;
        if (!c->learner && strcmp(value, "kit") != 0)
            tables_error(s->tables, s->path, s->line,
                         "worker = %s; write learner for exercises "
                         "that call the library's learners, or kit for others",
                         value);
    } else {
        error_here(s, "is not a key of a chapter", name,
                   "there are title, about, minutes, bonus and worker; those of an exercise go "
                   "below its [name]");
    }
}

static void on_function(struct source *s, const char *value)
{
    struct tables *t = s->tables;
    if (s->indented && t->function_count > 0 &&
        t->functions[t->function_count - 1].exercise == t->exercise_count - 1) {
        struct tables_function *f = &t->functions[t->function_count - 1];
        size_t used = strlen(f->text);
        f->text = tables_need(realloc(f->text, used + strlen(value) + 2));
        sprintf(f->text + used, " %s", value);
        return;
    }
    t->functions = tables_grow(t->functions, t->function_count, sizeof *t->functions);
    t->functions[t->function_count++] = (struct tables_function){
        .text = tables_copy(value, strlen(value)),
        .exercise = t->exercise_count - 1,
        .line = s->line};
}

/* Points among an exercise's keys: their [name points] is missing, which is reported once. */
static void on_stray_points(struct source *s, const char *name)
{
    const struct tables *t = s->tables;
    const char *exercise = t->exercises[t->exercise_count - 1].name;
    if (s->pointless != t->exercise_count)
        tables_error(s->tables, s->path, s->line,
                     "%s is outside [%s points]; write that on "
                     "a line above",
                     name, exercise);
    s->pointless = t->exercise_count;
}

static void on_exercise(struct source *s, struct tables_exercise *e, const char *name,
                        const char *value)
{
    if (strcmp(name, "number") == 0)
        set(s, &e->number, name, value);
    else if (strcmp(name, "title") == 0)
        set(s, &e->title, name, value);
    else if (strcmp(name, "figure") == 0)
        set(s, &e->figure, name, value);
    else if (strcmp(name, "needs") == 0)
        set(s, &e->needs, name, value);
    else if (strcmp(name, "function") == 0)
        on_function(s, value);
    else if (isdigit((unsigned char)*value))
        on_stray_points(s, name);
    else
        error_here(s, "is not a key of an exercise", name,
                   "there are number, title, figure, needs and function; points go below "
                   "[name points]");
}

static void on_points(struct source *s, size_t exercise, const char *name, const char *value)
{
    struct tables *t = s->tables;
    const char *rest;
    int points = number_of(value, 1, &rest);
    bool hidden = strcmp(rest, "hidden") == 0, core = strcmp(rest, "core") == 0;
    if (points < 1 || points > 100 || (*rest && !hidden && !core)) {
        tables_error(t, s->path, s->line,
                     "%s = %s is not a number of points; write 1 to 100, and "
                     "hidden after it if students are not to see the test, or core if no point "
                     "counts without it",
                     name, value);
        return;
    }
    if (strcmp(name, "elsewhere") == 0) {
        t->exercises[exercise].elsewhere += points;
        return;
    }
    if (!tables_is_name(name)) {
        error_here(s, "is not a name of a property", name, "it has to be the name of a test in C");
        return;
    }
    for (size_t i = 0; i < t->property_count; i++)
        if (t->properties[i].exercise == exercise && strcmp(t->properties[i].name, name) == 0) {
            error_here(s, "is given twice", name, "remove one of the two");
            return;
        }
    t->properties = tables_grow(t->properties, t->property_count, sizeof *t->properties);
    t->properties[t->property_count++] = (struct tables_property){
        .name = tables_copy(name, strlen(name)),
        .points = points,
        .hidden = hidden,
        .core = core,
        .exercise = exercise,
        .line = s->line};
}

static size_t new_exercise(struct source *s, const char *name)
{
    struct tables *t = s->tables;
    if (!tables_is_name(name))
        tables_error(t, s->path, s->line - 1,
                     "[%s] is not a name in C; an exercise has the name of "
                     "its function, and its points go below [name points]",
                     name);
    t->exercises = tables_grow(t->exercises, t->exercise_count, sizeof *t->exercises);
    t->exercises[t->exercise_count] = (struct tables_exercise){
        .name = tables_copy(name, strlen(name)), .chapter = s->chapter, .line = s->line - 1};
    return t->exercise_count++;
}

/* One `name = value`. Returns 1: reading goes on. */
static int on_line(void *user, const char *section, const char *name, const char *value)
{
    struct source *s = user;
    struct tables *t = s->tables;
    size_t length = strlen(section), e = 0;
    bool points = length > 7 && strcmp(section + length - 7, " points") == 0;
    if (s->indented && strcmp(name, "function") != 0) {
        error_here(s, "is followed by a line that begins with a space", name,
                   "only function = continues over several lines; remove the space");
        return 1;
    }
    if (!*section) {
        on_chapter(s, name, value);
        return 1;
    }
    if (points)
        length -= 7;
    while (e < t->exercise_count &&
           (t->exercises[e].chapter != s->chapter || strlen(t->exercises[e].name) != length ||
            strncmp(t->exercises[e].name, section, length) != 0))
        e++;
    if (e == t->exercise_count && points) {
        if (s->lost || (s->nowhere && strcmp(s->nowhere, section) == 0))
            return 1;
        free(s->nowhere);
        s->nowhere = tables_copy(section, strlen(section));
        tables_error(t, s->path, s->line,
                     "[%s] is for no exercise of this file; write it below "
                     "[%.*s], with the same name",
                     section, (int)length, section);
        return 1;
    }
    if (e == t->exercise_count)
        e = new_exercise(s, section);
    if (points)
        on_points(s, e, name, value);
    else if (e + 1 == t->exercise_count)
        on_exercise(s, &t->exercises[e], name, value);
    else
        tables_error(t, s->path, s->line, "[%s] is given twice; an exercise has one place",
                     section);
    return 1;
}

/* Reads a line for inih, as fgets does. */
static char *next_line(char *to, int size, void *stream)
{
    struct source *s = stream;
    if (!fgets(to, size, s->file))
        return NULL;
    s->line++;
    s->indented = to[0] == ' ' || to[0] == '\t';
    if (!strchr(to, '\n') && !feof(s->file)) {
        tables_error(s->tables, s->path, s->line,
                     "the line is too long; lines have at most %d "
                     "characters, and function = may continue on the next, after a space",
                     size - 2);
        for (int c = 0; c != EOF && c != '\n';)
            c = getc(s->file);
        to[0] = '\0';
    }
    return to;
}

void tables_read_chapter(struct tables *t, size_t chapter)
{
    const char *path = t->chapters[chapter].path;
    struct source s = {.file = fopen(path, "r"), .tables = t, .path = path, .chapter = chapter};
    if (!s.file) {
        tables_error(t, path, 0, "it cannot be read");
        return;
    }
    size_t before = t->error_count;
    int line = ini_parse_stream(next_line, &s, on_line, &s);
    /* A [name] that cannot be read makes the lines below it wrong as well. */
    while (line > 0 && t->error_count > before)
        free(t->errors[--t->error_count]);
    if (line > 0)
        tables_error(t, path, line,
                     "this is neither [name] nor key = value; a comment begins "
                     "with ;");
    free(s.nowhere);
    fclose(s.file);
}
