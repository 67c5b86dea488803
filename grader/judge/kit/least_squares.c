/* least_squares.c: lib/linalg.h's least_squares without LAPACK, for workers and the book's
 * pages: what LAPACK brings along would solve exercises.
 *
 * Householder QR with column pivoting on the centred atoms, each scaled to unit
 * norm: A P = Q R. The atoms count as dependent when a diagonal element of R
 * falls to n eps of the first, LAPACK's estimate of the condition replaced by
 * the simplest one. Source: Businger & Golub 1965, Numerische Mathematik 7, 269-276. */
#include "linalg.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats.h"

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0.0;

    for (size_t j = 0; j < n; j++)
        sum += a[j] * b[j];
    return sum;
}

/* x less its mean, scaled to unit norm; returns the norm, 0 when only rounding error is left. */
static double prepare(const double *x, size_t n, int centre, double *mean, double *unit)
{
    *mean = centre ? stat_mean(x, n) : 0.0;
    for (size_t j = 0; j < n; j++)
        unit[j] = x[j] - *mean;
    double norm = sqrt(dot(unit, unit, n));
    if (norm <= (double)n * DBL_EPSILON * sqrt(dot(x, x, n)))
        return 0.0;
    for (size_t j = 0; j < n; j++)
        unit[j] /= norm;
    return norm;
}

/* Make a[n] (1, 0, .. 0) times its norm, up to sign, by a reflection; the same
 * reflection for every later row of A[rows x stride], from this element on, and for b. */
static void reflect(double *a, size_t n, size_t rows, size_t stride, double *b)
{
    double norm = sqrt(dot(a, a, n)), alpha = a[0] > 0.0 ? -norm : norm;

    a[0] -= alpha;
    double scale = 2.0 / dot(a, a, n);
    for (size_t i = 1; i <= rows; i++) {
        double *other = i < rows ? a + i * stride : b;
        double share = scale * dot(a, other, n);
        for (size_t j = 0; j < n; j++)
            other[j] -= share * a[j];
    }
    a[0] = alpha;
}

/* Minimise || A^T g - b || for A[s x n] with unit rows, which are reordered as
 * order[s] says; g, in that order, replaces b[0..s-1]. */
static enum sb_status solve(double *A, size_t n, size_t s, double *b, size_t *order, double *swap)
{
    double first = 0.0;

    for (size_t i = 0; i < s; i++)
        order[i] = i;
    for (size_t i = 0; i < s; i++) {
        size_t longest = i;
        double best = -1.0;
        for (size_t k = i; k < s; k++) {
            double left = dot(A + k * n + i, A + k * n + i, n - i);
            if (left > best) {
                best = left;
                longest = k;
            }
        }
        if (i == 0)
            first = sqrt(best);
        if (!(sqrt(best) > (double)n * DBL_EPSILON * first))
            return SB_ERANK;
        memcpy(swap, A + i * n, n * sizeof *A);
        memcpy(A + i * n, A + longest * n, n * sizeof *A);
        memcpy(A + longest * n, swap, n * sizeof *A);
        size_t moved = order[i];
        order[i] = order[longest];
        order[longest] = moved;
        reflect(A + i * n + i, n - i, s - i, n, b + i);
    }
    for (size_t i = s; i-- > 0;) {
        for (size_t k = i + 1; k < s; k++)
            b[i] -= A[k * n + i] * b[k];
        b[i] /= A[i * n + i];
    }
    return SB_OK;
}

/* The rows' units put back: h and *intercept from g = b[0..s-1]. */
static enum sb_status unscale(const double *b, size_t s, const size_t *order, const double *norms,
                              const double *means, double level, double *h, double *intercept)
{
    for (size_t i = 0; i < s; i++)
        level -= b[i] / norms[order[i]] * means[order[i]];
    if (!all_finite(b, s) || !isfinite(level))
        return SB_ENONFINITE;
    for (size_t i = 0; i < s; i++)
        h[order[i]] = b[i] / norms[order[i]];
    if (intercept)
        *intercept = level;
    return SB_OK;
}

enum sb_status least_squares(const double *D, size_t n, const double *y, const size_t *support,
                             size_t s, double *h, double *intercept)
{
    if (n == 0 || s > n)
        return SB_EINVAL;
    if (!all_finite(y, n))
        return SB_ENONFINITE;

    double *A = malloc((s + 2) * n * sizeof *A), *norms = malloc((2 * s + 1) * sizeof *norms);
    size_t *order = malloc((s + 1) * sizeof *order);
    double *b = A + s * n, *swap = b + n, *means = norms + s, level = 0.0;
    enum sb_status status = A && norms && order ? SB_OK : SB_ENOMEM;
    for (size_t i = 0; status == SB_OK && i < s; i++) {
        const double *d = D + support[i] * n;
        if (!all_finite(d, n))
            status = SB_ENONFINITE;
        else if ((norms[i] = prepare(d, n, intercept != NULL, &means[i], A + i * n)) == 0.0)
            status = SB_ERANK;
    }
    if (status == SB_OK) {
        level = intercept ? stat_mean(y, n) : 0.0;
        for (size_t t = 0; t < n; t++)
            b[t] = y[t] - level;
        status = solve(A, n, s, b, order, swap);
    }
    if (status == SB_OK)
        status = unscale(b, s, order, norms, means, level, h, intercept);
    free(A);
    free(norms);
    free(order);
    return status;
}
