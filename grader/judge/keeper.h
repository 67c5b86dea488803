/* keeper.h: what the parts of the worker program offer each other. */
#ifndef SB_KEEPER_H
#define SB_KEEPER_H

#include <stdbool.h>

/* Lock in, load the student's code, answer calls until the socket closes.
 * fds: socket, input region, output region, file to print to. */
_Noreturn void worker_run(const char *student, const int fds[4]);

/* Make the system call filter, once for all workers. */
void lock_prepare(void);

/* In a worker: limits and the filter; a system call outside it raises SIGSYS.
 * Returns false when the kernel offers no filter. */
bool lock_in(void);

#endif
