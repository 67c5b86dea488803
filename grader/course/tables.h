/* tables.h: what chapters/NN_topic/chapter.ini says about the chapters and their exercises.
 * grader/course/README.md describes the file. */
#ifndef SB_TABLES_H
#define SB_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct tables_chapter {
    char *directory, *topic; /* 02_thresholding, thresholding */
    char *path;              /* chapters/02_thresholding/chapter.ini */
    char *title, *about;     /* about: a sentence for the book's index, or NULL */
    int number, minutes;     /* 2; minutes from the start of the course, -1 when not given */
    bool bonus, learner;     /* its worker links the library's learners */
};

struct tables_exercise {
    char *name, *number, *title; /* ReLU, E2.1 */
    char *figure, *needs;        /* F2.2; exercises to be done before, "" when there are none */
    int elsewhere;               /* points of hidden properties that this copy does not have */
    size_t chapter;              /* which of the chapters */
    int line;
};

struct tables_argument {
    char *kind, *name, *length; /* length: of an array, a C expression; else NULL */
};

struct tables_function {
    char *returned, *name;
    struct tables_argument *args;
    size_t count, exercise;
    char *text; /* as it stands in the file: void ReLU(in x[n], ...) */
    int line;
};

struct tables_property {
    char *name;
    int points;
    bool hidden, core;
    size_t exercise;
    int line;
};

/* Exercises, functions and properties are in the order of the chapters and their files. */
struct tables {
    struct tables_chapter *chapters;
    struct tables_exercise *exercises;
    struct tables_function *functions;
    struct tables_property *properties;
    char **errors; /* a line each: file, line, what is wrong, how to mend it */
    int *stages;   /* the stage that each error was found in */
    int stage;     /* 0 lines of a file, 1 functions, 2 the tables as a whole */
    size_t chapter_count, exercise_count, function_count, property_count, error_count;
};

/* Reads folder/NN_topic/chapter.ini of all chapters, in the order of their numbers, and checks
 * them. folder: chapters. Mistakes are then in errors. */
void tables_read(struct tables *tables, const char *folder);

void tables_free(struct tables *tables);

/* Notes a mistake in the file at path; line 0 means the file as a whole. Nothing is noted if an
 * earlier stage found a mistake in that file, which may be the cause. */
void tables_error(struct tables *tables, const char *path, int line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* The exercise of that name, or NULL. */
const struct tables_exercise *tables_exercise(const struct tables *tables, const char *name);

/* Points of the exercise's properties, and of those that are elsewhere. */
int tables_points(const struct tables *tables, size_t exercise);

/* Parses "void ReLU(in x[n], size n)" in f->text; if it cannot, notes why and returns false. */
bool tables_parse_function(struct tables *tables, struct tables_function *f, const char *path);

/* Checks everything that needs more than one line of a file. */
void tables_check(struct tables *tables);

/* Adds what the chapter's file says, line by line, to the tables. */
void tables_read_chapter(struct tables *tables, size_t chapter);

/* The exercise that a name may mean: its number, or its name or a function's name with at most a
 * third of it wrong. NULL when there is none. */
const struct tables_exercise *tables_near(const struct tables *tables, const char *name);

/* The line that says so: EX=relu is not an exercise; do you mean EX=ReLU? */
void tables_no_such(FILE *to, const struct tables *tables, const char *name);

/* As malloc, strdup and realloc, but end the program when out of memory. */
void *tables_need(void *memory);
char *tables_copy(const char *text, size_t length);
void *tables_grow(void *array, size_t count, size_t size);

/* Is it an identifier in C? */
bool tables_is_name(const char *text);

#endif
