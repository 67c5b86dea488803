/* plan.h: how long a class would take on a cluster. */
#ifndef SB_PLAN_H
#define SB_PLAN_H

#include "gradebook.h"

struct plan {
    size_t count; /* submissions */
    size_t cores, shard; /* 0: some numbers to compare */
    double start; /* seconds from the start of a task to its first judgement */
    double hand_out, take_in; /* seconds a submission, on the machine where make grade runs */
};

/* Prints the table; judging times are those in the gradebook. False and one line when
 * there are none. */
bool plan(sqlite3 *db, const struct plan *p);

#endif
