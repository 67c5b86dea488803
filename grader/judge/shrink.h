/* shrink.h: the smallest input on which the student's function departs from the reference. */
#ifndef SB_SHRINK_H
#define SB_SHRINK_H

#include <stdbool.h>
#include <stddef.h>

#include "call.h"

/* Makes the call again with the data of a->in; fills a->out and the returned
 * values. false: it did not simply return. */
typedef bool (*answerer)(struct answered *a);

/* Shortens the input arrays of a call that came out wrong and rounds its
 * values, as long as the student's answer stays wrong by more than 1e-6 of the
 * largest value, and in the same way: in the same output, NaN or unwritten only
 * where it was so before. Writes the call, its input and the first difference, a line
 * each; nothing when no smaller input was found. Returns whether one was found: *smallest is it
 * then, with the student's answer, for shrink_release(). */
bool shrink(const struct answered *wrong, answerer student, answerer reference, char *text,
            size_t size, struct answered *smallest);
void shrink_release(struct answered *a);

/* Made from the chapters' tables: elements of array argument arg, from the call's
 * sizes and the input arrays in. */
size_t call_length(const struct call *call, void *const in[CALL_ARGS], size_t arg);

#endif
