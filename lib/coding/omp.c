#include "omp.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "coder.h"
#include "kernels.h"

/* Less than this part of a norm is rounding. */
static const double TINY = 1e-10;

/* Atoms measured together: few enough to stay in the first cache meanwhile. */
enum { TOGETHER = 8 };

/* Atoms are read where they are: what a search waits for is the memory, and a centred copy of all
 * would cost as much as several picks. Means are taken away on the way into the sums, which
 * gives the same digits. */
struct pursuit {
    size_t K, n, wide, k; /* wide = sb_padded(n) */
    bool centre;
    const double *D;      /* K x n, within the range of sb_unit */
    double *room;         /* all arrays below */
    double *residual;     /* wide */
    double *basis;        /* k x wide, orthonormal */
    double *ones;         /* wide: 1 for each sample, then 0 */
    double *mean;         /* K: of the atoms in D; 0 when not to be centred */
    double *norm2, *own2; /* K: squared norms; of the parts orthogonal to the basis */
    double *q, *score;    /* K, padded with 0: correlations; what decides, by the second rule */
    double *R;            /* k x k: atom i = sum_j R[i k + j] basis_j */
    double *z;            /* k: <basis_i, signal> */
    double *scaled;       /* K x n: the copy that D is when its unit is not 1 */
    double D_unit, y_unit, y_mean, y_norm2;
};

/* Means and squared norms, once centred, of x[rows x n]. A norm is 0 when only rounding is left. */
static void measure(const struct pursuit *p, const double *x, size_t rows, double *mean,
                    double *norm2)
{
    const struct kernels *kernel = kernels_now();
    double rounding = (double)p->n * DBL_EPSILON;
    memset(mean, 0, rows * sizeof *mean);
    if (p->centre)
        kernel->dots(x, p->n, rows, mean, p->ones, p->n, mean);
    for (size_t j = 0; j < rows; j++)
        mean[j] /= (double)p->n;
    kernel->squares(x, p->n, rows, mean, p->n, norm2);
    for (size_t j = 0; j < rows; j++) {
        double before = norm2[j] + (double)p->n * mean[j] * mean[j];
        if (!(norm2[j] > rounding * rounding * before))
            norm2[j] = 0;
    }
}

/* out[wide] = x[n] - mean, then 0; all 0 when norm2 is. out may be x. */
static void centred(const struct pursuit *p, const double *x, double mean, double norm2,
                    double *out)
{
    for (size_t i = 0; i < p->n; i++)
        out[i] = norm2 > 0 ? x[i] - mean : 0;
    memset(out + p->n, 0, (p->wide - p->n) * sizeof *out);
}

/* q_j = <d_j, x> for `rows` atoms from the first-th on. */
static void correlate(const struct pursuit *p, size_t first, size_t rows, const double *x)
{
    kernels_now()->dots(p->D + first * p->n, p->n, rows, p->mean + first, x, p->n, p->q + first);
    for (size_t j = first; j < first + rows; j++)
        p->q[j] = p->norm2[j] > 0 ? p->q[j] : 0;
}

/* One allocation, none of it written before it is used. */
static bool pursuit_alloc(struct pursuit *p)
{
    size_t K = p->K, n = p->n, wide = p->wide, k = p->k;
    size_t most = (size_t)-1 / sizeof(double) / 8;
    bool copy = p->D_unit != 1;
    if (K > most / wide || K > most / K)
        return false;
    size_t count = (k + 2) * wide + 2 * sb_padded(K) + 3 * K + k * k + k + (copy ? K * n : 0);
    p->room = aligned_alloc(64, (count * sizeof(double) + 63) / 64 * 64);
    if (!p->room)
        return false;
    p->residual = p->room;
    p->basis = p->residual + wide;
    p->ones = p->basis + k * wide;
    p->q = p->ones + wide;
    p->score = p->q + sb_padded(K);
    p->mean = p->score + sb_padded(K);
    p->norm2 = p->mean + K;
    p->own2 = p->norm2 + K;
    p->R = p->own2 + K;
    p->z = p->R + k * k;
    p->scaled = p->z + k;
    return true;
}

static void pursuit_start(struct pursuit *p, const double *y)
{
    size_t n = p->n, K = p->K;
    for (size_t i = 0; i < p->wide; i++)
        p->ones[i] = i < n;
    for (size_t i = 0; i < n; i++)
        p->residual[i] = y[i] / p->y_unit;
    for (size_t i = 0; p->D_unit != 1 && i < K * n; i++)
        p->scaled[i] = p->D[i] / p->D_unit;
    if (p->D_unit != 1)
        p->D = p->scaled;
    measure(p, p->residual, 1, &p->y_mean, &p->y_norm2);
    centred(p, p->residual, p->y_mean, p->y_norm2, p->residual);
    for (size_t j = 0; j < K; j += TOGETHER) {
        size_t rows = K - j < TOGETHER ? K - j : TOGETHER;
        measure(p, p->D + j * n, rows, p->mean + j, p->norm2 + j);
        correlate(p, j, rows, p->residual);
    }
    memcpy(p->own2, p->norm2, K * sizeof *p->own2);
    for (size_t j = K; j < sb_padded(K); j++)
        p->q[j] = p->score[j] = 0;
}

/* The atom to pick, or K when none could help. */
static size_t pursuit_best(const struct pursuit *p, enum omp_rule rule)
{
    const double *score = p->q;
    for (size_t j = 0; rule == OMP_LEAST_SQUARES && j < p->K; j++)
        p->score[j] = p->own2[j] > TINY * p->norm2[j] ? p->q[j] / sqrt(p->own2[j]) : 0;
    if (rule == OMP_LEAST_SQUARES)
        score = p->score;
    size_t best = kernels_now()->argmax_abs(score, sb_padded(p->K));
    bool helps = fabs(p->q[best]) > TINY * sqrt(p->norm2[best] * p->y_norm2);
    return helps && score[best] != 0 ? best : p->K;
}

/* Add an atom to the basis as its i-th member; false when it brings nothing new. */
static bool pursuit_extend(struct pursuit *p, size_t atom, size_t i)
{
    const struct kernels *kernel = kernels_now();
    double *b = p->basis + i * p->wide;
    centred(p, p->D + atom * p->n, p->mean[atom], p->norm2[atom], b);
    for (size_t j = 0; j < i; j++) {
        double part = kernel->dot(p->basis + j * p->wide, b, p->wide);
        kernel->axpy(-part, p->basis + j * p->wide, b, p->wide);
        p->R[i * p->k + j] = part;
    }
    double norm = sqrt(kernel->dot(b, b, p->wide));
    if (!(norm > TINY * sqrt(p->norm2[atom])))
        return false;
    for (size_t t = 0; t < p->n; t++)
        b[t] *= 1 / norm;
    p->R[i * p->k + i] = norm;
    p->z[i] = kernel->dot(b, p->residual, p->wide);
    kernel->axpy(-p->z[i], b, p->residual, p->wide);
    return true;
}

/* Coefficients of the first `picked` atoms: sum_i h_i R_i = z, from the last. */
static void pursuit_solve(const struct pursuit *p, size_t picked, double *h)
{
    for (size_t j = picked; j-- > 0;) {
        double sum = p->z[j];
        for (size_t i = j + 1; i < picked; i++)
            sum -= p->R[i * p->k + j] * h[i];
        h[j] = sum / p->R[j * p->k + j];
    }
}

static void pursue(struct pursuit *p, const struct omp_options *o, struct omp_code *code)
{
    const struct kernels *kernel = kernels_now();
    for (code->found = 0; code->found < o->k; code->found++) {
        size_t i = code->found;
        if (i > 0)
            correlate(p, 0, p->K, p->residual);
        size_t best = pursuit_best(p, o->rule);
        if (best == p->K || !pursuit_extend(p, best, i))
            return;
        code->support[i] = best;
        if (code->rest)
            code->rest[i] =
                kernel->dot(p->residual, p->residual, p->wide) * p->y_unit * p->y_unit;
        if (o->rule == OMP_CORRELATION)
            continue;
        correlate(p, 0, p->K, p->basis + i * p->wide);
        for (size_t j = 0; j < p->K; j++)
            p->own2[j] -= p->q[j] * p->q[j];
    }
}

/* Weights, path and intercept, back in the units of D and y. */
static void pursuit_finish(const struct pursuit *p, size_t k, struct omp_code *code)
{
    double back = p->y_unit / p->D_unit;
    pursuit_solve(p, code->found, code->h);
    code->intercept = p->y_mean * p->y_unit;
    for (size_t i = 0; i < code->found; i++) {
        code->intercept -= code->h[i] * p->mean[code->support[i]] * p->y_unit;
        code->h[i] *= back;
    }
    for (size_t i = 0; code->path && i < code->found; i++) {
        pursuit_solve(p, i + 1, code->path + i * k);
        for (size_t j = 0; j <= i; j++)
            code->path[i * k + j] *= back;
    }
}

enum sb_status omp_single(const double *D, size_t K, size_t n, const double *y,
                          const struct omp_options *o, struct omp_code *code)
{
    if (K == 0 || n == 0 || o->k == 0 || o->k > K)
        return SB_EINVAL;
    const struct kernels *kernel = kernels_now();
    double D_top = kernel->top_abs(D, K * n), y_top = kernel->top_abs(y, n);
    if (!isfinite(D_top) || !isfinite(y_top))
        return SB_ENONFINITE;
    memset(code->support, 0, o->k * sizeof *code->support);
    memset(code->h, 0, o->k * sizeof *code->h);
    if (code->rest)
        memset(code->rest, 0, o->k * sizeof *code->rest);
    if (code->path)
        memset(code->path, 0, o->k * o->k * sizeof *code->path);
    struct pursuit p = {.K = K, .n = n, .wide = sb_padded(n), .k = o->k, .centre = o->intercept,
                        .D = D, .D_unit = sb_unit(&D_top, 1), .y_unit = sb_unit(&y_top, 1)};
    if (!pursuit_alloc(&p))
        return SB_ENOMEM;
    pursuit_start(&p, y);
    pursue(&p, o, code);
    pursuit_finish(&p, o->k, code);
    free(p.room);
    return SB_OK;
}
