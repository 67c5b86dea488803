/* job.h: a command that runs beside us, and what it prints. */
#ifndef SB_JOB_H
#define SB_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct job {
    pid_t pid;          /* 0 when none runs */
    int fd;             /* what it prints; -1 when none runs */
    char *text;         /* what it has printed, ended by 0; NULL before the first */
    size_t length, room;
};

/* Starts a command with its output, normal and error, in job->text, and no
 * input. Returns false when that is not possible. */
bool job_start(struct job *job, char *const *arguments);

/* Takes in what there is to read; false when there is no more to come. */
bool job_read(struct job *job);

/* True once the command has ended: *status is then its exit status, 128 and
 * more when a signal ended it. Otherwise it goes on. */
bool job_ended(struct job *job, int *status);

/* Ends it and all that it has started. */
void job_kill(struct job *job);

#endif
