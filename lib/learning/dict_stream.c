#include "dict_stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "checkpoint.h"
#include "coding/coder.h"
#include "dict_atoms.h"

enum { USUAL_BATCH = 64 };

/* Draw and learn, minibatch by minibatch, from the step-th on. */
static enum sb_status learn(const struct dict_stream *s, const struct checkpoint *c,
                            const struct dict_options *o, struct dict_online_f *learner, float *X,
                            size_t step, struct sb_error *err)
{
    struct timespec start;
    size_t rounds = s->signals / c->batch + (s->signals % c->batch != 0), begun = step;
    enum sb_status status = SB_OK;
    clock_gettime(CLOCK_MONOTONIC, &start);
    while (step < rounds && status == SB_OK) {
        size_t left = s->signals - step * c->batch, n = left < c->batch ? left : c->batch;
        status = s->draw(s->data, step, n, X, err);
        if (status != SB_OK)
            return status;
        if (!sb_finite_f(X, n * s->m))
            return sb_fail(err, SB_ENONFINITE, "minibatch %zu holds NaN or infinity", step);
        double cost = dict_online_feed_f(learner, X, n);
        step++;
        struct dict_progress now = {.round = step, .rounds = rounds, .objective = cost};
        if (dict_stopped_since(o, &start, begun, now))
            status = SB_ESTOPPED;
        bool last = step == rounds || status == SB_ESTOPPED;
        if (c->path && (last || (s->every > 0 && step % s->every == 0))) {
            enum sb_status written = checkpoint_write(c, learner, err);
            status = written == SB_OK ? status : written;
        }
    }
    return status;
}

enum sb_status dict_learn_stream(const struct dict_stream *s, size_t K,
                                 const struct dict_options *options, float *D, struct sb_error *err)
{
    struct dict_options o = *options;
    struct dict_online_f *learner;
    size_t step = 0;
    o.max_iter = 1;
    o.batch = o.batch > 0 ? o.batch : USUAL_BATCH;
    enum sb_status status = dict_check(s->signals, s->m, K, &o);
    if (status != SB_OK)
        return sb_fail(err, status, "learning: %s", sb_status_text(status));
    if (K > SIZE_MAX / s->m || !sb_finite_f(D, K * s->m) || !isfinite(s->mark))
        return sb_fail(err, SB_ENONFINITE, "the atoms to start from hold NaN or infinity");
    struct checkpoint c = {.path = s->checkpoint,
                           .K = K,
                           .m = s->m,
                           .batch = o.batch,
                           .alpha = o.alpha,
                           .mark = s->mark,
                           .seed = o.seed};
    float *X = o.batch <= SIZE_MAX / s->m ? sb_vector(o.batch * s->m, sizeof *X) : NULL;
    status = dict_online_open_f(0, s->m, K, &o, 1, D, &learner);
    if (!X || status != SB_OK)
        status = sb_fail(err, SB_ENOMEM, "learning: %s", sb_status_text(SB_ENOMEM));
    if (status == SB_OK && s->checkpoint)
        status = checkpoint_read(&c, learner, &step, err);
    if (status == SB_OK)
        status = learn(s, &c, &o, learner, X, step, err);
    if (status == SB_OK || status == SB_ESTOPPED)
        dict_online_atoms_f(learner, D);
    dict_online_end_f(learner);
    free(X);
    return status;
}
