#include "omp.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "coder.h"
#include "kernels.h"

/* Less than this part of a norm is rounding. */
static const double TINY = 1e-10;

/* Atoms and signal are copied: padded for the kernels, centred, and divided by powers of two. */
struct pursuit {
    size_t K, n, wide, k;
    double *D;            /* K x wide */
    double *ones;         /* wide: 1 for each sample, then 0 */
    double *mean;         /* K: of the atoms, as given */
    double *norm2, *own2; /* K: squared norms; of the parts orthogonal to the basis */
    double *residual;     /* wide */
    double *basis;        /* k x wide, orthonormal */
    double *R;            /* k x k: atom i = sum_j R[i k + j] basis_j */
    double *z;            /* k: <basis_i, signal> */
    double *q;            /* K: correlations */
    double D_unit, y_unit, y_mean, y_norm2;
};

static void pursuit_free(struct pursuit *p)
{
    free(p->D);
    free(p->ones);
    free(p->mean);
    free(p->norm2);
    free(p->own2);
    free(p->residual);
    free(p->basis);
    free(p->R);
    free(p->z);
    free(p->q);
}

/* out[wide] = x / unit - mean, all 0 when only rounding is left; *mean stays 0 when
 * not to be centred. Returns ||out||^2. */
static double centred(const struct pursuit *p, const double *x, double unit, bool centre,
                      double *out, double *mean)
{
    const struct kernels *kernel = kernels_now();
    size_t n = p->n;
    double rounding = (double)n * DBL_EPSILON;
    memcpy(out, x, n * sizeof *out);
    for (size_t i = 0; unit != 1 && i < n; i++)
        out[i] /= unit;
    double before = kernel->dot(out, out, n);
    *mean = centre ? kernel->dot(out, p->ones, n) / (double)n : 0;
    kernel->axpy(-*mean, p->ones, out, p->wide);
    double after = kernel->dot(out, out, n);
    if (after > rounding * rounding * before)
        return after;
    memset(out, 0, n * sizeof *out);
    return 0;
}

static enum sb_status pursuit_alloc(struct pursuit *p, const double *D, size_t K, size_t n,
                                    const double *y, const struct omp_options *o)
{
    size_t wide = sb_padded(n);
    *p = (struct pursuit){.K = K, .n = n, .wide = wide, .k = o->k};
    if (K > (size_t)-1 / wide || K > (size_t)-1 / K)
        return SB_ENOMEM;
    p->D = sb_vector(K * wide, sizeof(double));
    p->ones = sb_vector(wide, sizeof(double));
    p->mean = sb_vector(K, sizeof(double));
    p->norm2 = sb_vector(K, sizeof(double));
    p->own2 = sb_vector(K, sizeof(double));
    p->residual = sb_vector(wide, sizeof(double));
    p->basis = sb_vector(o->k * wide, sizeof(double));
    p->R = sb_vector(o->k * o->k, sizeof(double));
    p->z = sb_vector(o->k, sizeof(double));
    p->q = sb_vector(K, sizeof(double));
    if (!p->D || !p->ones || !p->mean || !p->norm2 || !p->own2 || !p->residual || !p->basis ||
        !p->R || !p->z || !p->q)
        return SB_ENOMEM;
    for (size_t i = 0; i < n; i++)
        p->ones[i] = 1;
    p->D_unit = sb_unit(D, K * n);
    p->y_unit = sb_unit(y, n);
    for (size_t j = 0; j < K; j++)
        p->norm2[j] = p->own2[j] = centred(p, D + j * n, p->D_unit, o->intercept,
                                           p->D + j * wide, &p->mean[j]);
    p->y_norm2 = centred(p, y, p->y_unit, o->intercept, p->residual, &p->y_mean);
    return SB_OK;
}

/* The atom to pick, or K when none could help. */
static size_t pursuit_best(const struct pursuit *p, enum omp_rule rule)
{
    const struct kernels *kernel = kernels_now();
    size_t best = p->K;
    double most = 0;
    for (size_t j = 0; j < p->K; j++) {
        double q = p->q[j] = kernel->dot(p->D + j * p->wide, p->residual, p->wide);
        double score = fabs(q);
        if (rule == OMP_LEAST_SQUARES)
            score = p->own2[j] > TINY * p->norm2[j] ? score / sqrt(p->own2[j]) : 0;
        if (score > most) {
            most = score;
            best = j;
        }
    }
    if (best < p->K && !(fabs(p->q[best]) > TINY * sqrt(p->norm2[best] * p->y_norm2)))
        return p->K;
    return best;
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
        size_t i = code->found, best = pursuit_best(p, o->rule);
        if (best == p->K || !pursuit_extend(p, best, i))
            return;
        code->support[i] = best;
        if (code->rest)
            code->rest[i] =
                kernel->dot(p->residual, p->residual, p->wide) * p->y_unit * p->y_unit;
        for (size_t j = 0; o->rule == OMP_LEAST_SQUARES && j < p->K; j++) {
            double part = kernel->dot(p->basis + i * p->wide, p->D + j * p->wide, p->wide);
            p->own2[j] -= part * part;
        }
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
    if (!sb_finite(D, K * n) || !sb_finite(y, n))
        return SB_ENONFINITE;
    memset(code->support, 0, o->k * sizeof *code->support);
    memset(code->h, 0, o->k * sizeof *code->h);
    if (code->rest)
        memset(code->rest, 0, o->k * sizeof *code->rest);
    if (code->path)
        memset(code->path, 0, o->k * o->k * sizeof *code->path);
    enum sb_status status = pursuit_alloc(&p, D, K, n, y, o);
    if (status == SB_OK) {
        pursue(&p, o, code);
        pursuit_finish(&p, o->k, code);
    }
    pursuit_free(&p);
    return status;
}
