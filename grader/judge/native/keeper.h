/* keeper.h: what the parts of the worker program offer each other. */
#ifndef SB_KEEPER_H
#define SB_KEEPER_H

#include <stdbool.h>

/* What a worker is held to. */
struct worker_terms {
    double cpu_seconds; /* of computing time, for all calls together */
    bool locked;        /* ends where the kernel offers no filter */
};

/* Lock in, load the student's code, answer calls until the socket closes.
 * fds: socket, input region, output region, file to print to. keeper: lock_in's. */
_Noreturn void worker_run(const char *student, const int fds[4], struct worker_terms terms,
                          int keeper);

/* Make the system call filters, once for all workers. */
void lock_prepare(void);

/* In a worker: limits, that of computing time among them, and the filter; a system call outside
 * it raises SIGSYS. A call for a new process or thread waits for whoever holds the descriptor that
 * goes to the socket keeper. Returns false when the kernel offers no filter. */
bool lock_in(double cpu_seconds, int keeper);

/* The descriptor that a worker sent so; -1 when there is none. */
int lock_receive(int worker);

/* The name of a call that waits at that descriptor, "something" when it is not known. */
const char *lock_asked(int descriptor);

/* Does the kernel offer a filter? An emulator's may not. */
bool lock_is_there(void);

#endif
