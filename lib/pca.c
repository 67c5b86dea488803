#include <cblas.h>
#include <float.h>
#include <lapacke.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "blas.h"
#include "coding/coder.h"
#include "linalg.h"

/* Rows centred and multiplied together at a time: what fits the cache. */
enum { ROWS = 1024 };

/* X[n x m] divided by a power of two, and the mean of each column as a difference to the
 * first row: so a constant column gives exact zeros. */
struct centred {
    const double *X;
    size_t n, m;
    double unit, scale; /* scale = 1 / unit */
    double *mean;
};

/* Z = `rows` centred rows of X from row `first` on. */
static void centred_rows(const struct centred *c, size_t first, size_t rows, double *Z)
{
    for (size_t i = 0; i < rows; i++) {
        const double *x = c->X + (first + i) * c->m;
        for (size_t j = 0; j < c->m; j++)
            Z[i * c->m + j] = (c->scale * x[j] - c->scale * c->X[j]) - c->mean[j];
    }
}

/* Sums run over blocks of rows first, which keeps their rounding small. */
static enum sb_status find_means(struct centred *c)
{
    double *sum = calloc(c->m, sizeof *sum);
    c->mean = calloc(c->m, sizeof *c->mean);
    if (!sum || !c->mean) {
        free(sum);
        return SB_ENOMEM;
    }
    for (size_t first = 0; first < c->n; first += ROWS) {
        size_t end = c->n - first < ROWS ? c->n : first + ROWS;
        memset(sum, 0, c->m * sizeof *sum);
        for (size_t i = first; i < end; i++)
            for (size_t j = 0; j < c->m; j++)
                sum[j] += c->scale * c->X[i * c->m + j] - c->scale * c->X[j];
        for (size_t j = 0; j < c->m; j++)
            c->mean[j] += sum[j];
    }
    for (size_t j = 0; j < c->m; j++)
        c->mean[j] /= (double)c->n;
    free(sum);
    return SB_OK;
}

/* G[m x m] = Z^T Z, upper triangle, without ever holding all of Z. */
static enum sb_status tall_gram(const struct centred *c, double *G)
{
    double *Z = malloc(ROWS * c->m * sizeof *Z);
    if (!Z)
        return SB_ENOMEM;
    for (size_t first = 0; first < c->n; first += ROWS) {
        size_t rows = c->n - first < ROWS ? c->n - first : ROWS;
        centred_rows(c, first, rows, Z);
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, (int)c->m, (int)rows, 1.0, Z, (int)c->m,
                    1.0, G, (int)c->m);
    }
    free(Z);
    return SB_OK;
}

/* The K largest eigenvalues of the smaller Gram matrix of the centred data, Z^T Z or
 * Z Z^T, of size g = min(n, m): values[g], rising in the first K places, and
 * vectors[K x g] in the same order. Z[n x m] is used and needed when n < m only. */
static enum sb_status top_eigenpairs(const struct centred *c, const struct mat *Z, size_t K,
                                     double *values, double *vectors)
{
    int n = (int)c->n, m = (int)c->m, k = (int)K, g = n < m ? n : m;
    struct mat G;
    lapack_int found, *isolated = malloc(2 * K * sizeof *isolated);
    enum sb_status status = mat_alloc(&G, (size_t)g, (size_t)g);

    if (!isolated)
        status = SB_ENOMEM;
    if (status == SB_OK && n < m)
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, g, m, 1.0, Z->data, m, 0.0, G.data, g);
    else if (status == SB_OK)
        status = tall_gram(c, G.data);
    if (status == SB_OK) {
        /* The upper triangle by rows is the lower one by columns. */
        lapack_int info = LAPACKE_dsyevr(LAPACK_COL_MAJOR, 'V', 'I', 'L', g, G.data, g, 0.0, 0.0,
                                         g - k + 1, g, 0.0, &found, values, vectors, g, isolated);
        status = info == 0 && found == k ? SB_OK : SB_ENOMEM;
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
static void write_components(const struct centred *c, const struct mat *Z, size_t K,
                             const double *values, const double *vectors, double *components,
                             double *variance)
{
    size_t n = c->n, m = c->m, g = n < m ? n : m;
    double negligible = (double)(n < m ? m : n) * DBL_EPSILON * fmax(values[K - 1], 0.0);

    for (size_t k = 0; k < K; k++) {
        const double *u = vectors + (K - 1 - k) * g;
        double *v = components + k * m, lambda = values[K - 1 - k];

        if (n < m)
            cblas_dgemv(CblasRowMajor, CblasTrans, (int)n, (int)m, 1.0, Z->data, (int)m, u, 1, 0.0,
                        v, 1);
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
    blas_prepare();

    struct centred c = {.X = X, .n = n, .m = m};
    struct mat Z = {0}, vectors = {0};
    double *values = malloc(g * sizeof *values);
    enum sb_status status = values ? mat_alloc(&vectors, K, g) : SB_ENOMEM;
    if (status == SB_OK && !sb_finite(X, n * m))
        status = SB_ENONFINITE;
    if (status == SB_OK) {
        c.unit = sb_unit(X, n * m);
        c.scale = 1 / c.unit;
        status = find_means(&c);
    }
    if (status == SB_OK && n < m) {
        status = mat_alloc(&Z, n, m);
        if (status == SB_OK)
            centred_rows(&c, 0, n, Z.data);
    }
    if (status == SB_OK)
        status = top_eigenpairs(&c, &Z, K, values, vectors.data);
    if (status == SB_OK)
        write_components(&c, &Z, K, values, vectors.data, components, variance);
    for (size_t k = 0; status == SB_OK && variance && k < K; k++)
        variance[k] *= c.unit * c.unit;
    free(values);
    free(c.mean);
    mat_free(&Z);
    mat_free(&vectors);
    return status;
}
