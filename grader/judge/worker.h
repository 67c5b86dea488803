/* worker.h: the student's side of a call, for the dispatch generated from the chapters' tables. */
#ifndef SB_WORKER_H
#define SB_WORKER_H

#include <stddef.h>

#include "call.h"

/* The student's function of that name; answers ANSWER_ABSENT and does not
 * return when there is none. */
void (*worker_find(const char *function))(void);

/* One dispatch function for each function, by its number. */
extern void (*const worker_calls[])(struct call *call);
extern const size_t worker_call_count;

/* What each returns: void, size, int (a status) or real. */
extern const char *const worker_returns[];

#endif
