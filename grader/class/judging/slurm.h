/* slurm.h: the few things we ask of Slurm, through its own commands. */
#ifndef SB_JUDGING_SLURM_H
#define SB_JUDGING_SLURM_H

#include <stdbool.h>
#include <stddef.h>

/* Is sbatch here? If not, one line on stderr. */
bool judging_slurm_is_there(void);

/* Slurm's defaults, for what its configuration does not set. */
#define MAX_ARRAY_SIZE 1001
#define MAX_JOB_COUNT 10000
/* A number of `scontrol show config`, or otherwise when it cannot be had. The name is that of the
 * line, and may go on as a regular expression: SchedulerParameters.*batch_sched_delay. */
long judging_slurm_setting(const char *name, long otherwise);

/* An array of count tasks of the script; the words stand behind it, NULL last. at_once: how many
 * may run at the same time, 0 for as many as there is room for. exclude: names of nodes, or "".
 * SLURM_OPTIONS adds options of sbatch. When it is refused: false, and Slurm's words on stderr. */
struct slurm_array {
    const char *name, *script, *const *words, *exclude;
    size_t count;
    long minutes, at_once;
};
bool judging_slurm_submit(const struct slurm_array *array);

/* Calls found for every task of ours whose job's name begins with prefix and goes on with a number:
 * that number plus the task's, Slurm's name of the task, why it waits ("" when it does not). False
 * when Slurm does not answer. */
bool judging_slurm_look(const char *prefix,
                        void (*found)(void *to, long number, const char *id, const char *reason),
                        void *to);

void judging_slurm_cancel(const char *ids); /* with blanks between */

#endif
