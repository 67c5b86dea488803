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

/* Signals coded together, step by step: while one waits for its next atom, the others work. Few
 * enough for their rows to stay in the first cache. */
enum { TOGETHER = 2 };

#define SB_BODY "coding/omp_batch.c"
#include "double_and_float.h"
#else

/* One of the signals that are coded together. */
struct R(pursuer) {
    struct R(pick) step;
    REAL energy;
    REAL *factor, *pivot, *z; /* k x k: L below its diagonal; k: 1 / pivot; k: h L */
    size_t *support, picked, next;
};

struct R(omp_workspace) {
    REAL *q;     /* CODER_BLOCK x ld: correlations with the residual */
    REAL *x;     /* CODER_BLOCK x m */
    REAL *rows;  /* TOGETHER x k x ld */
    REAL *score; /* ld */
    REAL *own;   /* TOGETHER x ld: squared norms of the orthogonal parts of all atoms */
    REAL *rest;  /* TOGETHER x k x (k + 2): factors, pivots, z */
};

struct R(omp_job) {
    const struct R(coder) * d;
    const struct R(kernels) * kernel;
    const REAL *X;
    const struct omp_options *o;
    size_t *support, *count;
    REAL *h;
    const REAL *least;                   /* ld: 64 epsilon of each atom's squared norm */
    const REAL *norm2;                   /* ld */
    struct R(omp_workspace) * workspace; /* one for each thread */
};

/* Pick the atom p->next, and find the one after it; false when there is none left to pick. */
static bool R(omp_step)(const struct R(omp_job) * job, struct R(pursuer) * p)
{
    const REAL tiny = 64 * REAL_EPS, *restrict pivot = p->pivot;
    size_t k = job->o->k, picked = p->picked, atom = p->next, stride = p->step.stride;
    const REAL *restrict column = p->step.rows + atom;
    REAL *restrict coef = p->factor + picked * k, q = p->step.q[atom];
    REAL norm2 = job->norm2[atom], left = norm2;
    for (size_t j = 0; j < picked; j++, column += stride) {
        REAL part = *column * pivot[j];
        left -= *column * part;
        coef[j] = part;
    }
    if (!(left > tiny * norm2) || !(q * q > tiny * tiny * norm2 * p->energy))
        return false;
    REAL inverse = 1 / left, z = q * inverse;
    p->pivot[picked] = inverse;
    p->z[picked] = z;
    p->support[picked++] = atom;
    p->picked = picked;
    if (picked == k)
        return false;
    p->step.k = picked - 1;
    p->step.g = job->d->G + atom * job->d->ld;
    p->step.coef = coef;
    p->step.z = z;
    p->step.inverse = inverse;
    p->next = job->kernel->pick(&p->step);
    return true;
}

/* h from z: L^T h = z. */
static void R(omp_solve)(const struct R(pursuer) * p, size_t k, REAL *h, REAL back)
{
    for (size_t i = 0; i < p->picked; i++)
        h[i] = p->z[i];
    for (size_t j = p->picked; j-- > 0;)
        for (size_t i = 0; i < j; i++)
            h[i] -= p->factor[j * k + i] * h[j];
    for (size_t i = 0; i < p->picked; i++)
        h[i] *= back;
}

/* Code the signals t .. t + n - 1, whose correlations are q; n <= TOGETHER. */
static void R(omp_together)(const struct R(omp_job) * job, size_t t, size_t n, REAL *q,
                            const REAL *units, const struct R(omp_workspace) * w)
{
    const struct R(coder) *d = job->d;
    size_t k = job->o->k, ld = d->ld, going = n;
    struct R(pursuer) p[TOGETHER];
    bool goes[TOGETHER];
    for (size_t s = 0; s < n; s++) {
        REAL *rest = w->rest + s * k * (k + 2);
        p[s] = (struct R(pursuer)){.step = {.ld = ld,
                                            .stride = ld + SB_LANES,
                                            .rows = w->rows + s * k * (ld + SB_LANES),
                                            .q = q + s * ld,
                                            .least = job->least,
                                            .score = w->score},
                                   .energy = R(sb_energy)(job->X + (t + s) * d->m, d->m, units[s]),
                                   .factor = rest,
                                   .pivot = rest + k * k,
                                   .z = rest + k * (k + 1),
                                   .support = job->support + (t + s) * k};
        if (job->o->rule == OMP_LEAST_SQUARES)
            p[s].step.own = memcpy(w->own + s * ld, job->norm2, ld * sizeof(REAL));
        p[s].next = job->kernel->pick(&p[s].step);
        goes[s] = true;
    }
    while (going > 0)
        for (size_t s = 0; s < n; s++)
            if (goes[s] && !(goes[s] = R(omp_step)(job, &p[s])))
                going--;
    for (size_t s = 0; s < n; s++) {
        job->count[t + s] = p[s].picked;
        R(omp_solve)(&p[s], k, job->h + (t + s) * k, units[s] / d->unit);
    }
}

static void R(omp_block)(size_t begin, size_t end, size_t thread, void *ctx)
{
    const struct R(omp_job) *job = ctx;
    const struct R(coder) *d = job->d;
    struct R(omp_workspace) *w = &job->workspace[thread];
    size_t k = job->o->k, n = end - begin;
    REAL units[CODER_BLOCK];
    R(coder_correlate)(d, job->X + begin * d->m, n, w->x, w->q, units);
    memset(job->support + begin * k, 0, n * k * sizeof *job->support);
    memset(job->h + begin * k, 0, n * k * sizeof *job->h);
    for (size_t s = 0; s < n; s += TOGETHER)
        R(omp_together)
    (job, begin + s, n - s < TOGETHER ? n - s : TOGETHER, w->q + s * d->ld, units + s, w);
}

static enum sb_status R(omp_workspace_alloc)(struct R(omp_workspace) * w, const struct R(coder) * d,
                                             size_t k)
{
    *w = (struct R(omp_workspace)){
        .q = sb_vector(CODER_BLOCK * d->ld, sizeof(REAL)),
        .x = sb_vector(CODER_BLOCK * d->m, sizeof(REAL)),
        .rows = sb_vector(TOGETHER * k * (d->ld + SB_LANES), sizeof(REAL)),
        .own = sb_vector(TOGETHER * d->ld, sizeof(REAL)),
        .score = sb_vector(d->ld, sizeof(REAL)),
        .rest = sb_vector(TOGETHER * k * (k + 2), sizeof(REAL))};
    return w->q && w->x && w->rows && w->own && w->score && w->rest ? SB_OK : SB_ENOMEM;
}

static void R(omp_workspace_free)(struct R(omp_workspace) * w)
{
    free(w->q);
    free(w->x);
    free(w->rows);
    free(w->own);
    free(w->score);
    free(w->rest);
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
    REAL *norm2 = sb_vector(2 * d.ld, sizeof(REAL)), *least = norm2 + d.ld;
    for (size_t j = 0; norm2 && j < K; j++) {
        norm2[j] = d.G[j * d.ld + j];
        least[j] = 64 * REAL_EPS * norm2[j];
    }
    struct R(omp_job) job = {.d = &d,
                             .kernel = R(kernels_now)(),
                             .norm2 = norm2,
                             .least = least,
                             .X = X,
                             .o = o,
                             .support = support,
                             .count = count,
                             .h = h,
                             .workspace = calloc(threads, sizeof(struct R(omp_workspace)))};
    if (!norm2 || !job.workspace)
        status = SB_ENOMEM;
    for (size_t t = 0; t < threads && status == SB_OK; t++)
        status = R(omp_workspace_alloc)(&job.workspace[t], &d, o->k);
    if (status == SB_OK)
        parallel_for(n, CODER_BLOCK, R(omp_block), &job);
    for (size_t t = 0; job.workspace && t < threads; t++)
        R(omp_workspace_free)(&job.workspace[t]);
    free(job.workspace);
    free(norm2);
    R(coder_free)(&d);
    return status;
}

#endif
