#ifndef REAL /* This part once; the rest for double and for float: see double_and_float.h. */
#include "omp.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "coder.h"
#include "kernels.h"

/* Atoms measured together: few enough to stay in the first-level cache. */
enum { TOGETHER = 8 };
/* Dictionaries of so many bytes are copied. */
enum { SMALL = 1 << 20 };

#define SB_BODY "coding/omp.c"
#include "double_and_float.h"
#else

/* Less than this fraction of a norm is rounding. */
static const REAL R(tiny) = (REAL)(REAL_EPS > 1e-10 ? 1e-5 : 1e-10);

/* A search is limited by how fast atoms are read. A copy whose rows begin on a cache line is read
 * twice as fast, as long as it stays in the cache; larger dictionaries are read in place. Means are
 * subtracted inside the sums. */
struct R(pursuit) {
    size_t K, n, wide, k; /* wide = sb_padded(n) */
    bool centre;
    const REAL *given; /* K x n */
    const REAL *D;     /* K x n, rows ld apart, within the range of sb_unit */
    size_t ld;
    REAL *workspace;    /* all arrays below */
    REAL *residual;     /* wide */
    REAL *basis;        /* k x wide, orthonormal */
    REAL *ones;         /* wide: 1 for each sample, then 0 */
    REAL *mean;         /* K: of the atoms in D; 0 when not to be centred */
    REAL *norm2, *own2; /* K: squared norms; of the parts orthogonal to the basis */
    REAL *q, *score;    /* K, padded with 0: correlations; what decides, by the second rule */
    REAL *factor;       /* k x k: atom i = sum_j factor[i k + j] basis_j */
    REAL *z;            /* k: <basis_i, signal> */
    REAL *copy;         /* K x wide: D where it is small or its unit is not 1; else NULL */
    REAL D_unit, y_unit, y_mean, y_norm2;
};

static REAL R(root)(REAL x)
{
    return (REAL)sqrt((double)x);
}

/* Means and squared norms, once centred, of x[rows x n], rows ld apart. A norm is 0
 * when only rounding is left. */
static void R(measure)(const struct R(pursuit) * p, const REAL *x, size_t ld, size_t rows,
                       REAL *mean, REAL *norm2)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    REAL rounding = (REAL)p->n * REAL_EPS;
    memset(mean, 0, rows * sizeof *mean);
    if (p->centre)
        kernel->dots(x, ld, rows, mean, p->ones, p->n, mean);
    for (size_t j = 0; j < rows; j++)
        mean[j] /= (REAL)p->n;
    kernel->squares(x, ld, rows, mean, p->n, norm2);
    for (size_t j = 0; j < rows; j++) {
        REAL before = norm2[j] + (REAL)p->n * mean[j] * mean[j];
        if (!(norm2[j] > rounding * rounding * before))
            norm2[j] = 0;
    }
}

/* out[wide] = x[n] - mean, then 0; all 0 when norm2 is. out may be x. */
static void R(centred)(const struct R(pursuit) * p, const REAL *x, REAL mean, REAL norm2, REAL *out)
{
    for (size_t i = 0; i < p->n; i++)
        out[i] = norm2 > 0 ? x[i] - mean : 0;
    memset(out + p->n, 0, (p->wide - p->n) * sizeof *out);
}

/* q_j = <d_j, x> for `rows` atoms from the first-th on. */
static void R(correlate)(const struct R(pursuit) * p, size_t first, size_t rows, const REAL *x)
{
    R(kernels_now)
    ()->dots(p->D + first * p->ld, p->ld, rows, p->mean + first, x, p->n, p->q + first);
    for (size_t j = first; j < first + rows; j++)
        p->q[j] = p->norm2[j] > 0 ? p->q[j] : 0;
}

/* One allocation, none of it written before it is used. */
static bool R(pursuit_alloc)(struct R(pursuit) * p)
{
    size_t K = p->K, wide = p->wide, k = p->k;
    size_t most = (size_t)-1 / sizeof(REAL) / 8;
    if (K > most / wide || K > most / K)
        return false;
    bool copy = p->D_unit != 1 || K * wide <= SMALL / sizeof(REAL);
    size_t count = (k + 2) * wide + 2 * sb_padded(K) + 3 * K + k * k + k +
                   (copy ? K * wide + SB_LANES : 0);
    p->workspace = aligned_alloc(64, (count * sizeof(REAL) + 63) / 64 * 64);
    if (!p->workspace)
        return false;
    p->residual = p->workspace;
    p->basis = p->residual + wide;
    p->ones = p->basis + k * wide;
    p->q = p->ones + wide;
    p->score = p->q + sb_padded(K);
    p->mean = p->score + sb_padded(K);
    p->norm2 = p->mean + K;
    p->own2 = p->norm2 + K;
    p->factor = p->own2 + K;
    p->z = p->factor + k * k;
    if (copy) /* on a cache line, as the workspace is */
        p->copy = p->workspace + (count - K * wide) / SB_LANES * SB_LANES;
    p->D = copy ? p->copy : p->given;
    p->ld = copy ? wide : p->n;
    return true;
}

static void R(copy_atom)(const struct R(pursuit) * p, size_t j)
{
    const REAL *from = p->given + j * p->n;
    REAL *to = p->copy + j * p->wide;
    if (p->D_unit == 1)
        memcpy(to, from, p->n * sizeof *to);
    for (size_t i = 0; p->D_unit != 1 && i < p->n; i++)
        to[i] = from[i] / p->D_unit;
}

static void R(pursuit_start)(struct R(pursuit) * p, const REAL *y)
{
    size_t n = p->n, K = p->K;
    for (size_t i = 0; i < p->wide; i++)
        p->ones[i] = i < n;
    for (size_t i = 0; i < n; i++)
        p->residual[i] = y[i] / p->y_unit;
    R(measure)(p, p->residual, n, 1, &p->y_mean, &p->y_norm2);
    R(centred)(p, p->residual, p->y_mean, p->y_norm2, p->residual);
    for (size_t j = 0; j < K; j += TOGETHER) {
        size_t rows = K - j < TOGETHER ? K - j : TOGETHER;
        for (size_t r = j; p->copy && r < j + rows; r++)
            R(copy_atom)(p, r);
        R(measure)(p, p->D + j * p->ld, p->ld, rows, p->mean + j, p->norm2 + j);
        R(correlate)(p, j, rows, p->residual);
    }
    memcpy(p->own2, p->norm2, K * sizeof *p->own2);
    for (size_t j = K; j < sb_padded(K); j++)
        p->q[j] = p->score[j] = 0;
}

/* The atom to pick, or K when none could help. */
static size_t R(pursuit_best)(const struct R(pursuit) * p, enum omp_rule rule)
{
    const REAL *score = p->q;
    for (size_t j = 0; rule == OMP_LEAST_SQUARES && j < p->K; j++)
        p->score[j] = p->own2[j] > R(tiny) * p->norm2[j] ? p->q[j] / R(root)(p->own2[j]) : 0;
    if (rule == OMP_LEAST_SQUARES)
        score = p->score;
    size_t best = R(kernels_now)()->argmax_abs(score, sb_padded(p->K));
    double size = sqrt((double)p->norm2[best] * (double)p->y_norm2);
    bool helps = fabs((double)p->q[best]) > (double)R(tiny) * size;
    return helps && score[best] != 0 ? best : p->K;
}

/* Add an atom to the basis as its i-th member; false when it brings nothing new. */
static bool R(pursuit_extend)(struct R(pursuit) * p, size_t atom, size_t i)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    REAL *b = p->basis + i * p->wide;
    R(centred)(p, p->D + atom * p->ld, p->mean[atom], p->norm2[atom], b);
    for (size_t j = 0; j < i; j++) {
        REAL part = kernel->dot(p->basis + j * p->wide, b, p->wide);
        kernel->axpy(-part, p->basis + j * p->wide, b, p->wide);
        p->factor[i * p->k + j] = part;
    }
    REAL norm = R(root)(kernel->dot(b, b, p->wide));
    if (!(norm > R(tiny) * R(root)(p->norm2[atom])))
        return false;
    for (size_t t = 0; t < p->n; t++)
        b[t] *= 1 / norm;
    p->factor[i * p->k + i] = norm;
    p->z[i] = kernel->dot(b, p->residual, p->wide);
    kernel->axpy(-p->z[i], b, p->residual, p->wide);
    return true;
}

/* Coefficients of the first `picked` atoms: sum_i h_i factor_i = z, from the last. */
static void R(pursuit_solve)(const struct R(pursuit) * p, size_t picked, REAL *h)
{
    for (size_t j = picked; j-- > 0;) {
        REAL sum = p->z[j];
        for (size_t i = j + 1; i < picked; i++)
            sum -= p->factor[i * p->k + j] * h[i];
        h[j] = sum / p->factor[j * p->k + j];
    }
}

static void R(pursue)(struct R(pursuit) * p, const struct omp_options *o, struct R(omp_code) * code)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    for (code->found = 0; code->found < o->k; code->found++) {
        size_t i = code->found;
        if (i > 0)
            R(correlate)(p, 0, p->K, p->residual);
        size_t best = R(pursuit_best)(p, o->rule);
        if (best == p->K || !R(pursuit_extend)(p, best, i))
            return;
        code->support[i] = best;
        if (code->rest)
            code->rest[i] = kernel->dot(p->residual, p->residual, p->wide) * p->y_unit * p->y_unit;
        if (o->rule == OMP_CORRELATION)
            continue;
        R(correlate)(p, 0, p->K, p->basis + i * p->wide);
        for (size_t j = 0; j < p->K; j++)
            p->own2[j] -= p->q[j] * p->q[j];
    }
}

/* Weights, path and intercept, back in the units of D and y. */
static void R(pursuit_finish)(const struct R(pursuit) * p, size_t k, struct R(omp_code) * code)
{
    REAL back = p->y_unit / p->D_unit;
    R(pursuit_solve)(p, code->found, code->h);
    code->intercept = p->y_mean * p->y_unit;
    for (size_t i = 0; i < code->found; i++) {
        code->intercept -= code->h[i] * p->mean[code->support[i]] * p->y_unit;
        code->h[i] *= back;
    }
    for (size_t i = 0; code->path && i < code->found; i++) {
        R(pursuit_solve)(p, i + 1, code->path + i * k);
        for (size_t j = 0; j <= i; j++)
            code->path[i * k + j] *= back;
    }
}

enum sb_status R(omp_single)(const REAL *D, size_t K, size_t n, const REAL *y,
                             const struct omp_options *o, struct R(omp_code) * code)
{
    if (K == 0 || n == 0 || o->k == 0 || o->k > K)
        return SB_EINVAL;
    const struct R(kernels) *kernel = R(kernels_now)();
    REAL D_top = kernel->top_abs(D, K * n), y_top = kernel->top_abs(y, n);
    if (!isfinite(D_top) || !isfinite(y_top))
        return SB_ENONFINITE;
    memset(code->support, 0, o->k * sizeof *code->support);
    memset(code->h, 0, o->k * sizeof *code->h);
    if (code->rest)
        memset(code->rest, 0, o->k * sizeof *code->rest);
    if (code->path)
        memset(code->path, 0, o->k * o->k * sizeof *code->path);
    struct R(pursuit) p = {.K = K,
                           .n = n,
                           .wide = sb_padded(n),
                           .k = o->k,
                           .given = D,
                           .centre = o->intercept,
                           .D_unit = R(sb_unit)(&D_top, 1),
                           .y_unit = R(sb_unit)(&y_top, 1)};
    if (!R(pursuit_alloc)(&p))
        return SB_ENOMEM;
    R(pursuit_start)(&p, y);
    R(pursue)(&p, o, code);
    R(pursuit_finish)(&p, o->k, code);
    free(p.workspace);
    return SB_OK;
}

#endif
