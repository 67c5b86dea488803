/* lasso.c: sparse codes by coordinate descent on the atoms that matter.
 *
 * Few atoms are on in a code, so the work is done on the atoms that are "in": a
 * small Gram matrix G of them, c their coefficients and q_a = <d_a, x - c D>. Atoms that violate
 * the conditions of the minimum are let in, the strongest first; sweeps of coordinate descent
 * decide which of them stay on; and when no others violate the conditions, the equations of the
 * minimum for these signs are solved exactly. */

#ifndef REAL /* This part once; the rest for double and for float: see double_and_float.h. */
#include "lasso.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parallel.h"

enum {
    SWEEPS_BETWEEN = 2, /* while atoms are still being added */
    SWEEPS_AT_END = 50,
    MOST_SWEEPS = 20000 /* nearly parallel atoms settle slowly, or not at all */
};

/* Atoms are let in whose gap is at least this part of the largest: few that will not stay on. */
static const double STRONG = 0.75;

#define SB_BODY "coding/lasso.c"
#include "double_and_float.h"
#else

enum sb_status R(lasso_work_alloc)(struct R(lasso_work) * w, size_t K)
{
    size_t ld = sb_padded(K);
    bool fits = ld <= SIZE_MAX / ld;
    *w = (struct R(lasso_work)){
        .id = sb_vector(ld, sizeof(size_t)),
        .c = sb_vector(ld, sizeof(REAL)),
        .rest = sb_vector(ld, sizeof(REAL)),
        .gap = sb_vector(ld, sizeof(REAL)),
        .G = fits ? sb_vector(ld * ld, sizeof(REAL)) : NULL,
        .q = sb_vector(ld, sizeof(REAL)),
        .inverse = sb_vector(ld, sizeof(REAL)),
        .H = fits ? sb_vector(ld * ld, sizeof(REAL)) : NULL,
        .b = sb_vector(2 * ld, sizeof(REAL)),
        .y = sb_vector(ld, sizeof(REAL)),
        .diagonal = sb_vector(ld, sizeof(REAL)),
        .place = sb_vector(ld, sizeof(size_t)),
    };
    if (w->id && w->c && w->rest && w->gap && w->G && w->q && w->inverse && w->H && w->b && w->y &&
        w->diagonal && w->place)
        return SB_OK;
    R(lasso_work_free)(w);
    return SB_ENOMEM;
}

void R(lasso_work_free)(struct R(lasso_work) * w)
{
    free(w->id);
    free(w->c);
    free(w->rest);
    free(w->gap);
    free(w->G);
    free(w->q);
    free(w->inverse);
    free(w->H);
    free(w->b);
    free(w->y);
    free(w->diagonal);
    free(w->place);
    *w = (struct R(lasso_work)){0};
}

static REAL R(magnitude)(REAL x)
{
    return x < 0 ? -x : x;
}

/* Let in the atoms whose gap is above a threshold, and extend the small Gram matrix. */
static void R(admit)(const struct R(coder) * d, struct R(lasso_work) * w, REAL threshold)
{
    size_t before = w->n;
    w->n += R(kernels_now)()->above(w->gap, d->ld, threshold, w->id + w->n);
    for (size_t a = before; a < w->n; a++) {
        size_t k = w->id[a];
        w->c[a] = 0;
        w->q[a] = w->gap[k];
        w->inverse[a] = 1 / d->G[k * d->ld + k];
    }
    size_t padded = sb_padded(w->n);
    for (size_t a = 0; a < w->n; a++) {
        const REAL *from = d->G + w->id[a] * d->ld;
        REAL *to = w->G + a * d->ld;
        for (size_t b = a < before ? before : 0; b < w->n; b++)
            to[b] = from[w->id[b]];
        for (size_t b = w->n; b < padded; b++)
            to[b] = 0;
    }
    for (size_t b = w->n; b < padded; b++)
        w->q[b] = w->c[b] = 0;
}

/* Make rest, gap and q exact again. Returns how far the atoms in are from the
 * conditions of the minimum. */
static REAL R(refresh)(const struct R(coder) * d, const REAL *q0, REAL lambda,
                       struct R(lasso_work) * w)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    kernel->minus_rows(w->rest, q0, d->G, d->ld, w->id, w->c, w->n, d->ld);
    memcpy(w->gap, w->rest, d->ld * sizeof(REAL));
    for (size_t a = 0; a < w->n; a++) {
        w->q[a] = w->rest[w->id[a]];
        w->gap[w->id[a]] = 0;
    }
    return kernel->off(w->q, w->c, sb_padded(w->n), lambda);
}

/* What rounding leaves of q. */
static REAL R(rounding)(const struct R(lasso_work) * w, size_t ld)
{
    REAL size = 0;
    for (size_t a = 0; a < w->n; a++)
        size += R(magnitude)(w->c[a]) * w->G[a * ld + a];
    return REAL_EPS * size;
}

/* Let in the atoms that the code begins with. */
static void R(begin_with)(const struct R(coder) * d, const REAL *q0, struct R(lasso_work) * w)
{
    size_t given = w->n;
    memset(w->gap, 0, d->ld * sizeof(REAL));
    for (size_t a = 0; a < given; a++)
        if (d->G[w->id[a] * d->ld + w->id[a]] > 0)
            w->gap[w->id[a]] = w->c[a];
    w->n = 0;
    R(admit)(d, w, 0);
    for (size_t a = 0; a < w->n; a++)
        w->c[a] = w->q[a];
    R(refresh)(d, q0, 0, w);
}

void R(lasso_solve)(const struct R(coder) * d, const REAL *q0, REAL lambda, REAL tol,
                    struct R(lasso_work) * w)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    REAL top = R(magnitude)(q0[kernel->argmax_abs(q0, d->ld)]);
    REAL slack = tol * (lambda > (REAL)1e-6 * top ? lambda : (REAL)1e-6 * top);
    bool settled = w->n == 0, sweep = true;
    slack = slack > 4 * REAL_EPS * top ? slack : 4 * REAL_EPS * top;
    R(begin_with)(d, q0, w);
    for (int sweeps = 0; sweeps < MOST_SWEEPS;) {
        top = R(magnitude)(w->gap[kernel->argmax_abs(w->gap, d->ld)]);
        bool more = top > lambda + slack;
        if (!more && settled)
            return;
        if (more) {
            REAL part = (REAL)STRONG * top;
            R(admit)(d, w, part > lambda + slack ? part : lambda + slack);
        }
        size_t padded = sb_padded(w->n);
        REAL moved = slack;
        sweep = more || !sweep;
        for (int s = 0; sweep && moved > slack / 2 && s < (more ? SWEEPS_BETWEEN : SWEEPS_AT_END);
             s++, sweeps++)
            moved = kernel->sweep(w->G, d->ld, w->n, padded, lambda, slack / 16, w->inverse, w->c,
                                  w->q);
        if (!sweep) {
            R(lasso_exact)(d, q0, lambda, w);
            REAL least = R(rounding)(w, d->ld);
            slack = slack > least ? slack : least;
        }
        settled = R(refresh)(d, q0, lambda, w) <= slack;
    }
}

/* Hand over the code in w of signal t, whose correlations are q0. */
static void R(lasso_store)(const struct R(lasso_job) * job, size_t t, const REAL *q0, REAL unit,
                           const struct R(lasso_work) * w)
{
    const struct R(coder) *d = job->d;
    const REAL *x = job->X + t * d->m;
    REAL back = unit / d->unit, gain = 0;
    size_t on = 0;
    if (job->A)
        memset(job->A + t * d->K, 0, d->K * sizeof(REAL));
    for (size_t i = 0; i < w->n; i++) {
        REAL c = w->c[i];
        size_t k = w->id[i];
        if (c == 0)
            continue;
        gain += c * (q0[k] + w->rest[k]) / 2 - (c < 0 ? -c : c) * (job->lambda / unit / d->unit);
        if (job->A)
            job->A[t * d->K + k] = c * back;
        if (job->codes) {
            job->codes->id[t * d->K + on] = k;
            job->codes->value[t * d->K + on++] = c * back;
        }
    }
    if (job->codes)
        job->codes->count[t] = on;
    if (job->cost)
        job->cost[t] = (R(sb_energy)(x, d->m, unit) / 2 - gain) * unit * unit;
}

static void R(lasso_block)(size_t begin, size_t end, size_t thread, void *ctx)
{
    const struct R(lasso_job) *job = ctx;
    const struct R(coder) *d = job->d;
    struct R(lasso_work) *w = &job->work[thread];
    REAL *q0 = job->workspace[thread], units[CODER_BLOCK];
    R(coder_correlate)(d, job->X + begin * d->m, end - begin, q0 + CODER_BLOCK * d->ld, q0, units);
    for (size_t t = begin; t < end; t++, q0 += d->ld) {
        REAL unit = units[t - begin];
        w->n = 0;
        for (size_t k = 0; job->warm && k < d->K; k++) {
            w->id[w->n] = k;
            w->c[w->n] = job->A[t * d->K + k] / unit * d->unit;
            w->n += w->c[w->n] != 0;
        }
        R(lasso_solve)(d, q0, job->lambda / unit / d->unit, job->tol, w);
        R(lasso_store)(job, t, q0, unit, w);
    }
}

enum sb_status R(lasso_job_alloc)(struct R(lasso_job) * job)
{
    const struct R(coder) *d = job->d;
    job->threads = parallel_threads();
    job->work = calloc(job->threads, sizeof *job->work);
    job->workspace = calloc(job->threads, sizeof *job->workspace);
    enum sb_status status = job->work && job->workspace ? SB_OK : SB_ENOMEM;
    for (size_t t = 0; t < job->threads && status == SB_OK; t++) {
        status = R(lasso_work_alloc)(&job->work[t], d->K);
        job->workspace[t] = sb_vector(CODER_BLOCK * (d->m + d->ld), sizeof(REAL));
        if (!job->workspace[t])
            status = SB_ENOMEM;
    }
    if (status != SB_OK)
        R(lasso_job_free)(job);
    return status;
}

void R(lasso_job_free)(struct R(lasso_job) * job)
{
    for (size_t t = 0; t < job->threads; t++) {
        if (job->work)
            R(lasso_work_free)(&job->work[t]);
        if (job->workspace)
            free(job->workspace[t]);
    }
    free(job->work);
    free(job->workspace);
    job->work = NULL;
    job->workspace = NULL;
}

void R(lasso_job_run)(struct R(lasso_job) * job, size_t n)
{
    /* Split a minibatch into small pieces, so that no thread waits long for another. */
    parallel_for(n, n < 8 * CODER_BLOCK ? CODER_BLOCK / 2 : CODER_BLOCK, R(lasso_block), job);
}

enum sb_status R(lasso_codes)(const REAL *X, size_t n, size_t m, const REAL *D, size_t K,
                              REAL lambda, REAL tol, REAL *A)
{
    struct R(coder) d;
    if (m == 0 || K == 0 || !(lambda >= 0) || !(tol > 0))
        return SB_EINVAL;
    if (!R(sb_finite)(X, n * m) || !R(sb_finite)(D, K * m) || !isfinite(lambda))
        return SB_ENONFINITE;
    enum sb_status status = R(coder_alloc)(&d, K, m);
    if (status != SB_OK)
        return status;
    R(coder_set)(&d, D);
    struct R(lasso_job) job = {.d = &d, .X = X, .lambda = lambda, .tol = tol, .A = A};
    status = R(lasso_job_alloc)(&job);
    if (status == SB_OK) {
        R(lasso_job_run)(&job, n);
        R(lasso_job_free)(&job);
    }
    R(coder_free)(&d);
    return status;
}

#endif
