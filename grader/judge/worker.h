/* worker.h: the worker's side of a remote call, for the dispatch made from
 * signatures.txt. */
#ifndef SB_WORKER_H
#define SB_WORKER_H

#include "wire.h"

/* The student's function of that name; answers ANSWER_ABSENT and does not
 * return when there is none. */
void (*worker_find(const char *function))(void);

/* One dispatch function for each function, by its number. */
extern void (*const worker_calls[])(struct call *call);
extern const size_t worker_call_count;

#endif
