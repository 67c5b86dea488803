/* cluster.h: what the parts of ENGINE=slurm share, which judges in Slurm job arrays.
 *
 *   cluster.c           what has to be judged, and waiting for it
 *   cluster_results.c   results -> gradebook, each once
 *   cluster_tasks.c     what has no result -> an array of tasks
 *   slurm.c             sbatch, squeue, scancel, scontrol
 *
 * Everything is in OUT/cluster, which the nodes see under the same name:
 *
 *   name          what our jobs are called, the same from run to run
 *   staged/KEY/   one submission: files/ for the judge, work (its hash and notes)
 *   shards/N      the keys that task N judges
 *   done/KEY      its result (grader/cluster_task.sh), removed once it is merged
 *   unready/NODE  why a node cannot judge
 *   log/N         what task N printed
 *
 * KEY stands for the student, the work and the measure, so a result in done/ is right no matter
 * when and by which task it was made. The gradebook takes each key once. */
#ifndef SB_CLUSTER_H
#define SB_CLUSTER_H

#include <signal.h>

#include "progress.h"

#define KEY_LENGTH 32

#define ASK_FIRST 0.5 /* seconds until Slurm is asked again, twice as long each time */

struct item {
    char key[KEY_LENGTH + 1];
    const struct submission *submission;
    long shard; /* -1: in none yet */
    int tries;
    bool merged;
};

struct cluster {
    sqlite3 *db;
    const struct batch *batch;
    char *folder, *name; /* name ends in a dash */
    struct item *items;  /* sorted by key */
    size_t count, left;
    char *marks; /* of each shard, see cluster_tasks.c */
    long shards;
    struct progress progress;
    sigset_t signals;
    double next, pause;            /* when to ask Slurm again, and how long after that */
    char reason[64];               /* why the last of the tasks waits */
    double handing_out, taking_in; /* seconds */
    bool silent;                   /* Slurm does not answer */
    bool broken;
};

char *judging_place(const struct cluster *c, const char *what,
                    const char *name);                                    /* FOLDER/what/name */
struct item *judging_find_item(const struct cluster *c, const char *key); /* or NULL */

/* ---- cluster_results.c: what is in done/ ---- */
void judging_take_result(struct cluster *c, const char *name);
/* Submissions that the judge failed on in an earlier run are tried again. */
void judging_drop_failed(struct cluster *c, const char *name);
void judging_merge(struct cluster *c, struct item *item, struct judgement *j);

/* ---- cluster_tasks.c ---- */
void judging_tasks_begin(
    struct cluster *c); /* cancels tasks of an earlier run that nobody waits for */
bool judging_tasks_look(
    struct cluster *c); /* asks Slurm which there are; false when it does not answer */
/* Call it after asking Slurm and then reading the results: submissions with neither a result nor a
 * task go to the queue (again), or are given up. */
void judging_tasks_send_missing(struct cluster *c);
void judging_tasks_end(struct cluster *c, bool done); /* cancels what is in the queue */

#endif
