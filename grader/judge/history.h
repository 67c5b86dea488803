/* history.h: the last LIMIT_CALLS_KEPT calls of a test, kept for finding known mistakes, for a
 * smaller example and for a debugger. */
#ifndef SB_HISTORY_H
#define SB_HISTORY_H

#include <stdio.h>

#include "call.h"
#include "transport.h"

/* Copies the input of a call about to be made. */
struct answered *history_begin(const struct call *call);

/* The latest call, or NULL. */
const struct answered *history_last(void);

/* The calls kept, oldest first; returns how many. */
size_t history_calls(const struct answered *calls[]);

/* Writes the latest call so that native/replay.c can repeat it. */
void history_record(FILE *f);

/* Copies all outputs of the call just made; history_forget frees the copies. */
void history_outputs(const struct worker *worker, const struct call *call, void *out[CALL_ARGS]);

void history_forget(void *arrays[CALL_ARGS]);

#endif
