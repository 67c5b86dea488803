#include "options.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Each option of the program, the make variable behind it, and its meaning. */
static const struct known {
    const char *name;
    size_t at;
    const char *variable, *what;
} known[] = {
    {"--submissions", offsetof(struct options, submissions), "SUBMISSIONS",
     "the folder of submissions"},
    {"--out", offsetof(struct options, out), "OUT",
     "the folder of the grades; or COURSE= and WEEK="},
    {"--student", offsetof(struct options, student), "STUDENT", "who, as in grades.csv"},
    {"--exercise", offsetof(struct options, exercise), "EX", "an exercise, such as ReLU"},
    {"--points", offsetof(struct options, points), "POINTS", "3, or +1, or -1"},
    {"--reason", offsetof(struct options, reason), "REASON", "why, for the student to read"},
    {"--text", offsetof(struct options, text), "TEXT", "what to tell the student"},
    {"--course", offsetof(struct options, course), "COURSE", "the folder of the course"},
    {"--week", offsetof(struct options, week), "WEEK", "a week of course.ini, such as 1"},
    {"--place", offsetof(struct options, place), NULL, NULL},
    {"--with", offsetof(struct options, with), "WITH", "the other name of the same student"},
    {"--csv", offsetof(struct options, csv), "CSV", "a table of changes"},
    {"--results", offsetof(struct options, results), "RESULTS", "a folder with other results"},
    {"--judge", offsetof(struct options, judge), "--judge", "the judge"},
    {"--jobs", offsetof(struct options, jobs), NULL, NULL},
    {"--limit", offsetof(struct options, limit), NULL, NULL},
    {"--tests", offsetof(struct options, tests), NULL, NULL},
    {"--seed", offsetof(struct options, seed), NULL, NULL},
    {"--level", offsetof(struct options, level), NULL, NULL},
    {"--again", offsetof(struct options, again), NULL, NULL},
    {"--engine", offsetof(struct options, engine), NULL, NULL},
    {"--shard", offsetof(struct options, shard), NULL, NULL},
    {"--count", offsetof(struct options, count), NULL, NULL},
    {"--cores", offsetof(struct options, cores), NULL, NULL},
    {"--start", offsetof(struct options, start), NULL, NULL},
    {"--hand-out", offsetof(struct options, hand_out), NULL, NULL},
    {"--take-in", offsetof(struct options, take_in), NULL, NULL},
};

/* The options that an action needs, and the name of its make target. */
static const struct need {
    const char *action, *goal, *options[5];
} needs[] = {
    {"grade", "grade", {"--submissions", "--out", "--judge"}},
    {"adjust", "adjust", {"--out", "--student", "--exercise", "--points", "--reason"}},
    {"adjust-csv", "adjust", {"--out", "--csv"}},
    {"take-in", "take-in", {"--out", "--results"}},
    {"undo", "undo", {"--out", "--student"}},
    {"undo-csv", "undo", {"--out"}},
    {"comment", "comment", {"--out", "--student", "--text"}},
    {"export", "grades", {"--out"}},
    {"anonymous", "anonymous", {"--out"}},
    {"course", "course", {"--course"}},
    {"week", "gradescope", {"--course", "--week"}},
    {"rename", "rename", {"--out", "--student", "--with", "--reason"}},
    {"merge", "merge", {"--out", "--student", "--with", "--reason"}},
    {"split", "split", {"--out", "--student", "--reason"}},
    {"withdraw", "withdraw", {"--out", "--student", "--reason"}},
    {"undo-rename", "undo", {"--out", "--student"}},
    {"undo-merge", "undo", {"--out", "--student"}},
    {"undo-split", "undo", {"--out", "--student"}},
    {"undo-withdraw", "undo", {"--out", "--student"}},
    {"plan", "cluster-plan", {"--out"}},
    {"stage", "grade", {"--submissions", "--out"}},
};

static const struct known *find(const char *name)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(name, known[i].name) == 0)
            return &known[i];
    return NULL;
}

static const char **value(struct options *o, const struct known *k)
{
    return (const char **)(void *)((char *)o + k->at);
}

static bool is_whole(const char *action, struct options *o)
{
    const struct need *need = needs, *end = needs + sizeof needs / sizeof *needs;
    while (need < end && strcmp(action, need->action) != 0)
        need++;
    if (need == end) {
        fprintf(stderr, "class: %s is nothing it can do; it can", action);
        for (need = needs; need < end; need++)
            fprintf(stderr, " %s", need->action);
        fputc('\n', stderr);
        return false;
    }
    for (size_t i = 0; i < sizeof need->options / sizeof *need->options && need->options[i]; i++) {
        const struct known *k = find(need->options[i]);
        if (!k || *value(o, k))
            continue;
        fprintf(stderr, "make %s: %s= is missing: %s\n", need->goal, k->variable, k->what);
        return false;
    }
    return true;
}

bool options_read(int argc, char **argv, struct options *o)
{
    *o = (struct options){0};
    for (int i = 2; i < argc; i += 2) {
        const struct known *k = find(argv[i]);
        if (!k || i + 1 == argc) {
            fprintf(stderr, "class: %s is not an option or lacks its value\n", argv[i]);
            return false;
        }
        if (argv[i + 1][0])
            *value(o, k) = argv[i + 1];
    }
    /* Everything in a course is in its folder. */
    if (o->course)
        o->out = o->course;
    return is_whole(argc > 1 ? argv[1] : "nothing", o);
}

bool options_number(const char *name, const char *text, double otherwise, double least, double most,
                    double *value)
{
    char *end;
    *value = otherwise;
    if (!text)
        return true;
    *value = strtod(text, &end);
    if (end != text && *end == '\0' && *value >= least && *value <= most)
        return true;
    fprintf(stderr, "class: %s=%s is not a number from %.0f to %.0f\n", name, text, least, most);
    return false;
}
