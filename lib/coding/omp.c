#include "omp.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "coder.h"
#include "kernels.h"

/* Less than this part of a norm is rounding. */
static const double TINY = 1e-10;

/* Atoms prepared together: few enough to stay in the first cache meanwhile. */
enum { TOGETHER = 8 };

/* Atoms and signal are copied: padded for the kernels, centred, and divided by powers of two. */
struct pursuit {
    size_t K, n, wide, k;
    bool centre;
    double *room;         /* all arrays below */
    double *D;            /* K x wide */
    double *residual;     /* wide */
    double *basis;        /* k x wide, orthonormal */
    double *ones;         /* wide: 1 for each sample, then 0 */
    double *mean;         /* K: of the atoms, as given */
    double *norm2, *own2; /* K: squared norms; of the parts orthogonal to the basis */
    double *q, *score;    /* K, padded with 0: correlations; what decides, by the second rule */
    double *R;            /* k x k: atom i = sum_j R[i k + j] basis_j */
    double *z;            /* k: <basis_i, signal> */
    double D_unit, y_unit, y_mean, y_norm2;
};

/* out[rows x wide] = x[rows x n] / unit - mean, all 0 when only rounding is left; the means stay
 * 0 when not to be centred. norm2: of the rows of out. */
static void prepare(const struct pursuit *p, const double *x, size_t rows, double unit,
                    double *out, double *mean, double *norm2)
{
    const struct kernels *kernel = kernels_now();
    size_t n = p->n, wide = p->wide;
    double rounding = (double)n * DBL_EPSILON;
    for (size_t j = 0; j < rows; j++) {
        memcpy(out + j * wide, x + j * n, n * sizeof *out);
        memset(out + j * wide + n, 0, (wide - n) * sizeof *out);
        for (size_t i = 0; unit != 1 && i < n; i++)
            out[j * wide + i] /= unit;
    }
    memset(mean, 0, rows * sizeof *mean);
    if (p->centre)
        kernel->dots(out, wide, rows, p->ones, wide, mean);
    for (size_t j = 0; p->centre && j < rows; j++) {
        mean[j] /= (double)n;
        kernel->axpy(-mean[j], p->ones, out + j * wide, wide);
    }
    kernel->squares(out, wide, rows, wide, norm2);
    for (size_t j = 0; j < rows; j++) {
        double before = norm2[j] + (double)n * mean[j] * mean[j];
        if (norm2[j] > rounding * rounding * before)
            continue;
        memset(out + j * wide, 0, n * sizeof *out);
        norm2[j] = 0;
    }
}

/* One allocation, none of it written before it is used: at k = 10 that is a tenth of the time. */
static bool pursuit_alloc(struct pursuit *p, size_t K, size_t n, const struct omp_options *o)
{
    size_t wide = sb_padded(n), most = (size_t)-1 / sizeof(double) / 8, k = o->k;
    *p = (struct pursuit){.K = K, .n = n, .wide = wide, .k = k, .centre = o->intercept};
    if (K > most / wide || K > most / K)
        return false;
    size_t count = (K + k + 2) * wide + 2 * sb_padded(K) + 3 * K + k * k + k;
    p->room = aligned_alloc(64, (count * sizeof(double) + 63) / 64 * 64);
    if (!p->room)
        return false;
    p->D = p->room;
    p->residual = p->D + K * wide;
    p->basis = p->residual + wide;
    p->ones = p->basis + k * wide;
    p->q = p->ones + wide;
    p->score = p->q + sb_padded(K);
    p->mean = p->score + sb_padded(K);
    p->norm2 = p->mean + K;
    p->own2 = p->norm2 + K;
    p->R = p->own2 + K;
    p->z = p->R + k * k;
    return true;
}

static void pursuit_start(struct pursuit *p, const double *D, const double *y)
{
    size_t n = p->n, wide = p->wide;
    for (size_t i = 0; i < wide; i++)
        p->ones[i] = i < n;
    prepare(p, y, 1, p->y_unit, p->residual, &p->y_mean, &p->y_norm2);
    for (size_t j = 0; j < p->K; j += TOGETHER) {
        size_t rows = p->K - j < TOGETHER ? p->K - j : TOGETHER;
        prepare(p, D + j * n, rows, p->D_unit, p->D + j * wide, p->mean + j, p->norm2 + j);
        kernels_now()->dots(p->D + j * wide, wide, rows, p->residual, wide, p->q + j);
    }
    memcpy(p->own2, p->norm2, p->K * sizeof *p->own2);
    for (size_t j = p->K; j < sb_padded(p->K); j++)
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
    memcpy(b, p->D + atom * p->wide, p->wide * sizeof *b);
    for (size_t j = 0; j < i; j++) {
        double part = kernel->dot(p->basis + j * p->wide, b, p->wide);
        kernel->axpy(-part, p->basis + j * p->wide, b, p->wide);
        p->R[i * p->k + j] = part;
    }
    double norm = sqrt(kernel->dot(b, b, p->wide));
    if (!(norm > TINY * sqrt(p->norm2[atom])))
        return false;
    for (size_t t = 0; t < p->n; t++)
        b[t] /= norm;
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
            kernel->dots(p->D, p->wide, p->K, p->residual, p->wide, p->q);
        size_t best = pursuit_best(p, o->rule);
        if (best == p->K || !pursuit_extend(p, best, i))
            return;
        code->support[i] = best;
        if (code->rest)
            code->rest[i] =
                kernel->dot(p->residual, p->residual, p->wide) * p->y_unit * p->y_unit;
        if (o->rule == OMP_CORRELATION)
            continue;
        kernel->dots(p->D, p->wide, p->K, p->basis + i * p->wide, p->wide, p->q);
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
    struct pursuit p;
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
    if (!pursuit_alloc(&p, K, n, o))
        return SB_ENOMEM;
    p.D_unit = sb_unit(&D_top, 1);
    p.y_unit = sb_unit(&y_top, 1);
    pursuit_start(&p, D, y);
    pursue(&p, o, code);
    pursuit_finish(&p, o->k, code);
    free(p.room);
    return SB_OK;
}
