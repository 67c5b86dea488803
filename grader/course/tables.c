/* tables.c: finds and reads the chapters' tables, and looks things up in them. */
#include "tables.h"

#include <ctype.h>
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *tables_need(void *memory)
{
    if (!memory) {
        fputs("course: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

char *tables_copy(const char *text, size_t length)
{
    char *to = tables_need(malloc(length + 1));
    memcpy(to, text, length);
    to[length] = '\0';
    return to;
}

void *tables_grow(void *array, size_t count, size_t size)
{
    array = tables_need(realloc(array, (count + 1) * size));
    memset((char *)array + count * size, 0, size);
    return array;
}

void tables_error(struct tables *tables, const char *path, int line, const char *fmt, ...)
{
    char text[1024], at[16] = "";
    size_t length = strlen(path);
    va_list args;
    for (size_t i = 0; i < tables->error_count; i++)
        if (tables->stages[i] < tables->stage && tables->errors[i][length] == ':' &&
            strncmp(tables->errors[i], path, length) == 0)
            return;
    if (line > 0)
        snprintf(at, sizeof at, "%d:", line);
    int used = snprintf(text, sizeof text, "%s:%s ", path, at);
    va_start(args, fmt);
    if (used > 0 && (size_t)used < sizeof text)
        vsnprintf(text + used, sizeof text - (size_t)used, fmt, args);
    va_end(args);
    tables->errors = tables_grow(tables->errors, tables->error_count, sizeof *tables->errors);
    tables->stages = tables_grow(tables->stages, tables->error_count, sizeof *tables->stages);
    tables->stages[tables->error_count] = tables->stage;
    tables->errors[tables->error_count++] = tables_copy(text, strlen(text));
}

bool tables_is_name(const char *text)
{
    if (!isalpha((unsigned char)text[0]) && text[0] != '_')
        return false;
    for (; *text; text++)
        if (!isalnum((unsigned char)*text) && *text != '_')
            return false;
    return true;
}

const struct tables_exercise *tables_exercise(const struct tables *tables, const char *name)
{
    for (size_t i = 0; i < tables->exercise_count; i++)
        if (strcmp(tables->exercises[i].name, name) == 0)
            return &tables->exercises[i];
    return NULL;
}

int tables_points(const struct tables *tables, size_t exercise)
{
    int sum = tables->exercises[exercise].elsewhere;
    for (size_t i = 0; i < tables->property_count; i++)
        if (tables->properties[i].exercise == exercise)
            sum += tables->properties[i].points;
    return sum;
}

static int in_order(const void *a, const void *b)
{
    const struct tables_chapter *x = a, *y = b;
    return x->number != y->number ? (x->number > y->number) - (x->number < y->number)
                                  : strcmp(x->directory, y->directory);
}

/* A chapter's folder is called NN_topic. */
static void add_chapter(struct tables *t, const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s/chapter.ini", folder, name);
    FILE *there = fopen(path, "r");
    if (!there)
        return;
    fclose(there);
    size_t digits = strspn(name, "0123456789");
    if (digits < 2 || digits > 4 || name[digits] != '_' || !tables_is_name(name + digits + 1)) {
        tables_error(t, path, 0,
                     "%s is not a name for a chapter; call its folder NN_topic, like "
                     "09_pursuit",
                     name);
        return;
    }
    t->chapters = tables_grow(t->chapters, t->chapter_count, sizeof *t->chapters);
    t->chapters[t->chapter_count++] = (struct tables_chapter){
        .directory = tables_copy(name, strlen(name)),
        .path = tables_copy(path, strlen(path)),
        .topic = tables_copy(name + digits + 1, strlen(name + digits + 1)),
        .number = atoi(name),
        .minutes = -1};
}

void tables_read(struct tables *t, const char *folder)
{
    struct dirent **names = NULL;
    memset(t, 0, sizeof *t);
    int count = scandir(folder, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        add_chapter(t, folder, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    if (t->chapter_count == 0 && t->error_count == 0)
        tables_error(t, folder, 0,
                     "there is no chapter; each has a folder NN_topic with a file "
                     "chapter.ini");
    if (t->chapter_count > 0)
        qsort(t->chapters, t->chapter_count, sizeof *t->chapters, in_order);
    for (size_t i = 0; i < t->chapter_count; i++)
        tables_read_chapter(t, i);
    t->stage = 1;
    for (size_t i = 0; i < t->function_count; i++) {
        struct tables_function *f = &t->functions[i];
        tables_parse_function(t, f, t->chapters[t->exercises[f->exercise].chapter].path);
    }
    t->stage = 2;
    tables_check(t);
}

void tables_free(struct tables *t)
{
    for (size_t i = 0; i < t->chapter_count; i++) {
        struct tables_chapter *c = &t->chapters[i];
        free(c->directory), free(c->topic), free(c->path), free(c->title);
        free(c->about);
    }
    for (size_t i = 0; i < t->exercise_count; i++) {
        struct tables_exercise *e = &t->exercises[i];
        free(e->name), free(e->number), free(e->title), free(e->figure), free(e->needs);
    }
    for (size_t i = 0; i < t->function_count; i++) {
        struct tables_function *f = &t->functions[i];
        for (size_t a = 0; a < f->count; a++)
            free(f->args[a].kind), free(f->args[a].name), free(f->args[a].length);
        free(f->returned), free(f->name), free(f->args), free(f->text);
    }
    for (size_t i = 0; i < t->property_count; i++)
        free(t->properties[i].name);
    for (size_t i = 0; i < t->error_count; i++)
        free(t->errors[i]);
    free(t->chapters), free(t->exercises), free(t->functions), free(t->properties);
    free(t->errors), free(t->stages);
    memset(t, 0, sizeof *t);
}
