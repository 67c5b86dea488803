/* shrink.h: the smallest input on which the student's function departs from the reference. */
#ifndef SB_SHRINK_H
#define SB_SHRINK_H

#include <stdbool.h>
#include <stddef.h>

#include "call.h"

/* Repeats the call with the data of a->in; fills a->out and the returned values. Returns false if
 * the function did anything but return. */
typedef bool (*answerer)(struct answered *a);

/* Shortens the input arrays of a call with a wrong answer and rounds their values, as long as the
 * student's answer stays wrong by more than 1e-6 of the largest value, and in the same way: in the
 * same output (that which `reported` begins with, if it can be), and NaN or unwritten only where it
 * was so before. If it finds a smaller input, it writes the call, its input and the first
 * difference, a line each, sets *smallest to the call with the student's answer, to be freed by
 * shrink_release(), and returns true. */
bool shrink(const struct answered *wrong, const char *reported, answerer student,
            answerer reference, char *text, size_t size, struct answered *smallest);
void shrink_release(struct answered *a);

/* Generated from the chapters' tables: the number of elements of array argument arg, from the
 * call's sizes and the input arrays in. */
size_t call_length(const struct call *call, void *const in[CALL_ARGS], size_t arg);

#endif
