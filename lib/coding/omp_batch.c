/* omp_batch.c: orthogonal matching pursuit for many signals, from the Gram matrix.
 *
 * The Gram matrix of the atoms picked is factored as L diag(pivot) L^T, L with ones on its
 * diagonal. Row i of `rows` is <d_i', d_j> for every atom j, d_i' the part of
 * the i-th picked atom orthogonal to those before; so L_ij = rows[j][p_i] / pivot_j. */

#ifndef REAL /* This part once; the rest for double and for float: see double_and_float.h. */
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "coder.h"
#include "omp.h"
#include "parallel.h"

#define SB_BODY "coding/omp_batch.c"
#include "double_and_float.h"
#else

struct R(omp_workspace) {
    REAL *q;     /* CODER_BLOCK x ld: correlations with the residual */
    REAL *x;     /* CODER_BLOCK x m */
    REAL *rows;  /* k x ld */
    REAL *own;   /* ld: squared norms of the orthogonal parts of all atoms */
    REAL *score; /* ld */
    REAL *pivot, *z, *coef;
    size_t *place;
};

struct R(omp_job) {
    const struct R(coder) * d;
    const REAL *X;
    const struct omp_options *o;
    size_t *support, *count;
    REAL *h;
    struct R(omp_workspace) * workspace; /* one for each thread */
};

/* The atom to pick. */
static size_t R(omp_best)(const struct R(coder) * d, const struct omp_options *o, const REAL *q,
                          struct R(omp_workspace) * w)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    if (o->rule == OMP_CORRELATION)
        return kernel->argmax_abs(q, d->ld);
    for (size_t j = 0; j < d->K; j++) {
        REAL least = 64 * REAL_EPS * d->G[j * d->ld + j];
        w->score[j] = w->own[j] > least ? q[j] * q[j] / w->own[j] : 0;
    }
    return kernel->argmax_abs(w->score, d->ld);
}

/* Pick atoms for one signal with correlations q and squared norm `energy`; returns how many. */
static size_t R(omp_pick)(const struct R(coder) * d, const struct omp_options *o, REAL *q,
                          REAL energy, size_t *support, struct R(omp_workspace) * w)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    size_t picked = 0;
    if (o->rule == OMP_LEAST_SQUARES)
        for (size_t j = 0; j < d->K; j++)
            w->own[j] = d->G[j * d->ld + j];
    while (picked < o->k) {
        size_t p = R(omp_best)(d, o, q, w);
        const REAL *gram = d->G + p * d->ld;
        REAL left = gram[p], *row = w->rows + picked * d->ld;
        for (size_t i = 0; i < picked; i++) {
            REAL r = w->rows[i * d->ld + p];
            w->coef[i] = r / w->pivot[i];
            left -= r * w->coef[i];
        }
        REAL tiny = 64 * REAL_EPS;
        if (!(left > tiny * gram[p]) || !(q[p] * q[p] > tiny * tiny * gram[p] * energy))
            break;
        kernel->minus_rows(row, gram, w->rows, d->ld, w->place, w->coef, picked, d->ld);
        w->pivot[picked] = left;
        w->z[picked] = q[p] / left;
        support[picked] = p;
        kernel->axpy(-w->z[picked], row, q, d->ld);
        q[p] = 0; /* what rounding left of it */
        if (o->rule == OMP_LEAST_SQUARES)
            for (size_t j = 0; j < d->K; j++)
                w->own[j] -= row[j] * row[j] / left;
        picked++;
    }
    return picked;
}

/* h from z: L^T h = z. */
static void R(omp_solve)(const struct R(coder) * d, size_t picked, const size_t *support, REAL *h,
                         const struct R(omp_workspace) * w)
{
    for (size_t i = picked; i-- > 0;) {
        h[i] = w->z[i];
        for (size_t j = i + 1; j < picked; j++)
            h[i] -= w->rows[i * d->ld + support[j]] / w->pivot[i] * h[j];
    }
}

static void R(omp_block)(size_t begin, size_t end, size_t thread, void *ctx)
{
    const struct R(omp_job) *job = ctx;
    const struct R(coder) *d = job->d;
    struct R(omp_workspace) *w = &job->workspace[thread];
    size_t k = job->o->k;
    REAL units[CODER_BLOCK];
    R(coder_correlate)(d, job->X + begin * d->m, end - begin, w->x, w->q, units);
    for (size_t t = begin; t < end; t++) {
        const REAL *x = job->X + t * d->m;
        REAL unit = units[t - begin], *h = job->h + t * k;
        size_t *support = job->support + t * k;
        REAL energy = R(sb_energy)(x, d->m, unit);
        memset(support, 0, k * sizeof *support);
        memset(h, 0, k * sizeof *h);
        job->count[t] = R(omp_pick)(d, job->o, w->q + (t - begin) * d->ld, energy, support, w);
        R(omp_solve)(d, job->count[t], support, h, w);
        for (size_t i = 0; i < job->count[t]; i++)
            h[i] *= unit / d->unit;
    }
}

static enum sb_status R(omp_workspace_alloc)(struct R(omp_workspace) * w, const struct R(coder) * d,
                                             size_t k)
{
    *w = (struct R(omp_workspace)){.q = sb_vector(CODER_BLOCK * d->ld, sizeof(REAL)),
                                   .x = sb_vector(CODER_BLOCK * d->m, sizeof(REAL)),
                                   .rows = sb_vector(k * d->ld, sizeof(REAL)),
                                   .own = sb_vector(d->ld, sizeof(REAL)),
                                   .score = sb_vector(d->ld, sizeof(REAL)),
                                   .pivot = sb_vector(k, sizeof(REAL)),
                                   .z = sb_vector(k, sizeof(REAL)),
                                   .coef = sb_vector(k, sizeof(REAL)),
                                   .place = sb_vector(k, sizeof(size_t))};
    for (size_t i = 0; w->place && i < k; i++)
        w->place[i] = i;
    bool complete = w->q && w->x && w->rows && w->own && w->score && w->pivot && w->z && w->coef &&
                    w->place;
    return complete ? SB_OK : SB_ENOMEM;
}

static void R(omp_workspace_free)(struct R(omp_workspace) * w)
{
    free(w->q);
    free(w->x);
    free(w->rows);
    free(w->own);
    free(w->score);
    free(w->pivot);
    free(w->z);
    free(w->coef);
    free(w->place);
}

enum sb_status R(omp_batch)(const REAL *X, size_t n, size_t m, const REAL *D, size_t K,
                            const struct omp_options *o, size_t *support, REAL *h, size_t *count)
{
    struct R(coder) d;
    size_t threads = parallel_threads();
    if (m == 0 || K == 0 || o->k == 0 || o->k > K)
        return SB_EINVAL;
    if (!R(sb_finite)(X, n * m) || !R(sb_finite)(D, K * m))
        return SB_ENONFINITE;
    enum sb_status status = R(coder_alloc)(&d, K, m);
    if (status != SB_OK)
        return status;
    R(coder_set)(&d, D);
    struct R(omp_job) job = {.d = &d,
                             .X = X,
                             .o = o,
                             .support = support,
                             .count = count,
                             .h = h,
                             .workspace = calloc(threads, sizeof(struct R(omp_workspace)))};
    if (!job.workspace)
        status = SB_ENOMEM;
    for (size_t t = 0; t < threads && status == SB_OK; t++)
        status = R(omp_workspace_alloc)(&job.workspace[t], &d, o->k);
    if (status == SB_OK)
        parallel_for(n, CODER_BLOCK, R(omp_block), &job);
    for (size_t t = 0; job.workspace && t < threads; t++)
        R(omp_workspace_free)(&job.workspace[t]);
    free(job.workspace);
    R(coder_free)(&d);
    return status;
}

#endif
