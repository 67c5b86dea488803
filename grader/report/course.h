/* course.h: what make check knows: the exercises, what each property is worth,
 * what the tests said, and what follows from it.
 *
 *   course_read       the chapters' tables                  (course.c)
 *   course_results    results.json, compile reports, lines  (results.c)
 *   course_score      points and the state of each exercise (score.c)
 *   show_text, show_json   the report                       (show.c, show_json.c) */
#ifndef SB_COURSE_H
#define SB_COURSE_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum outcome { UNSEEN, PASSED, FAILED, CRASHED, TIMEOUT, EXITED, TODO_LEFT, ABSENT };

enum state {
    DONE,
    PARTLY,
    STARTED,     /* no point yet */
    NOT_STARTED, /* the stub as it came */
    HAS_CRASHED,
    TIMED_OUT,
    HAS_EXITED,
    UNCOMPILED,
    NOT_THERE, /* the file, or the function in it */
    WAITING,   /* for another exercise */
    NO_RESULT  /* the judge's fault */
};

#define MAX_ERRORS 64

struct property {
    const char *name;
    int worth;
    bool hidden;          /* students see the outcome, not the input and values */
    bool core;            /* no point of the exercise counts before one such property holds */
    int seen;             /* how many results there are; it should be 1 */
    enum outcome outcome; /* with what the test said, below; points are worth or 0 */
    const cJSON *result;
};

struct chapter {
    const char *directory, *topic, *title;
    const char *table; /* its chapter.ini */
    bool chosen;
    char source[256];    /* the file the student works in */
    bool missing;        /* it is not there */
    char *lacking;       /* "topic.c is missing" or "is empty" */
    char *renamed;       /* a sentence on another file that may be it, or "" */
    char *compile_error; /* of the file as a whole, or NULL */
    char *warning;       /* the compiler's, outside of all sections, or NULL */
    bool printed;        /* the student's code printed something */
    cJSON *results;
};

struct exercise {
    const char *name, *number, *title;
    struct chapter *chapter;
    bool chosen;
    struct property *properties;
    size_t count;
    int elsewhere;       /* points of hidden properties that this copy does not have */
    const char *needs;   /* exercises that must be done first, separated by spaces */
    char *compile_error; /* in this exercise's section, or NULL */
    char *warning;       /* the compiler's most telling one there, or NULL */
    char *todo;          /* a sentence about a TODO left beside code, or NULL */
    char *near_name;     /* a sentence about a function with almost its name, or NULL */
    char *slip;          /* a sentence about a slip that the source shows, or NULL */
    bool small;          /* which says nothing about why points are lost */
    int line;            /* of its first function in the source; 0 when unknown */
    enum state state;
    char why[1024]; /* a sentence, where the state needs one */
    int points, of;
    int withheld;                   /* points of examples that do not count yet */
    const char *mistake, *sentence; /* the known mistake that explains all that is lost, or NULL */
};

struct function {
    const char *name, *exercise, *directory;
};

struct course {
    const struct tables *tables; /* what the chapters' files say */
    struct chapter *chapters;
    struct exercise *exercises;
    const struct function *functions;
    size_t chapter_count, exercise_count, function_count;
    const char *build, *src, *seed; /* folder, chapters or solutions, as given */
    const char *level;              /* check, grade, or unsafe: graded without a sandbox */
    char *errors[MAX_ERRORS];       /* what is wrong with the judge itself */
    size_t error_count;
    int points, of; /* of the chosen exercises */
};

/* Fills course from the tables of the chapters in folder; call it once per program. */
void course_read(struct course *course, const char *folder);

/* Reads what the tests and the compiler said about the chosen chapters. */
void course_results(struct course *course);

/* Points, states, totals; checks that results and tables agree. */
void course_score(struct course *course);

void show_text(const struct course *course);

/* Returns false when the file cannot be written. */
bool show_json(const struct course *course, const char *path);

/* The first chosen exercise that is not done, in order; NULL when all are. */
const struct exercise *course_next(const struct course *course);

struct exercise *course_exercise(const struct course *course, const char *name);
const char *state_word(enum state state);
const char *outcome_word(enum outcome outcome);

/* What happened to the call, in one plain sentence; "" when it simply returned something
 * unexpected. */
void outcome_sentence(const struct course *course, const struct exercise *exercise,
                      const struct property *property, char *text, size_t size);

/* A field of a property's result, or NULL. */
const char *field(const struct property *property, const char *key);

/* Notes something that is wrong with the judge itself. */
void course_error(struct course *course, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* As strdup, but ends the program when out of memory. */
char *copy(const char *text);

#endif
