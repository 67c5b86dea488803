/* batch.h: judging all submissions, several at a time. */
#ifndef SB_BATCH_H
#define SB_BATCH_H

#include "gradebook.h"

struct batch {
    const char *out;   /* work files go to OUT/judging */
    const char *judge; /* judge STAGED OUTDIR */
    int jobs;
    double limit;      /* seconds a submission may take */
    long shard;        /* on a cluster: submissions a task, 0 for the usual number */
    long at_once;      /* and tasks that may run at the same time, 0 for no limit */
    struct measure measure;
};

/* 0 when every submission is in the gradebook, 128 + signal when it was
 * stopped, 2 when the gradebook cannot be written. */
int batch_run(sqlite3 *db, const struct batch *batch, const struct intake *intake);
/* The same as job arrays of Slurm (cluster.c). */
int cluster_run(sqlite3 *db, const struct batch *batch, const struct intake *intake);

/* ---- progress.c ---- */
struct progress {
    size_t total, done, kept, full, crashed, failed;
    size_t running, queued; /* tasks, on a cluster */
    double points, of, begun;
    bool terminal;
    int jobs;
};
double now(void);
void progress_begin(struct progress *p, size_t total, int jobs);
/* One submission is finished; kept: its result was there already. */
void progress_add(struct progress *p, const char *name, const struct judgement *j, bool kept);
void progress_draw(const struct progress *p);
void progress_say(const struct progress *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void progress_stopped(const struct progress *p);
void progress_end(const struct progress *p);

#endif
