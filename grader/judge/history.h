/* history.h: the calls that a test has made, the last LIMIT_CALLS_KEPT of them: for known
 * mistakes, for a smaller example, and for a debugger. */
#ifndef SB_HISTORY_H
#define SB_HISTORY_H

#include <stdio.h>

#include "call.h"
#include "transport.h"

/* A call is about to be made: copies its input. */
struct answered *history_begin(const struct call *call);

/* The call made last, or NULL. */
const struct answered *history_last(void);

/* The calls kept, oldest first; returns how many. */
size_t history_calls(const struct answered *calls[]);

/* The last call, written so that native/replay.c can make it again. */
void history_record(FILE *f);

/* Copies of all outputs of the call just made; they are for history_forget or free. */
void history_outputs(const struct worker *worker, const struct call *call, void *out[CALL_ARGS]);

void history_forget(void *arrays[CALL_ARGS]);

#endif
