#ifndef REAL /* This part once; the rest for double and for float: see double_and_float.h. */
#include "dict_atoms.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parallel.h"
#include "random.h"

/* Atoms improved together: the signals that `correlate` takes at once, on any processor. */
enum { TOGETHER = 12 };

/* Codes good enough to judge a dictionary by. */
static const double OBJECTIVE_TOL = 1e-4;

bool dict_stopped(const struct dict_options *o, const struct timespec *start,
                  struct dict_progress now)
{
    return dict_stopped_since(o, start, 0, now);
}

bool dict_stopped_since(const struct dict_options *o, const struct timespec *start, size_t begun,
                        struct dict_progress now)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    double spent = (double)(t.tv_sec - start->tv_sec) + 1e-9 * (double)(t.tv_nsec - start->tv_nsec);
    now.fraction = (double)now.round / (double)now.rounds;
    now.seconds_left = spent * (double)(now.rounds - now.round) / (double)(now.round - begun);
    return (o->progress && !o->progress(&now, o->data)) || (o->stop && *o->stop);
}

enum sb_status dict_check(size_t n, size_t m, size_t K, const struct dict_options *o)
{
    if (isnan(o->alpha) || isnan(o->tol) || isinf(o->alpha))
        return SB_ENONFINITE;
    if (n == 0 || m == 0 || K == 0 || o->alpha < 0 || o->tol < 0 || o->max_iter == 0)
        return SB_EINVAL;
    return SB_OK;
}

#define SB_BODY "learning/dict_atoms.c"
#include "double_and_float.h"
#else

/* Divide x[n] by its norm; false when that is 0. */
static bool R(normalise)(REAL *x, size_t n)
{
    REAL unit = R(sb_unit)(x, n);
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += ((double)x[i] / (double)unit) * ((double)x[i] / (double)unit);
    if (!(sum > 0))
        return false;
    for (size_t i = 0; i < n; i++)
        x[i] = (REAL)(x[i] / unit / sqrt(sum));
    return true;
}

enum sb_status R(dict_start)(const REAL *X, size_t n, size_t m, size_t K, uint64_t seed, REAL *D)
{
    if (n == 0 || m == 0 || K == 0)
        return SB_EINVAL;
    if (!R(sb_finite)(X, n * m))
        return SB_ENONFINITE;
    size_t *order = sb_vector(n, sizeof *order);
    if (!order)
        return SB_ENOMEM;
    random_order(&seed, order, n);
    for (size_t k = 0; k < K; k++) {
        REAL *d = D + k * m;
        if (k < n)
            memcpy(d, X + order[k] * m, m * sizeof(REAL));
        if (k >= n || !R(normalise)(d, m)) {
            for (size_t i = 0; i < m; i++)
                d[i] = (REAL)random_normal(&seed);
            R(normalise)(d, m);
        }
    }
    free(order);
    return SB_OK;
}

enum sb_status R(dict_stats_alloc)(struct R(dict_stats) * s, size_t K, size_t m, const REAL *D)
{
    size_t wide = sb_padded(m);
    *s = (struct R(dict_stats)){.K = K, .m = m, .wide = wide};
    if (K > SIZE_MAX / wide || K > SIZE_MAX / K)
        return SB_ENOMEM;
    s->S = sb_vector(K * K, sizeof(REAL));
    s->B = sb_vector(K * wide, sizeof(REAL));
    s->D = sb_vector(K * wide, sizeof(REAL));
    s->g = sb_vector(TOGETHER * wide, sizeof(REAL));
    s->moved = sb_vector(TOGETHER * wide, sizeof(REAL));
    s->id = sb_vector(TOGETHER, sizeof(size_t));
    if (!s->S || !s->B || !s->D || !s->g || !s->moved || !s->id) {
        R(dict_stats_free)(s);
        return SB_ENOMEM;
    }
    for (size_t i = 0; i < TOGETHER; i++)
        s->id[i] = i;
    for (size_t k = 0; k < K; k++) {
        memcpy(s->D + k * wide, D + k * m, m * sizeof(REAL));
        R(normalise)(s->D + k * wide, m);
    }
    return SB_OK;
}

void R(dict_stats_free)(struct R(dict_stats) * s)
{
    free(s->S);
    free(s->B);
    free(s->D);
    free(s->g);
    free(s->moved);
    free(s->id);
    *s = (struct R(dict_stats)){0};
}

struct R(adding) {
    struct R(dict_stats) * s;
    REAL keep;
    const REAL *X;
    size_t n;
    const struct R(sparse_codes) * codes;
};

static void R(add_rows)(size_t begin, size_t end, size_t thread, void *ctx)
{
    const struct R(adding) *job = ctx;
    struct R(dict_stats) *s = job->s;
    const struct R(kernels) *kernel = R(kernels_now)();
    (void)thread;
    for (size_t i = begin * s->K; i < end * s->K; i++)
        s->S[i] *= job->keep;
    for (size_t i = begin * s->wide; i < end * s->wide; i++)
        s->B[i] *= job->keep;
    for (size_t t = 0; t < job->n; t++) {
        const size_t *id = job->codes->id + t * s->K;
        const REAL *value = job->codes->value + t * s->K;
        for (size_t i = 0; i < job->codes->count[t]; i++) {
            if (id[i] < begin || id[i] >= end)
                continue;
            REAL *row = s->S + id[i] * s->K;
            for (size_t j = 0; j < job->codes->count[t]; j++)
                row[id[j]] += value[i] * value[j];
            kernel->axpy(value[i], job->X + t * s->wide, s->B + id[i] * s->wide, s->wide);
        }
    }
}

void R(dict_stats_add)(struct R(dict_stats) * s, REAL keep, const REAL *X, size_t n,
                       const struct R(sparse_codes) * codes)
{
    struct R(adding) job = {s, keep, X, n, codes};
    size_t piece = n * s->m < 16384 ? s->K : (s->K + 3) / 4;
    parallel_for(s->K, piece, R(add_rows), &job);
}

/* Improve atom k of the block that begins with atom `first`, whose rows of S D, made before any of
 * them moved, are in s->g. */
static void R(improve_atom)(struct R(dict_stats) * s, size_t first, size_t k)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    size_t wide = s->wide, i = k - first;
    const REAL *row = s->S + k * s->K, *B = s->B + k * wide;
    REAL *g = s->g + i * wide, *d = s->D + k * wide, *moved = s->moved + i * wide;
    memset(moved, 0, wide * sizeof(REAL));
    if (row[k] == 0)
        return;
    for (size_t j = 0; j < wide; j++)
        g[j] = B[j] - (g[j] - row[k] * d[j]);
    kernel->minus_rows(g, g, s->moved, wide, s->id, row + first, i, wide);
    REAL norm2 = kernel->dot(g, g, wide);
    if (!(norm2 > 0) || !isfinite(norm2)) {
        if (!R(normalise)(g, s->m))
            return;
        norm2 = 1;
    }
    REAL inverse = 1 / (REAL)sqrt((double)norm2);
    for (size_t j = 0; j < wide; j++) {
        moved[j] = g[j] * inverse - d[j];
        d[j] = g[j] * inverse;
    }
}

/* Atoms are improved in turn, but most of the work, S D, is done for a block at once, so that each
 * atom is read once per block. Then the moves of earlier atoms in the block are corrected for. */
void R(dict_stats_improve)(struct R(dict_stats) * s)
{
    for (size_t first = 0; first < s->K; first += TOGETHER) {
        size_t end = s->K - first < TOGETHER ? s->K : first + TOGETHER;
        R(kernels_now)
        ()->correlate(s->D, s->wide, s->K, s->S + first * s->K, s->K, end - first, s->g);
        for (size_t k = first; k < end; k++)
            R(improve_atom)(s, first, k);
    }
}

void R(dict_stats_atoms)(const struct R(dict_stats) * s, REAL *D)
{
    for (size_t k = 0; k < s->K; k++)
        memcpy(D + k * s->m, s->D + k * s->wide, s->m * sizeof(REAL));
}

enum sb_status R(dict_objective)(const REAL *X, size_t n, size_t m, const REAL *D, size_t K,
                                 double alpha, double *mean, double *on)
{
    struct R(coder) d;
    if (n == 0 || m == 0 || K == 0 || !(alpha >= 0))
        return SB_EINVAL;
    if (!R(sb_finite)(X, n * m) || !R(sb_finite)(D, K * m) || !isfinite(alpha))
        return SB_ENONFINITE;
    if (n > SIZE_MAX / K)
        return SB_ENOMEM;
    enum sb_status status = R(coder_alloc)(&d, K, m);
    if (status != SB_OK)
        return status;
    R(coder_set)(&d, D);
    struct R(sparse_codes) codes = {sb_vector(n, sizeof(size_t)), sb_vector(n * K, sizeof(size_t)),
                                    sb_vector(n * K, sizeof(REAL))};
    struct R(lasso_job) job = {.d = &d,
                               .X = X,
                               .lambda = (REAL)alpha,
                               .tol = (REAL)OBJECTIVE_TOL,
                               .codes = &codes,
                               .cost = sb_vector(n, sizeof(REAL))};
    bool complete = codes.count && codes.id && codes.value && job.cost;
    status = complete ? R(lasso_job_alloc)(&job) : SB_ENOMEM;
    if (status == SB_OK) {
        double cost = 0, count = 0;
        R(lasso_job_run)(&job, n);
        for (size_t t = 0; t < n; t++) {
            cost += (double)job.cost[t];
            count += (double)codes.count[t];
        }
        *mean = cost / (double)n;
        if (on)
            *on = count / (double)n;
        R(lasso_job_free)(&job);
    }
    free(codes.count);
    free(codes.id);
    free(codes.value);
    free(job.cost);
    R(coder_free)(&d);
    return status;
}

#endif
