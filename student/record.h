/* record.h: what a student has done so far, and when.
 *
 * $(B)/progress/log.tsv gets a line whenever the state or the points of an
 * exercise change: seconds since 1970, exercise, state, points, separated by
 * tabs. Its first line records the first make check: seconds, "start". */
#ifndef SB_RECORD_H
#define SB_RECORD_H

#include "report/course.h"

struct record {
    char state[24]; /* as in report.json; "" when never checked */
    int points;
    long long done_at; /* when it was done first; 0 when it never was */
};

struct progress {
    struct course course;   /* of the exercises and what they are worth */
    struct record *records; /* one for each exercise */
    long long start;        /* the first make check; 0 when there was none */
};

/* Reads the chapters' tables and build/progress/log.tsv, which may be missing. Call it once in a
 * program. */
void progress_read(struct progress *progress, const char *build);

/* Reads the log again. */
void progress_again(struct progress *progress);

bool is_done(const struct record *record);

/* The first exercise after `after` (NULL: from the start) that is not done, or
 * else the first before it; NULL when all are done. */
const struct exercise *progress_next(const struct progress *progress, const struct exercise *after);

/* Sums over the exercises of a chapter (NULL: of all). */
struct sums {
    int done, exercises, points, of;
    long long done_at; /* when the last of them was done; 0 unless all are */
};
struct sums progress_sums(const struct progress *progress, const struct chapter *chapter);

/* The record of an exercise. */
struct record *record_of(const struct progress *progress, const struct exercise *exercise);

#endif
