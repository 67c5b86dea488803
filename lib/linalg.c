#include "linalg.h"

#include <cblas.h>
#include <float.h>
#include <lapacke.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "blas.h"
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

enum sb_status least_squares(const double *D, size_t n, const double *y, const size_t *support,
                             size_t s, double *h, double *intercept)
{
    if (n == 0 || s > n)
        return SB_EINVAL;
    if (n > INT_MAX)
        return SB_ENOMEM;
    if (!all_finite(y, n))
        return SB_ENONFINITE;
    blas_prepare();

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
