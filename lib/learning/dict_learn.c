#include "dict_learn.h"

#include <math.h>
#include <stdlib.h>

#include "dict_atoms.h"

/* Codes are this exact, so that what a round gains is not lost in them. */
static const double CODE_TOL = 1e-6;

/* Everything the rounds need. X and alpha are divided by `unit`, a power of two, and
 * X is copied once more with padded rows for the statistics. */
struct batch {
    double unit, alpha;
    struct coder coder;
    struct dict_stats stats;
    struct sparse_codes codes;
    struct lasso_job job;
    double *X, *padded;
};

static void batch_free(struct batch *b)
{
    coder_free(&b->coder);
    dict_stats_free(&b->stats);
    free(b->codes.count);
    free(b->codes.id);
    free(b->codes.value);
    lasso_job_free(&b->job);
    free(b->X);
    free(b->padded);
}

static enum sb_status batch_alloc(struct batch *b, const double *X, size_t n, size_t m, size_t K,
                                  const struct dict_options *o, const double *D, double *A)
{
    size_t wide = sb_padded(m);
    *b = (struct batch){.unit = sb_unit(X, n * m)};
    b->alpha = o->alpha / b->unit;
    if (n > (size_t)-1 / wide || n > (size_t)-1 / K)
        return SB_ENOMEM;
    enum sb_status status = dict_stats_alloc(&b->stats, K, m, D);
    if (status == SB_OK)
        status = coder_alloc(&b->coder, K, m);
    b->codes.count = sb_vector(n, sizeof(size_t));
    b->codes.id = sb_vector(n * K, sizeof(size_t));
    b->codes.value = sb_vector(n * K, sizeof(double));
    b->X = sb_vector(n * m, sizeof(double));
    b->padded = sb_vector(n * wide, sizeof(double));
    b->job = (struct lasso_job){.d = &b->coder, .X = b->X, .lambda = b->alpha, .tol = CODE_TOL,
                                .A = A, .warm = true, .codes = &b->codes};
    if (!b->codes.count || !b->codes.id || !b->codes.value || !b->X || !b->padded)
        status = SB_ENOMEM;
    if (status == SB_OK)
        status = lasso_job_alloc(&b->job);
    for (size_t t = 0; t < n && status == SB_OK; t++)
        for (size_t i = 0; i < m; i++)
            b->X[t * m + i] = b->padded[t * wide + i] = X[t * m + i] / b->unit;
    return status;
}

/* 1/2 ||X - A D||^2 + alpha sum |A| for the present codes and atoms, in units of unit^2. */
static double batch_objective(const struct batch *b, size_t n)
{
    const struct kernels *kernel = kernels_now();
    size_t K = b->stats.K, wide = b->stats.wide;
    double total = 0;
    for (size_t t = 0; t < n; t++) {
        const double *value = b->codes.value + t * K;
        kernel->minus_rows(b->stats.g, b->padded + t * wide, b->stats.D, wide,
                           b->codes.id + t * K, value, b->codes.count[t], wide);
        total += kernel->dot(b->stats.g, b->stats.g, wide) / 2;
        for (size_t i = 0; i < b->codes.count[t]; i++)
            total += b->alpha * fabs(value[i]);
    }
    return total;
}

static enum sb_status batch_rounds(struct batch *b, size_t n, const struct dict_options *o,
                                   double *D, double *objective, size_t *rounds)
{
    struct timespec start;
    double before = 0;
    clock_gettime(CLOCK_MONOTONIC, &start);
    dict_stats_atoms(&b->stats, D);
    for (size_t round = 1; round <= o->max_iter; round++) {
        coder_set(&b->coder, D);
        lasso_job_run(&b->job, n);
        dict_stats_add(&b->stats, 0, b->padded, n, &b->codes);
        dict_stats_improve(&b->stats);
        dict_stats_atoms(&b->stats, D);
        double now = batch_objective(b, n);
        if (objective)
            objective[round - 1] = now * b->unit * b->unit;
        *rounds = round;
        if (dict_stopped(o, &start, (struct dict_progress){
                             .round = round, .rounds = o->max_iter,
                             .objective = now * b->unit * b->unit}))
            return SB_ESTOPPED;
        if (round > 1 && before - now <= o->tol * before)
            break;
        before = now;
    }
    return SB_OK;
}

enum sb_status dict_learn(const double *X, size_t n, size_t m, size_t K,
                          const struct dict_options *options, double *D, double *A,
                          double *objective, size_t *rounds)
{
    struct batch b;
    size_t done = 0;
    enum sb_status status = dict_check(n, m, K, options);
    if (status != SB_OK)
        return status;
    if (!sb_finite(X, n * m) || !sb_finite(D, K * m))
        return SB_ENONFINITE;
    for (size_t i = 0; i < n * K; i++)
        A[i] = 0;
    status = batch_alloc(&b, X, n, m, K, options, D, A);
    if (status == SB_OK)
        status = batch_rounds(&b, n, options, D, objective, &done);
    if (status == SB_OK || status == SB_ESTOPPED)
        for (size_t i = 0; i < n * K; i++)
            A[i] *= b.unit;
    if (rounds)
        *rounds = done;
    batch_free(&b);
    return status;
}
