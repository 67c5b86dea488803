/* keeper.h: what the parts of the worker program offer each other. */
#ifndef SB_KEEPER_H
#define SB_KEEPER_H

#include <stdbool.h>

/* The limits on a worker. */
struct worker_terms {
    double cpu_seconds; /* of processor time, for all calls together */
    bool locked;        /* exit if the kernel has no filter */
    bool alone;         /* see nothing but the folder of its object */
};

/* Lock in, load the student's code, answer calls until the socket closes.
 * fds: socket, input region, output region, file to print to. keeper: lock_in's. */
_Noreturn void worker_run(const char *student, const int fds[4], struct worker_terms terms,
                          int keeper);

/* Build the system call filters, once for all workers. */
void lock_prepare(void);

/* In a worker: set its limits, on processor time among others, and the filter. Any other system
 * call waits for whoever holds the descriptor sent to the socket keeper. Returns false if the
 * kernel has no filter. */
bool lock_in(struct worker_terms terms, int keeper);

/* In a worker: see no files but those of this folder, and give up the right to do so. */
bool lock_see_only(const char *folder);

/* The descriptor that a worker sent that way; -1 if there is none. */
int lock_receive(int worker);

/* The name of the system call waiting at that descriptor; "something" if it is unknown. */
const char *lock_asked(int descriptor);

/* Does the kernel have a filter? Under an emulator it may not. */
bool lock_is_there(void);

#endif
