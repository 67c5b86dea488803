/* batch.h: judging all submissions, several at a time. */
#ifndef SB_BATCH_H
#define SB_BATCH_H

#include "gradebook.h"

struct batch {
    const char *out;   /* work files go to OUT/judging */
    const char *judge; /* judge STAGED OUTDIR */
    int jobs;
    double limit;      /* seconds a submission may take */
    struct measure measure;
};

/* 0 when every submission is in the gradebook, 128 + signal when it was
 * stopped, 2 when the gradebook cannot be written. */
int batch_run(sqlite3 *db, const struct batch *batch, const struct intake *intake);

/* ---- progress.c ---- */
struct progress {
    size_t total, done, kept, full, crashed, failed;
    double points, of, begun;
    bool terminal;
    int jobs;
};
double now(void);
void progress_begin(struct progress *p, size_t total, int jobs);
/* One submission is finished; kept: its result was there already. */
void progress_add(struct progress *p, const char *name, const struct judgement *j, bool kept);
void progress_draw(const struct progress *p);
void progress_end(const struct progress *p);

#endif
