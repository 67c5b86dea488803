/* keeper.h: what the parts of the worker program offer each other. */
#ifndef SB_KEEPER_H
#define SB_KEEPER_H

#include <stdbool.h>

/* Lock in, load the student's code, answer calls until the socket closes.
 * fds: socket, input region, output region, file to print to. cpu_seconds: of computing time,
 * for all calls together. */
_Noreturn void worker_run(const char *student, const int fds[4], double cpu_seconds);

/* Make the system call filter, once for all workers. */
void lock_prepare(void);

/* In a worker: limits, that of computing time among them, and the filter; a system call outside
 * it raises SIGSYS. Returns false when the kernel offers no filter. */
bool lock_in(double cpu_seconds);

#endif
