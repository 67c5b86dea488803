/* known.h: which known mistakes answer a call as the student's function did. */
#ifndef SB_KNOWN_H
#define SB_KNOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "wire.h"

/* A call with what went in and what came out: in[i] and out[i] belong to argument i. */
struct answered {
    struct call call;
    void *in[WIRE_ARGS], *out[WIRE_ARGS];
};

/* Writes a line `name <tab> sentence` for every known mistake of the function
 * called last that gives the same outputs for the same inputs, to 1e-12 of the
 * largest value, in all of its calls[count], or, where none does, in the last
 * of them. Nothing when the reference gives the last one too, or when the
 * environment names no mistakes (SB_MISTAKES, the worker's command line, and
 * SB_MISTAKE_LIST, a file of function, name and sentence). */
void known_mistakes(const struct answered *const calls[], size_t count, char *text, size_t size);

/* Makes the call with the reference, from a->in into a->out and the returned
 * values; false when it does not return or the environment names no mistakes. */
bool known_reference(struct answered *a);

#endif
