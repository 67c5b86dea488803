/* progress.h: what is shown while a class is judged. */
#ifndef SB_JUDGING_PROGRESS_H
#define SB_JUDGING_PROGRESS_H

#include "judging.h"

struct progress {
    size_t total, done, kept, full, crashed, failed;
    size_t running, queued; /* tasks, on a cluster */
    double points, of, begun;
    bool terminal;
    int jobs;
};
double judging_now(void); /* seconds, by a clock that is never set */
void judging_progress_begin(struct progress *p, size_t total, int jobs);
/* One submission is finished; kept: its result was in the gradebook already. */
void judging_progress_add(struct progress *p, const char *name, const struct judgement *j,
                          bool kept);
void judging_progress_draw(const struct progress *p);
void judging_progress_say(const struct progress *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void judging_progress_stopped(const struct progress *p);
void judging_progress_end(const struct progress *p);

#endif
