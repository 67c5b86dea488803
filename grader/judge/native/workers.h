/* workers.h: the worker programs that a chapter's tests talk to. */
#ifndef SB_WORKERS_H
#define SB_WORKERS_H

#include <sys/types.h>

/* By the command lines in SB_WORKER, SB_MISTAKES and, for a chapter whose code gets a worker
 * program of its own, SB_WORKER_06_visual_fields; at sockets in the folder SB_REPORTS. */
void workers_start(void);

/* The name of the socket of the worker program for judged code of that chapter. */
const char *workers_socket(const char *directory);
void workers_end(void);
void workers_gone(pid_t pid); /* that process has ended, should it be one of them */

#endif
