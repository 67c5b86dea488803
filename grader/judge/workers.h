/* workers.h: the worker programs that a chapter's tests talk to. */
#ifndef SB_WORKERS_H
#define SB_WORKERS_H

#include <sys/types.h>

/* By the command lines in SB_WORKER and SB_MISTAKES, at sockets in the folder SB_REPORTS. */
void workers_start(void);
void workers_end(void);
void workers_gone(pid_t pid); /* that process has ended, should it be one of them */

#endif
