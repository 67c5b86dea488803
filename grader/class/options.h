#ifndef SB_CLASS_OPTIONS_H
#define SB_CLASS_OPTIONS_H

#include <stdbool.h>

/* What make hands over; NULL where it is not given or empty. */
struct options {
    const char *submissions, *out, *judge, *jobs, *limit, *tests, *points, *level, *again;
    const char *engine, *shard, *count, *cores, *seed, *start, *hand_out, *take_in;
    const char *student, *exercise, *reason, *text;
};

/* The options of argv[2] on. False and one line when one is unknown, or one that the action
 * argv[1] needs is missing. */
bool options_read(int argc, char **argv, struct options *o);

/* The number of an option; otherwise when it is not given. False and one line when it is none
 * or below least or above most. */
bool options_number(const char *name, const char *text, double otherwise, double least,
                    double most, double *value);

#endif
