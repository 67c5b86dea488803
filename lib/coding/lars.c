#ifndef REAL /* This part once; the rest for double and for float: see double_and_float.h. */
#include "lars.h"

#include <float.h>
#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "coder.h"
#include "parallel.h"

#define SB_BODY "coding/lars.c"
#include "double_and_float.h"
#else

/* Corners closer than this fraction of the first lambda count as one, and slopes that differ by
 * less as parallel. */
static const REAL R(same) = (REAL)(REAL_EPS > 1e-10 ? 1e-5 : 1e-10);

/* At a corner, correlations within this fraction of lambda count as at the limit. */
static const REAL R(tied) = 64 * REAL_EPS;

/* A falling coefficient counts as 0 once it is at most this fraction of the largest. */
static const REAL R(gone) = (REAL)(REAL_EPS > 1e-10 ? 1e-5 : 1e-12);

struct R(walk) {
    const struct R(coder) * d;
    REAL *q0, *c; /* ld: correlations of the signal, and of the residual */
    REAL *a;      /* ld: the code */
    REAL *w, *g;  /* ld: how the coefficients on, and all correlations, change */
    REAL *v;      /* ld: the change of each atom so far, while settle looks for the best */
    REAL *H, *diagonal, *y, *b; /* for the equations: see take */
    size_t *id, on, factored;   /* the atoms on; how many are in H */
    REAL *sign;                 /* of each atom on */
    bool *out;                  /* ld: atoms that cannot join */
};

static void R(walk_free)(struct R(walk) * w)
{
    free(w->q0);
    free(w->c);
    free(w->a);
    free(w->w);
    free(w->g);
    free(w->v);
    free(w->H);
    free(w->diagonal);
    free(w->y);
    free(w->b);
    free(w->id);
    free(w->sign);
    free(w->out);
}

static enum sb_status R(walk_alloc)(struct R(walk) * w, const struct R(coder) * d)
{
    size_t ld = d->ld;
    *w = (struct R(walk)){.d = d,
                          .q0 = sb_vector(CODER_BLOCK * ld, sizeof(REAL)),
                          .c = sb_vector(ld, sizeof(REAL)),
                          .a = sb_vector(ld, sizeof(REAL)),
                          .w = sb_vector(ld, sizeof(REAL)),
                          .g = sb_vector(ld, sizeof(REAL)),
                          .v = sb_vector(ld, sizeof(REAL)),
                          .H = sb_vector(ld * ld, sizeof(REAL)),
                          .diagonal = sb_vector(ld, sizeof(REAL)),
                          .y = sb_vector(ld, sizeof(REAL)),
                          .b = sb_vector(ld, sizeof(REAL)),
                          .id = sb_vector(ld, sizeof(size_t)),
                          .sign = sb_vector(ld, sizeof(REAL)),
                          .out = sb_vector(ld, sizeof(bool))};
    bool complete = w->q0 && w->c && w->a && w->w && w->g && w->v && w->H && w->diagonal && w->y &&
                    w->b && w->id && w->sign && w->out;
    return complete ? SB_OK : SB_ENOMEM;
}

/* Take the k-th atom that is on into the factor U, U^T U = G_on, and into y, U^T y = sign; false
 * when it is a combination of those before it. Row i of U is in H, zeros left of its diagonal,
 * which is kept apart. */
static bool R(take)(struct R(walk) * w, size_t k)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    size_t ld = w->d->ld, wide = sb_padded(k), atom = w->id[k];
    REAL norm2 = w->d->G[atom * ld + atom], *b = w->b;
    for (size_t i = 0; i < k; i++)
        b[i] = w->d->G[w->id[i] * ld + atom];
    for (size_t i = 0; i < k; i++) {
        size_t first = i / SB_LANES * SB_LANES;
        b[i] /= w->diagonal[i];
        kernel->axpy(-b[i], w->H + i * ld + first, b + first, wide - first);
    }
    memset(b + k, 0, (wide - k) * sizeof *b);
    REAL left = norm2 - kernel->dot(b, b, wide);
    if (!(left > 16 * REAL_EPS * norm2))
        return false;
    for (size_t i = 0; i < k; i++)
        w->H[i * ld + k] = b[i];
    memset(w->H + k * ld, 0, ld * sizeof *w->H);
    w->diagonal[k] = (REAL)sqrt((double)left);
    w->y[k] = (w->sign[k] - kernel->dot(b, w->y, wide)) / w->diagonal[k];
    return true;
}

/* Solve G_on w = sign; false when the atoms on are dependent. Then g = D D_on^T w. The factor is
 * kept from one corner to the next: only what is new is taken into it. */
static bool R(direction)(struct R(walk) * w)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    size_t ld = w->d->ld, wide = sb_padded(w->on);
    for (; w->factored < w->on; w->factored++)
        if (!R(take)(w, w->factored))
            return false;
    memset(w->w, 0, ld * sizeof *w->w);
    for (size_t i = w->on; i-- > 0;) {
        size_t first = i / SB_LANES * SB_LANES;
        REAL known = kernel->dot(w->H + i * ld + first, w->w + first, wide - first);
        w->w[i] = (w->y[i] - known) / w->diagonal[i];
        w->b[i] = -w->w[i];
    }
    memset(w->g, 0, ld * sizeof *w->g);
    kernel->minus_rows(w->g, w->g, w->d->G, ld, w->id, w->b, w->on, ld);
    return true;
}

/* Switch atom k on; false, and it stays off, if it is a combination of those that are on. */
static bool R(join)(struct R(walk) * w, size_t k)
{
    w->id[w->on] = k;
    w->sign[w->on] = w->c[k] < 0 ? -1 : 1;
    w->on++;
    w->out[k] = true; /* it is on already */
    if (R(direction)(w))
        return true;
    w->on--;
    R(direction)(w);
    return false;
}

/* Switch off the i-th of the atoms that are on. */
static void R(take_off)(struct R(walk) * w, size_t i)
{
    w->on--;
    w->factored = w->factored < i ? w->factored : i;
    memmove(w->id + i, w->id + i + 1, (w->on - i) * sizeof *w->id);
    memmove(w->sign + i, w->sign + i + 1, (w->on - i) * sizeof *w->sign);
    /* Without it, others may no longer be combinations of those on. */
    for (size_t k = 0; k < w->d->K; k++)
        w->out[k] = w->d->G[k * w->d->ld + k] == 0;
    for (size_t j = 0; j < w->on; j++)
        w->out[w->id[j]] = true;
}

/* Of the atoms at the limit, the one whose correlation would fall most behind lambda; or K. */
static size_t R(most_behind)(const struct R(walk) * w, REAL lambda, REAL close)
{
    size_t worst = w->d->K;
    REAL least = 1 - R(same);
    for (size_t k = 0; k < w->d->K; k++) {
        REAL size = w->c[k] < 0 ? -w->c[k] : w->c[k], fall = w->c[k] < 0 ? -w->g[k] : w->g[k];
        if (w->out[k] || size < lambda - close || fall >= least)
            continue;
        least = fall;
        worst = k;
    }
    return worst;
}

/* Start from changes v that agree with the atoms' signs. Move towards the solution w as far as the
 * signs allow and switch off the atoms that are 0 there, until w agrees with all signs; then v is
 * w. */
static void R(with_their_signs)(struct R(walk) * w)
{
    for (;;) {
        REAL share = 1;
        size_t first = w->on;
        for (size_t i = 0; i < w->on; i++) {
            REAL was = w->sign[i] * w->v[w->id[i]], now = w->sign[i] * w->w[i];
            if (w->a[w->id[i]] != 0 || now > 0)
                continue;
            REAL here = was > now ? was / (was - now) : 0;
            if (first == w->on || here < share) {
                share = here;
                first = i;
            }
        }
        for (size_t i = 0; i < w->on; i++)
            w->v[w->id[i]] += share * (w->w[i] - w->v[w->id[i]]);
        if (first == w->on)
            return;
        w->v[w->id[first]] = 0;
        R(take_off)(w, first);
        R(direction)(w);
    }
}

/* Which atoms move from this corner on, and how. Of those at the limit some are on already; of
 * the others, which are 0, only those may move that then move with their sign, and the rest must
 * fall no slower than lambda:
 *
 *   w minimises 1/2 w^T G w - sign^T w,  sign_k w_k >= 0 where a_k = 0,
 *
 * by the active sets of Lawson & Hanson 1974, Solving Least Squares Problems, ch. 23. */
static void R(settle)(struct R(walk) * w, REAL lambda, REAL close)
{
    memset(w->v, 0, w->d->ld * sizeof *w->v);
    R(with_their_signs)(w);
    /* Each round finds a lower minimum, so none comes twice, except by rounding. */
    for (size_t round = 0; round < 3 * w->d->K; round++) {
        size_t k = R(most_behind)(w, lambda, close);
        if (k == w->d->K)
            return;
        if (R(join)(w, k))
            R(with_their_signs)(w);
    }
}

/* How far lambda can fall before the next corner, at most to `least`, which a corner as close
 * as `close` is, too. An atom that joins there is *joins (else K), one that leaves is the
 * *leaves-th on (else w->on). */
static REAL R(next_corner)(const struct R(walk) * w, REAL lambda, REAL least, REAL close,
                           size_t *joins, size_t *leaves)
{
    REAL way = lambda - least - close;
    *joins = w->d->K;
    *leaves = w->on;
    for (size_t k = 0; k < w->d->K; k++) {
        if (w->out[k])
            continue;
        /* c - t g meets lambda - t from below, or -(lambda - t) from above. */
        REAL up = 1 - w->g[k] > R(same) ? (lambda - w->c[k]) / (1 - w->g[k]) : INFINITY;
        REAL down = 1 + w->g[k] > R(same) ? (lambda + w->c[k]) / (1 + w->g[k]) : INFINITY;
        REAL t = up < down ? up : down;
        t = t > 0 ? t : 0;
        if (t < way) {
            way = t;
            *joins = k;
        }
    }
    for (size_t i = 0; i < w->on; i++) {
        REAL now = w->sign[i] * w->a[w->id[i]], change = w->sign[i] * w->w[i];
        REAL t = now > 0 ? -now / change : 0;
        if (change < 0 && t < way) {
            way = t;
            *joins = w->d->K;
            *leaves = i;
        }
    }
    return *joins == w->d->K && *leaves == w->on ? lambda - least : way;
}

/* Where corners go, in the units of the signal and of the atoms. */
struct R(record) {
    REAL *lambda, *A, unit, back;
    size_t most, found;
};

/* Record a corner, when asked to; false when the output is full. */
static bool R(record_corner)(struct R(record) * r, const struct R(walk) * w, REAL lambda)
{
    if (!r)
        return true;
    if (r->found == r->most)
        return false;
    r->lambda[r->found] = lambda * r->unit;
    for (size_t k = 0; k < w->d->K; k++)
        r->A[r->found * w->d->K + k] = w->a[k] * r->back;
    r->found++;
    return true;
}

/* Go `way` along w. What is 0 then goes off, the leaves-th for certain. */
static void R(go)(struct R(walk) * w, const REAL *q0, REAL way, size_t leaves)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    size_t ld = w->d->ld;
    REAL largest = 0; /* a_k^2 |d_k|^2 */
    for (size_t i = 0; i < w->on; i++) {
        REAL *a = w->a + w->id[i], share;
        *a += way * w->w[i];
        share = *a * *a * w->d->G[w->id[i] * ld + w->id[i]];
        largest = share > largest ? share : largest;
    }
    for (size_t i = w->on; i-- > 0;) {
        size_t k = w->id[i];
        REAL share = w->a[k] * w->a[k] * w->d->G[k * ld + k];
        REAL part = w->sign[i] * w->w[i] < 0 ? R(gone) : R(tied);
        if (i == leaves || w->sign[i] * w->a[k] <= 0 || share <= part * part * largest) {
            w->a[k] = 0;
            R(take_off)(w, i);
        }
    }
    for (size_t i = 0; i < w->on; i++)
        w->b[i] = w->a[w->id[i]];
    kernel->minus_rows(w->c, q0, w->d->G, ld, w->id, w->b, w->on, ld);
}

/* Walk from the first atom down to `least`, for the signal with correlations q0. */
static void R(walk_down)(struct R(walk) * w, const REAL *q0, REAL least, struct R(record) * r)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    size_t ld = w->d->ld, K = w->d->K, joins = kernel->argmax_abs(q0, ld), leaves;
    REAL lambda = q0[joins] < 0 ? -q0[joins] : q0[joins];
    REAL first = lambda, tiny = R(same) * first, close;
    w->on = w->factored = 0;
    memset(w->a, 0, ld * sizeof *w->a);
    memcpy(w->c, q0, ld * sizeof *w->c);
    for (size_t k = 0; k < K; k++)
        w->out[k] = w->d->G[k * ld + k] == 0;
    if (!R(record_corner)(r, w, lambda > least ? lambda : least) || lambda <= least || lambda == 0)
        return;
    /* Far more corners than any path has in practice: a guard against endless loops. */
    for (size_t step = 0; step < 100 * K + 100; step++) {
        if (joins < K)
            R(join)(w, joins);
        else
            R(direction)(w);
        close = R(tied) * lambda;
        R(settle)(w, lambda, close);
        REAL way = R(next_corner)(w, lambda, least, close, &joins, &leaves);
        lambda -= way;
        /* This close to the end, further corners would be rounding. */
        bool last = lambda - least <= 16 * REAL_EPS * first;
        lambda = last ? least : lambda;
        R(go)(w, q0, way, leaves);
        if ((way > tiny || last) && !R(record_corner)(r, w, lambda))
            return;
        if (last)
            return;
    }
}

enum sb_status R(lars_path)(const REAL *D, size_t K, size_t m, const REAL *x, REAL least,
                            size_t corners, REAL *lambda, REAL *A, size_t *found)
{
    struct R(coder) d;
    struct R(walk) w;
    if (K == 0 || m == 0 || corners == 0 || !(least >= 0))
        return SB_EINVAL;
    if (!R(sb_finite)(D, K * m) || !R(sb_finite)(x, m) || isinf(least))
        return SB_ENONFINITE;
    enum sb_status status = R(coder_alloc)(&d, K, m);
    if (status != SB_OK)
        return status;
    R(coder_set)(&d, D);
    status = R(walk_alloc)(&w, &d);
    REAL *workspace = sb_vector(CODER_BLOCK * m, sizeof *workspace), unit;
    if (!workspace)
        status = SB_ENOMEM;
    if (status == SB_OK) {
        R(coder_correlate)(&d, x, 1, workspace, w.q0, &unit);
        struct R(record) r = {lambda, A, unit * d.unit, unit / d.unit, corners, 0};
        R(walk_down)(&w, w.q0, least / unit / d.unit, &r);
        *found = r.found;
    }
    free(workspace);
    R(walk_free)(&w);
    R(coder_free)(&d);
    return status;
}

struct R(walks) {
    const struct R(coder) * d;
    const REAL *X;
    REAL lambda, *A;
    atomic_int status;
};

static void R(walk_some)(size_t begin, size_t end, size_t thread, void *ctx)
{
    struct R(walks) *job = ctx;
    const struct R(coder) *d = job->d;
    struct R(walk) w;
    REAL units[CODER_BLOCK], *workspace = sb_vector(CODER_BLOCK * d->m, sizeof *workspace);
    (void)thread;
    if (R(walk_alloc)(&w, d) != SB_OK || !workspace) {
        atomic_store(&job->status, SB_ENOMEM);
        end = begin;
    } else {
        R(coder_correlate)(d, job->X + begin * d->m, end - begin, workspace, w.q0, units);
    }
    for (size_t t = begin; t < end; t++) {
        REAL unit = units[t - begin];
        R(walk_down)(&w, w.q0 + (t - begin) * d->ld, job->lambda / unit / d->unit, NULL);
        for (size_t k = 0; k < d->K; k++)
            job->A[t * d->K + k] = w.a[k] * (unit / d->unit);
    }
    free(workspace);
    R(walk_free)(&w);
}

enum sb_status R(lars_codes)(const REAL *X, size_t n, size_t m, const REAL *D, size_t K,
                             REAL lambda, REAL *A)
{
    struct R(coder) d;
    if (m == 0 || K == 0 || !(lambda >= 0))
        return SB_EINVAL;
    if (!R(sb_finite)(X, n * m) || !R(sb_finite)(D, K * m) || isinf(lambda))
        return SB_ENONFINITE;
    enum sb_status status = R(coder_alloc)(&d, K, m);
    if (status != SB_OK)
        return status;
    R(coder_set)(&d, D);
    struct R(walks) job = {.d = &d, .X = X, .lambda = lambda, .A = A};
    parallel_for(n, CODER_BLOCK, R(walk_some), &job);
    R(coder_free)(&d);
    return (enum sb_status)atomic_load(&job.status);
}

#endif
