/* workers.h: the worker programs that a chapter's tests talk to. */
#ifndef SB_WORKERS_H
#define SB_WORKERS_H

#include <sys/types.h>

/* Starts them with the command lines in SB_WORKER, SB_MISTAKES and, for a chapter whose code has
 * its own worker program, SB_WORKER_06_visual_fields. Their sockets go to the folder SB_REPORTS. */
void workers_start(void);

/* The name of the socket of the worker program for that chapter's judged code. */
const char *workers_socket(const char *directory);
void workers_end(void);
void workers_gone(pid_t pid); /* that process has ended; it may be one of them */

/* From here on the kernel forgets a program as soon as it ends. For a process that waits for any
 * child of its own and would find the ended one again and again. */
void workers_reap(void);

#endif
