#ifndef SB_CLASS_OPTIONS_H
#define SB_CLASS_OPTIONS_H

#include <stdbool.h>

/* The values that make passes; NULL if missing or empty. */
struct options {
    const char *submissions, *out, *judge, *jobs, *limit, *tests, *points, *level, *again;
    const char *engine, *shard, *count, *cores, *seed, *start, *hand_out, *take_in;
    const char *student, *exercise, *reason, *text;
    const char *course, *week, *place, *with, *csv, *results;
};

/* Reads the options from argv[2] on. Returns false after one line if an option is unknown, or one
 * that the action argv[1] needs is missing. */
bool options_read(int argc, char **argv, struct options *o);

/* The number given with an option, or `otherwise` without one. Returns false after one line if it
 * is not a number from least to most. */
bool options_number(const char *name, const char *text, double otherwise, double least, double most,
                    double *value);

#endif
