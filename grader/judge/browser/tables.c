/* tables.c: course/tables.h for the report in a page, from the .tsv files that the course program
 * has made of the chapters' tables (course/output.h). They lie in the folder that is asked for. */
#include "course/tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 24

/* Calls back with the columns of each line. */
static void each_line(const char *folder, const char *name,
                      void (*line)(struct tables *, char *columns[COLUMNS]), struct tables *tables)
{
    char path[256], text[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "r");
    while (f && fgets(text, sizeof text, f)) {
        char *columns[COLUMNS] = {text};
        text[strcspn(text, "\n")] = '\0';
        for (size_t i = 1; i < COLUMNS; i++) {
            char *tab = columns[i - 1] ? strchr(columns[i - 1], '\t') : NULL;
            columns[i] = tab ? tab + 1 : NULL;
            if (tab)
                *tab = '\0';
        }
        line(tables, columns);
    }
    if (f)
        fclose(f);
}

static char *copied(const char *text)
{
    char *copy = strdup(strcmp(text, "-") == 0 ? "" : text);
    if (!copy)
        exit(2);
    return copy;
}

/* One more element of an array of the tables. */
#define ADD(what)                                                          \
    (t->what##s = larger(t->what##s, t->what##_count, sizeof *t->what##s), \
     &t->what##s[t->what##_count++])

static void *larger(void *array, size_t count, size_t size)
{
    array = realloc(array, (count + 1) * size);
    if (!array)
        exit(2);
    memset((char *)array + count * size, 0, size);
    return array;
}

static void on_chapter(struct tables *t, char *columns[COLUMNS])
{
    char path[256];
    struct tables_chapter *c = ADD(chapter);
    snprintf(path, sizeof path, "chapters/%s/chapter.ini", columns[0]);
    c->path = copied(path);
    c->directory = copied(columns[0]);
    c->topic = copied(columns[1]);
    c->title = copied(columns[5]);
}

static void on_exercise(struct tables *t, char *columns[COLUMNS])
{
    struct tables_exercise *e = ADD(exercise);
    e->number = copied(columns[0]);
    e->name = copied(columns[1]);
    while (strcmp(t->chapters[e->chapter].directory, columns[2]) != 0)
        e->chapter++;
    e->needs = copied(columns[5]);
    e->title = copied(columns[6]);
}

static size_t exercise_of(const struct tables *t, const char *name)
{
    size_t i = 0;
    while (strcmp(t->exercises[i].name, name) != 0)
        i++;
    return i;
}

static void on_function(struct tables *t, char *columns[COLUMNS])
{
    struct tables_function *f = ADD(function);
    f->name = copied(columns[0]);
    f->exercise = exercise_of(t, columns[1]);
}

static void on_property(struct tables *t, char *columns[COLUMNS])
{
    struct tables_property *p = larger(t->properties, t->property_count, sizeof *t->properties);
    t->properties = p;
    p += t->property_count++;
    p->exercise = exercise_of(t, columns[1]);
    p->name = copied(columns[2]);
    p->points = atoi(columns[3]);
    p->hidden = strcmp(columns[4], "hidden") == 0;
    p->core = strcmp(columns[4], "core") == 0;
}

void tables_read(struct tables *tables, const char *folder)
{
    each_line(folder, "chapters.tsv", on_chapter, tables);
    each_line(folder, "exercises.tsv", on_exercise, tables);
    each_line(folder, "functions.tsv", on_function, tables);
    each_line(folder, "points.tsv", on_property, tables);
}
