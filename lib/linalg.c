#include "linalg.h"

#include <cblas.h>
#include <float.h>
#include <lapacke.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats.h"

/* The p for which the largest of 2^p |x[n]| is near 1: scaling by a power of
 * two is exact, and squares of scaled values neither overflow nor vanish. */
static int power_to_one(const double *x, size_t n)
{
    double largest = 0.0;
    int exponent;

    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(x[i]));
    frexp(largest, &exponent);
    return exponent <= -DBL_MAX_EXP ? DBL_MAX_EXP - 1 : -exponent;
}

/* What `prepare` did to x: centred = 2^power x - mean, of length norm. */
struct column {
    int power;
    double mean, norm; /* norm 0: nothing but rounding error is left */
};

static struct column prepare(const double *x, size_t n, int centre, double *centred)
{
    struct column c = {.power = power_to_one(x, n)};
    double scale = ldexp(1.0, c.power);

    for (size_t j = 0; j < n; j++)
        centred[j] = scale * x[j];
    double before = cblas_dnrm2((int)n, centred, 1);
    if (centre) {
        c.mean = stat_mean(centred, n);
        for (size_t j = 0; j < n; j++)
            centred[j] -= c.mean;
    }
    c.norm = cblas_dnrm2((int)n, centred, 1);
    if (c.norm <= (double)n * DBL_EPSILON * before)
        c.norm = 0.0;
    return c;
}

/* Fill A[s x n] (the columns of LAPACK's n x s matrix) with prepared atoms. */
static enum sb_status prepare_atoms(const double *D, size_t n, const size_t *support, size_t s,
                                    int centre, double *A, struct column *atoms)
{
    for (size_t i = 0; i < s; i++) {
        const double *d = D + support[i] * n;
        if (!all_finite(d, n))
            return SB_ENONFINITE;
        atoms[i] = prepare(d, n, centre, A + i * n);
        if (atoms[i].norm == 0.0)
            return SB_ERANK;
        cblas_dscal((int)n, 1.0 / atoms[i].norm, A + i * n, 1);
    }
    return SB_OK;
}

/* Minimise || A^T g - b || for A[s x n] with unit rows; g replaces b[0..s-1]. */
static enum sb_status solve(double *A, size_t n, size_t s, double *b)
{
    lapack_int rank = 0, *pivots = calloc(s, sizeof *pivots);

    if (!pivots)
        return SB_ENOMEM;
    lapack_int info = LAPACKE_dgelsy(LAPACK_COL_MAJOR, (int)n, (int)s, 1, A, (int)n, b, (int)n,
                                     pivots, (double)n * DBL_EPSILON, &rank);
    free(pivots);
    if (info != 0)
        return SB_ENOMEM;
    return (size_t)rank < s ? SB_ERANK : SB_OK;
}

enum sb_status least_squares(const double *D, size_t n, const double *y,
                             const size_t *support, size_t s, double *h, double *intercept)
{
    if (n == 0 || s > n)
        return SB_EINVAL;
    if (n > INT_MAX)
        return SB_ENOMEM;
    if (!all_finite(y, n))
        return SB_ENONFINITE;

    struct mat A = {0};
    struct column *atoms = calloc(s + 1, sizeof *atoms);
    enum sb_status status = mat_alloc(&A, s + 1, n);
    if (!atoms || status != SB_OK) {
        status = SB_ENOMEM;
        goto done;
    }
    double *b = mat_row(&A, s), c = 0.0;
    struct column target = prepare(y, n, intercept != NULL, b);
    status = prepare_atoms(D, n, support, s, intercept != NULL, A.data, atoms);
    if (status == SB_OK && s > 0)
        status = solve(A.data, n, s, b);
    if (status != SB_OK)
        goto done;
    for (size_t i = 0; i < s; i++) {
        b[i] /= atoms[i].norm;
        c -= b[i] * atoms[i].mean;
        b[i] = ldexp(b[i], atoms[i].power - target.power);
    }
    c = ldexp(target.mean + c, -target.power);
    if (!all_finite(b, s) || !isfinite(c)) {
        status = SB_ENONFINITE;
        goto done;
    }
    if (s > 0)
        memcpy(h, b, s * sizeof *h);
    if (intercept)
        *intercept = c;
done:
    free(atoms);
    mat_free(&A);
    return status;
}

/* Z[n x m] = 2^power X with each column's mean taken away. Going by way of the
 * difference to the first item leaves exact zeros in a constant column. */
static enum sb_status centre_columns(const double *X, size_t n, size_t m, int power, double *Z)
{
    double scale = ldexp(1.0, power), *column = malloc(n * sizeof *column);

    if (!column)
        return SB_ENOMEM;
    for (size_t j = 0; j < m; j++) {
        for (size_t i = 0; i < n; i++)
            column[i] = scale * X[i * m + j] - scale * X[j];
        double mean = stat_mean(column, n);
        for (size_t i = 0; i < n; i++)
            Z[i * m + j] = column[i] - mean;
    }
    free(column);
    return SB_OK;
}

/* The K largest eigenvalues of the smaller Gram matrix of Z[n x m], Z^T Z or
 * Z Z^T, of size g = min(n, m): values[g], rising in the first K places, and
 * vectors[K x g] in the same order. */
static enum sb_status top_eigenpairs(const struct mat *Z, size_t K, double *values,
                                     double *vectors)
{
    int n = (int)Z->rows, m = (int)Z->cols, k = (int)K, g = n < m ? n : m;
    struct mat G;
    lapack_int found, *isolated = malloc(2 * K * sizeof *isolated);
    enum sb_status status = mat_alloc(&G, (size_t)g, (size_t)g);

    if (status == SB_OK && isolated) {
        cblas_dsyrk(CblasRowMajor, CblasUpper, n < m ? CblasNoTrans : CblasTrans, g,
                    n < m ? m : n, 1.0, Z->data, m, 0.0, G.data, g);
        /* The upper triangle by rows is the lower one by columns. */
        lapack_int info = LAPACKE_dsyevr(LAPACK_COL_MAJOR, 'V', 'I', 'L', g, G.data, g, 0.0,
                                         0.0, g - k + 1, g, 0.0, &found, values, vectors, g,
                                         isolated);
        status = info == 0 && found == k ? SB_OK : SB_ENOMEM;
    } else {
        status = SB_ENOMEM;
    }
    free(isolated);
    mat_free(&G);
    return status;
}

/* Take the part along each of the first k rows of V out of v[m], and scale v
 * to unit norm. Twice is enough (Giraud et al. 2005, Numer. Math. 101, 87-100).
 * Returns the share of v that was left: 0 when it lay in the others' span. */
static double orthonormalise(const double *V, size_t k, double *v, size_t m)
{
    double before = cblas_dnrm2((int)m, v, 1);

    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < k; i++)
            cblas_daxpy((int)m, -cblas_ddot((int)m, V + i * m, 1, v, 1), V + i * m, 1, v, 1);
    double after = cblas_dnrm2((int)m, v, 1);
    if (after == 0.0)
        return 0.0;
    cblas_dscal((int)m, 1.0 / after, v, 1);
    return after / before;
}

/* A direction in which the data do not vary: the first unit vector that is
 * well clear of the k rows already in V. There is always one whose share left
 * is sqrt(1 - k/m) or more. */
static void fill_direction(const double *V, size_t k, double *v, size_t m)
{
    double needed = 0.5 * sqrt(1.0 - (double)k / (double)m);

    for (size_t j = 0; j < m; j++) {
        memset(v, 0, m * sizeof *v);
        v[j] = 1.0;
        if (orthonormalise(V, k, v, m) >= needed)
            return;
    }
}

static void make_largest_positive(double *v, size_t m)
{
    if (v[cblas_idamax((int)m, v, 1)] < 0.0)
        cblas_dscal((int)m, -1.0, v, 1);
}

/* Turn eigenpairs of the smaller Gram matrix into components, largest first. */
static void write_components(const struct mat *Z, size_t K, const double *values,
                             const double *vectors, double *components, double *variance)
{
    size_t n = Z->rows, m = Z->cols, g = n < m ? n : m;
    double negligible = (double)(n < m ? m : n) * DBL_EPSILON * fmax(values[K - 1], 0.0);

    for (size_t k = 0; k < K; k++) {
        const double *u = vectors + (K - 1 - k) * g;
        double *v = components + k * m, lambda = values[K - 1 - k];

        if (n < m)
            cblas_dgemv(CblasRowMajor, CblasTrans, (int)n, (int)m, 1.0, Z->data, (int)m, u, 1,
                        0.0, v, 1);
        else
            memcpy(v, u, m * sizeof *v);
        if (lambda <= negligible) {
            lambda = 0.0;
            fill_direction(components, k, v, m);
        } else {
            orthonormalise(components, k, v, m);
        }
        make_largest_positive(v, m);
        if (variance)
            variance[k] = lambda / (double)n;
    }
}

enum sb_status pca(const double *X, size_t n, size_t m, size_t K, double *components,
                   double *variance)
{
    size_t g = n < m ? n : m;

    if (K == 0 || K > g)
        return SB_EINVAL;
    if (n > INT_MAX || m > INT_MAX)
        return SB_ENOMEM;

    struct mat Z = {0}, vectors = {0};
    double *values = malloc(g * sizeof *values);
    int power = power_to_one(X, n * m);
    enum sb_status status = values ? mat_alloc(&Z, n, m) : SB_ENOMEM;
    if (status == SB_OK && !all_finite(X, n * m))
        status = SB_ENONFINITE;
    if (status == SB_OK)
        status = mat_alloc(&vectors, K, g);
    if (status == SB_OK)
        status = centre_columns(X, n, m, power, Z.data);
    if (status == SB_OK)
        status = top_eigenpairs(&Z, K, values, vectors.data);
    if (status == SB_OK)
        write_components(&Z, K, values, vectors.data, components, variance);
    for (size_t k = 0; status == SB_OK && variance && k < K; k++)
        variance[k] = ldexp(variance[k], -2 * power);
    free(values);
    mat_free(&Z);
    mat_free(&vectors);
    return status;
}
