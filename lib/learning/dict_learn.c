#ifndef REAL /* This part once; the rest for double and for float: see double_and_float.h. */
#include "dict_learn.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "dict_atoms.h"

#define SB_BODY "learning/dict_learn.c"
#include "double_and_float.h"
#else

/* Precision of codes: fine enough not to hide what a round gains. */
static const REAL R(code_tol) = (REAL)(REAL_EPS > 1e-10 ? 1e-5 : 1e-6);

/* Everything the rounds need. X and alpha are divided by `unit`, a power of two, and
 * X is copied once more with padded rows for the statistics. */
struct R(batch) {
    REAL unit;
    double alpha; /* in that unit */
    struct R(coder) coder;
    struct R(dict_stats) stats;
    struct R(sparse_codes) codes;
    struct R(lasso_job) job;
    REAL *X, *padded;
};

static void R(batch_free)(struct R(batch) * b)
{
    R(coder_free)(&b->coder);
    R(dict_stats_free)(&b->stats);
    free(b->codes.count);
    free(b->codes.id);
    free(b->codes.value);
    R(lasso_job_free)(&b->job);
    free(b->X);
    free(b->padded);
}

static enum sb_status R(batch_alloc)(struct R(batch) * b, const REAL *X, size_t n, size_t m,
                                     size_t K, const struct dict_options *o, const REAL *D, REAL *A)
{
    size_t wide = sb_padded(m);
    *b = (struct R(batch)){.unit = R(sb_unit)(X, n * m)};
    b->alpha = o->alpha / (double)b->unit;
    if (n > (size_t)-1 / wide || n > (size_t)-1 / K)
        return SB_ENOMEM;
    enum sb_status status = R(dict_stats_alloc)(&b->stats, K, m, D);
    if (status == SB_OK)
        status = R(coder_alloc)(&b->coder, K, m);
    b->codes.count = sb_vector(n, sizeof(size_t));
    b->codes.id = sb_vector(n * K, sizeof(size_t));
    b->codes.value = sb_vector(n * K, sizeof(REAL));
    b->X = sb_vector(n * m, sizeof(REAL));
    b->padded = sb_vector(n * wide, sizeof(REAL));
    b->job = (struct R(lasso_job)){.d = &b->coder,
                                   .X = b->X,
                                   .lambda = (REAL)b->alpha,
                                   .tol = R(code_tol),
                                   .A = A,
                                   .warm = true,
                                   .codes = &b->codes};
    if (!b->codes.count || !b->codes.id || !b->codes.value || !b->X || !b->padded)
        status = SB_ENOMEM;
    if (status == SB_OK)
        status = R(lasso_job_alloc)(&b->job);
    for (size_t t = 0; t < n && status == SB_OK; t++)
        for (size_t i = 0; i < m; i++)
            b->X[t * m + i] = b->padded[t * wide + i] = X[t * m + i] / b->unit;
    return status;
}

/* 1/2 ||X - A D||^2 + alpha sum |A| for the present codes and atoms, in units of unit^2. */
static double R(batch_objective)(const struct R(batch) * b, size_t n)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    size_t K = b->stats.K, wide = b->stats.wide;
    double total = 0;
    for (size_t t = 0; t < n; t++) {
        const REAL *value = b->codes.value + t * K;
        kernel->minus_rows(b->stats.g, b->padded + t * wide, b->stats.D, wide, b->codes.id + t * K,
                           value, b->codes.count[t], wide);
        total += (double)kernel->dot(b->stats.g, b->stats.g, wide) / 2;
        for (size_t i = 0; i < b->codes.count[t]; i++)
            total += b->alpha * fabs((double)value[i]);
    }
    return total;
}

static enum sb_status R(batch_rounds)(struct R(batch) * b, size_t n, const struct dict_options *o,
                                      REAL *D, double *objective, size_t *rounds)
{
    struct timespec start;
    double before = 0, unit = (double)b->unit;
    clock_gettime(CLOCK_MONOTONIC, &start);
    R(dict_stats_atoms)(&b->stats, D);
    for (size_t round = 1; round <= o->max_iter; round++) {
        R(coder_set)(&b->coder, D);
        R(lasso_job_run)(&b->job, n);
        R(dict_stats_add)(&b->stats, 0, b->padded, n, &b->codes);
        R(dict_stats_improve)(&b->stats);
        R(dict_stats_atoms)(&b->stats, D);
        double now = R(batch_objective)(b, n);
        if (objective)
            objective[round - 1] = now * unit * unit;
        *rounds = round;
        if (dict_stopped(o, &start,
                         (struct dict_progress){.round = round,
                                                .rounds = o->max_iter,
                                                .objective = now * unit * unit}))
            return SB_ESTOPPED;
        if (round > 1 && before - now <= o->tol * before)
            break;
        before = now;
    }
    return SB_OK;
}

enum sb_status R(dict_learn)(const REAL *X, size_t n, size_t m, size_t K,
                             const struct dict_options *options, REAL *D, REAL *A,
                             double *objective, size_t *rounds)
{
    struct R(batch) b;
    size_t done = 0;
    enum sb_status status = dict_check(n, m, K, options);
    if (status != SB_OK)
        return status;
    if (!R(sb_finite)(X, n * m) || !R(sb_finite)(D, K * m))
        return SB_ENONFINITE;
    for (size_t i = 0; i < n * K; i++)
        A[i] = 0;
    status = R(batch_alloc)(&b, X, n, m, K, options, D, A);
    if (status == SB_OK)
        status = R(batch_rounds)(&b, n, options, D, objective, &done);
    if (status == SB_OK || status == SB_ESTOPPED)
        for (size_t i = 0; i < n * K; i++)
            A[i] *= b.unit;
    if (rounds)
        *rounds = done;
    R(batch_free)(&b);
    return status;
}

#endif
