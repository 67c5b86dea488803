/* difference.h: where an answer departs from the reference's, and in which words. */
#ifndef SB_DIFFERENCE_H
#define SB_DIFFERENCE_H

#include "call.h"

struct difference {
    char name[sizeof((struct arg *)0)->name]; /* of the output; empty: the returned value */
    size_t element;
    bool whole; /* a size, no real number */
    double want, got;
};

/* The first output in which two answers to the same call differ by more than rounding; false when
 * there is none. The output that `reported` begins with ("D[3] = ..") is looked at before all. */
bool difference_find(const struct answered *want, const struct answered *got, const char *reported,
                     struct difference *d);

/* Do two differences show the same failure? */
bool difference_alike(const struct difference *a, const struct difference *b);

/* The call, a line for each array that goes in, and a sentence on the difference. */
void difference_tell(const struct answered *a, const struct difference *d, char *text, size_t size);

#endif
