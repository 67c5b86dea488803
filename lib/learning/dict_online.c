#ifndef REAL /* This part once; the rest for double and for float: see double_and_float.h. */
#include "dict_online.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dict_atoms.h"
#include "random.h"

enum { USUAL_BATCH = 64 };

/* Precision of a minibatch's codes; the noise of a minibatch is far larger. */
static const double CODE_TOL = 1e-3;
/* An atom whose use is less than this part of the mean use is dead. */
static const double DEAD = 1e-6;

#define SB_BODY "learning/dict_online.c"
#include "double_and_float.h"
#else

struct R(dict_online) {
    struct R(coder) coder;
    struct R(dict_stats) stats;
    struct R(sparse_codes) codes;
    struct R(lasso_job) job;
    size_t batch, *order;
    REAL unit; /* a power of two: signals and alpha are divided by it */
    REAL *X, *padded, *D, *cost;
    const REAL *signals; /* n of them; the next in this pass; minibatches so far */
    size_t n, at, step;
    uint64_t state;
};

static void R(online_free)(struct R(dict_online) * o)
{
    R(coder_free)(&o->coder);
    R(dict_stats_free)(&o->stats);
    free(o->codes.count);
    free(o->codes.id);
    free(o->codes.value);
    R(lasso_job_free)(&o->job);
    free(o->order);
    free(o->X);
    free(o->padded);
    free(o->D);
    free(o->cost);
}

/* n: how many signals there are to choose from, 0 when the caller chooses. */
static enum sb_status R(online_alloc)(struct R(dict_online) * o, size_t n, size_t m, size_t K,
                                      const struct dict_options *opt, const REAL *D, REAL unit)
{
    *o = (struct R(dict_online)){.batch = opt->batch > 0 ? opt->batch : USUAL_BATCH,
                                 .unit = unit,
                                 .n = n,
                                 .state = opt->seed};
    if (n > 0 && o->batch > n)
        o->batch = n;
    if (o->batch > SIZE_MAX / K || o->batch > SIZE_MAX / sb_padded(m))
        return SB_ENOMEM;
    enum sb_status status = R(dict_stats_alloc)(&o->stats, K, m, D);
    if (status == SB_OK)
        status = R(coder_alloc)(&o->coder, K, m);
    o->codes.count = sb_vector(o->batch, sizeof(size_t));
    o->codes.id = sb_vector(o->batch * K, sizeof(size_t));
    o->codes.value = sb_vector(o->batch * K, sizeof(REAL));
    o->order = sb_vector(n, sizeof(size_t));
    o->X = sb_vector(o->batch * m, sizeof(REAL));
    o->padded = sb_vector(o->batch * sb_padded(m), sizeof(REAL));
    o->D = sb_vector(K * m, sizeof(REAL));
    o->cost = sb_vector(o->batch, sizeof(REAL));
    if (!o->codes.count || !o->codes.id || !o->codes.value || !o->order || !o->X || !o->padded ||
        !o->D || !o->cost)
        status = SB_ENOMEM;
    o->job = (struct R(lasso_job)){.d = &o->coder,
                                   .X = o->X,
                                   .lambda = (REAL)(opt->alpha / (double)o->unit),
                                   .tol = (REAL)CODE_TOL,
                                   .codes = &o->codes,
                                   .cost = o->cost};
    return status == SB_OK ? R(lasso_job_alloc)(&o->job) : status;
}

/* The signal of the minibatch that is coded worst; it will not be chosen again. */
static size_t R(worst_coded)(struct R(dict_online) * o, size_t size)
{
    size_t worst = 0;
    for (size_t t = 1; t < size; t++)
        if (o->cost[t] > o->cost[worst])
            worst = t;
    o->cost[worst] = 0;
    return worst;
}

/* Atoms without use become signals that the others code badly. */
static void R(replace_dead)(struct R(dict_online) * o, size_t size)
{
    struct R(dict_stats) *s = &o->stats;
    REAL use = 0;
    for (size_t k = 0; k < s->K; k++)
        use += s->S[k * s->K + k] / (REAL)s->K;
    for (size_t k = 0; k < s->K; k++) {
        if (s->S[k * s->K + k] > (REAL)DEAD * use)
            continue;
        size_t t = R(worst_coded)(o, size);
        const REAL *x = o->padded + t * s->wide;
        REAL unit = R(sb_unit)(x, s->m), norm = 0;
        for (size_t i = 0; i < s->m; i++)
            norm += (x[i] / unit) * (x[i] / unit);
        if (!(norm > 0))
            continue;
        for (size_t i = 0; i < s->m; i++)
            s->D[k * s->wide + i] = x[i] / unit / (REAL)sqrt((double)norm);
        for (size_t j = 0; j < s->K; j++)
            s->S[k * s->K + j] = s->S[j * s->K + k] = 0;
        memset(s->B + k * s->wide, 0, s->wide * sizeof(REAL));
    }
}

/* Put x[m] into the minibatch as its t-th signal. */
static void R(online_put)(struct R(dict_online) * o, size_t t, const REAL *x)
{
    size_t m = o->stats.m;
    REAL *to = o->X + t * m, inverse = 1 / o->unit;
    for (size_t i = 0; i < m; i++)
        to[i] = x[i] * inverse;
    memcpy(o->padded + t * o->stats.wide, to, m * sizeof(REAL));
}

/* Learn from the `size` signals of the minibatch; returns their mean cost before. */
static double R(online_learn)(struct R(dict_online) * o, size_t size)
{
    double cost = 0, t = (double)++o->step, b = (double)o->batch;
    double theta = t < b ? t * b : b * b + t - b;
    double keep = (theta + 1 - b) / (theta + 1);
    R(dict_stats_atoms)(&o->stats, o->D);
    R(coder_set)(&o->coder, o->D);
    R(lasso_job_run)(&o->job, size);
    for (size_t i = 0; i < size; i++)
        cost += (double)o->cost[i];
    R(dict_stats_add)(&o->stats, (REAL)keep, o->padded, size, &o->codes);
    R(dict_stats_improve)(&o->stats);
    R(replace_dead)(o, size);
    return cost / (double)size * (double)o->unit * (double)o->unit;
}

enum sb_status R(dict_online_begin)(const REAL *X, size_t n, size_t m, size_t K,
                                    const struct dict_options *options, const REAL *D,
                                    struct R(dict_online) * *begun)
{
    *begun = NULL;
    enum sb_status status = dict_check(n, m, K, options);
    if (status != SB_OK)
        return status;
    if (!R(sb_finite)(X, n * m) || !R(sb_finite)(D, K * m))
        return SB_ENONFINITE;
    status = R(dict_online_open)(n, m, K, options, R(sb_unit)(X, n * m), D, begun);
    if (status == SB_OK)
        (*begun)->signals = X;
    return status;
}

enum sb_status R(dict_online_open)(size_t n, size_t m, size_t K, const struct dict_options *options,
                                   REAL unit, const REAL *D, struct R(dict_online) * *begun)
{
    struct R(dict_online) *o = malloc(sizeof *o);
    *begun = NULL;
    if (!o)
        return SB_ENOMEM;
    enum sb_status status = R(online_alloc)(o, n, m, K, options, D, unit);
    if (status == SB_OK)
        *begun = o;
    else
        R(dict_online_end)(o);
    return status;
}

double R(dict_online_step)(struct R(dict_online) * o)
{
    if (o->at == 0)
        random_order(&o->state, o->order, o->n);
    size_t size = o->n - o->at < o->batch ? o->n - o->at : o->batch;
    for (size_t t = 0; t < size; t++)
        R(online_put)(o, t, o->signals + o->order[o->at + t] * o->stats.m);
    o->at = o->at + size < o->n ? o->at + size : 0;
    return R(online_learn)(o, size);
}

double R(dict_online_feed)(struct R(dict_online) * o, const REAL *X, size_t n)
{
    for (size_t t = 0; t < n; t++)
        R(online_put)(o, t, X + t * o->stats.m);
    return R(online_learn)(o, n);
}

size_t R(dict_online_save)(const struct R(dict_online) * o, double *D, double *B, double *S,
                           size_t ld)
{
    const struct R(dict_stats) *s = &o->stats;
    for (size_t k = 0; k < s->K; k++) {
        for (size_t i = 0; i < s->m; i++) {
            D[k * ld + i] = (double)s->D[k * s->wide + i];
            B[k * ld + i] = (double)s->B[k * s->wide + i];
        }
        for (size_t j = 0; j < s->K; j++)
            S[k * ld + j] = (double)s->S[k * s->K + j];
    }
    return o->step;
}

void R(dict_online_restore)(struct R(dict_online) * o, size_t step, const double *D,
                            const double *B, const double *S, size_t ld)
{
    struct R(dict_stats) *s = &o->stats;
    for (size_t k = 0; k < s->K; k++) {
        for (size_t i = 0; i < s->m; i++) {
            s->D[k * s->wide + i] = (REAL)D[k * ld + i];
            s->B[k * s->wide + i] = (REAL)B[k * ld + i];
        }
        for (size_t j = 0; j < s->K; j++)
            s->S[k * s->K + j] = (REAL)S[k * ld + j];
    }
    o->step = step;
}

void R(dict_online_atoms)(const struct R(dict_online) * o, REAL *D)
{
    R(dict_stats_atoms)(&o->stats, D);
}

void R(dict_online_end)(struct R(dict_online) * o)
{
    if (o)
        R(online_free)(o);
    free(o);
}

enum sb_status R(dict_learn_online)(const REAL *X, size_t n, size_t m, size_t K,
                                    const struct dict_options *options, REAL *D)
{
    struct R(dict_online) * o;
    struct timespec start;
    enum sb_status status = R(dict_online_begin)(X, n, m, K, options, D, &o);
    if (status != SB_OK)
        return status;
    size_t rounds = (n + o->batch - 1) / o->batch * options->max_iter;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (size_t i = 1; i <= rounds && status == SB_OK; i++) {
        double cost = R(dict_online_step)(o);
        if (dict_stopped(options, &start,
                         (struct dict_progress){.round = i, .rounds = rounds, .objective = cost}))
            status = SB_ESTOPPED;
    }
    R(dict_online_atoms)(o, D);
    R(dict_online_end)(o);
    return status;
}

#endif
