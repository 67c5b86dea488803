/* job.h: runs a command in the background and collects what it prints. */
#ifndef SB_JOB_H
#define SB_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct job {
    pid_t pid;  /* 0 when none runs */
    int fd;     /* what it prints; -1 when none runs */
    char *text; /* what it has printed, ended by 0; NULL before the first */
    size_t length, capacity;
};

/* Starts a command without input. Its output and errors go to job->text.
 * Returns false when it cannot be started. */
bool job_start(struct job *job, char *const *arguments);

/* Reads what is available; false at the end of the output. */
bool job_read(struct job *job);

/* True once the command has ended; *status is then its exit status, or 128 plus
 * the number of the signal that ended it. */
bool job_ended(struct job *job, int *status);

/* Kills the command and every process it started. */
void job_kill(struct job *job);

#endif
