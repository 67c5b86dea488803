#include <cblas.h>
#include <float.h>
#include <lapacke.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "blas.h"
#include "coding/coder.h"
#include "covariance.h"
#include "linalg.h"

/* The rows of X[n x m], few of them: Z[n x m] = X / unit with each column's mean taken away, as a
 * difference to the first row, so that a constant column gives exact zeros. */
static enum sb_status centre_few(const double *X, size_t n, size_t m, double unit, double *Z)
{
    double scale = 1 / unit, *mean = calloc(m, sizeof *mean);
    if (!mean)
        return SB_ENOMEM;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++) {
            Z[i * m + j] = scale * X[i * m + j] - scale * X[j];
            mean[j] += Z[i * m + j] / (double)n;
        }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++)
            Z[i * m + j] -= mean[j];
    free(mean);
    return SB_OK;
}

/* What the components are made of: the smaller Gram matrix of the centred data, Z^T Z or Z Z^T, of
 * size g = min(n, m), its rows ld apart; Z[n x m] when n < m. */
struct gram {
    size_t n, m, g, ld;
    double unit;
    struct mat G, Z;
};

static enum sb_status make_gram(const double *X, struct gram *a)
{
    size_t n = a->n, m = a->m;
    a->ld = n < m ? n : sb_padded(m);
    enum sb_status status = mat_alloc(&a->G, a->g, a->ld);
    if (status != SB_OK || n >= m)
        return status == SB_OK ? covariance(X, n, m, a->G.data, &a->unit) : status;
    if (!sb_finite(X, n * m))
        return SB_ENONFINITE;
    a->unit = sb_unit(X, n * m);
    status = mat_alloc(&a->Z, n, m);
    if (status == SB_OK)
        status = centre_few(X, n, m, a->unit, a->Z.data);
    if (status == SB_OK)
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, (int)n, (int)m, 1.0, a->Z.data, (int)m,
                    0.0, a->G.data, (int)n);
    return status;
}

/* The K largest eigenvalues of the Gram matrix: values[g], rising in the first K places, and
 * vectors[K x g] in the same order. */
static enum sb_status top_eigenpairs(struct gram *a, size_t K, double *values, double *vectors)
{
    int g = (int)a->g, k = (int)K;
    lapack_int found, *isolated = malloc(2 * K * sizeof *isolated);
    if (!isolated)
        return SB_ENOMEM;
    /* The upper triangle by rows is the lower one by columns. */
    lapack_int info = LAPACKE_dsyevr(LAPACK_COL_MAJOR, 'V', 'I', 'L', g, a->G.data, (int)a->ld, 0.0,
                                     0.0, g - k + 1, g, 0.0, &found, values, vectors, g, isolated);
    free(isolated);
    return info == 0 && found == k ? SB_OK : SB_ENOMEM;
}

/* Take the part along each of the first k rows of V out of v[m], and scale v
 * to unit norm; parts[k] is scratch. Twice is enough (Giraud et al. 2005, Numer. Math. 101,
 * 87-100).
 * Returns the share of v that was left: 0 when it lay in the others' span. */
static double orthonormalise(const double *V, size_t k, double *v, size_t m, double *parts)
{
    double before = cblas_dnrm2((int)m, v, 1);

    for (int pass = 0; pass < 2 && k > 0; pass++) {
        cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)k, (int)m, 1.0, V, (int)m, v, 1, 0.0, parts,
                    1);
        cblas_dgemv(CblasRowMajor, CblasTrans, (int)k, (int)m, -1.0, V, (int)m, parts, 1, 1.0, v,
                    1);
    }
    double after = cblas_dnrm2((int)m, v, 1);
    if (after == 0.0)
        return 0.0;
    cblas_dscal((int)m, 1.0 / after, v, 1);
    return after / before;
}

/* A direction in which the data do not vary: the first unit vector that is
 * well clear of the k rows already in V. There is always one whose share left
 * is sqrt(1 - k/m) or more. */
static void fill_direction(const double *V, size_t k, double *v, size_t m, double *parts)
{
    double needed = 0.5 * sqrt(1.0 - (double)k / (double)m);

    for (size_t j = 0; j < m; j++) {
        memset(v, 0, m * sizeof *v);
        v[j] = 1.0;
        if (orthonormalise(V, k, v, m, parts) >= needed)
            return;
    }
}

static void make_largest_positive(double *v, size_t m)
{
    if (v[cblas_idamax((int)m, v, 1)] < 0.0)
        cblas_dscal((int)m, -1.0, v, 1);
}

/* Turn eigenpairs of the smaller Gram matrix into components, largest first; parts[K] is
 * scratch. */
static void write_components(const struct gram *a, size_t K, const double *values,
                             const double *vectors, double *parts, double *components,
                             double *variance)
{
    size_t n = a->n, m = a->m;
    double negligible = (double)(n < m ? m : n) * DBL_EPSILON * fmax(values[K - 1], 0.0);

    for (size_t k = 0; k < K; k++) {
        const double *u = vectors + (K - 1 - k) * a->g;
        double *v = components + k * m, lambda = values[K - 1 - k];

        if (n < m)
            cblas_dgemv(CblasRowMajor, CblasTrans, (int)n, (int)m, 1.0, a->Z.data, (int)m, u, 1,
                        0.0, v, 1);
        else
            memcpy(v, u, m * sizeof *v);
        if (lambda <= negligible) {
            lambda = 0.0;
            fill_direction(components, k, v, m, parts);
        } else {
            orthonormalise(components, k, v, m, parts);
        }
        make_largest_positive(v, m);
        if (variance)
            variance[k] = lambda / (double)n * a->unit * a->unit;
    }
}

enum sb_status pca(const double *X, size_t n, size_t m, size_t K, double *components,
                   double *variance)
{
    struct gram a = {.n = n, .m = m, .g = n < m ? n : m};
    struct mat vectors = {0};

    if (K == 0 || K > a.g)
        return SB_EINVAL;
    if (n > INT_MAX || m > INT_MAX - SB_LANES)
        return SB_ENOMEM;
    blas_prepare();

    double *values = malloc((a.g + K) * sizeof *values);
    enum sb_status status = values ? mat_alloc(&vectors, K, a.g) : SB_ENOMEM;
    if (status == SB_OK)
        status = make_gram(X, &a);
    if (status == SB_OK)
        status = top_eigenpairs(&a, K, values, vectors.data);
    if (status == SB_OK)
        write_components(&a, K, values, vectors.data, values + a.g, components, variance);
    free(values);
    mat_free(&a.Z);
    mat_free(&a.G);
    mat_free(&vectors);
    return status;
}
