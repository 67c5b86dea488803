/* linalg.h: least squares and principal components, on OpenBLAS and LAPACK. */
#ifndef SB_LINALG_H
#define SB_LINALG_H

#include <stddef.h>

#include "mat.h"
#include "status.h"

/* Least squares on a support, with intercept:
 *
 *   minimise over h, c:  || y - c - sum_i h_i d_i ||^2 ,  d_i = row support[i] of D
 *
 * solved by a rank-revealing factorisation of the centred atoms (LAPACK dgelsy), never by normal
 * equations, which would square the condition number. Each atom is first scaled to unit norm, so
 * that its unit does not affect the rank. The atoms count as dependent when the condition number
 * that dgelsy estimates is above 1 / (n eps), eps = 2^-52, or when an atom loses all but n eps of
 * its norm when its mean is subtracted (a constant atom, or a zero one).
 *
 * In: D[K x n] one atom per row, y[n], support[s] distinct rows of D.
 * Out: h[s], *intercept (NULL: fit without one); both untouched on failure.
 * Returns SB_OK; SB_ERANK when the atoms on the support are linearly dependent
 * to working precision; SB_EINVAL when s > n or n = 0; SB_ENONFINITE when y or
 * an atom holds NaN or infinity, or a weight is too large for a double;
 * SB_ENOMEM. s = 0 fits the intercept alone.
 * Source: Quintana-Orti, Sun & Bischof 1998, SIAM J. Sci. Comput. 19, 1486-1494. */
enum sb_status least_squares(const double *D, size_t n, const double *y, const size_t *support,
                             size_t s, double *h, double *intercept);

/* Principal components of X[n x m], rows are items, columns centred:
 *
 *   C = Z^T Z / n = V^T diag(variance) V,  Z = X with each column's mean subtracted.
 *
 * Out: components[K x m] of unit norm and orthogonal, in order of falling
 * variance, each with its element of largest magnitude positive; variance[K]
 * (may be NULL): the population variance along each, in the unit of X squared.
 * Found from the smaller of the Gram matrices Z^T Z and Z Z^T (LAPACK dsyevr);
 * a variance below max(n, m) eps of the largest is rounding error and given as
 * 0, its component being some direction orthogonal to those before it.
 * In double only: a Gram matrix squares the range of the values, and with the epsilon of
 * single precision most components of natural images would fall below that limit.
 * Returns SB_OK; SB_EINVAL when K = 0 or K > min(n, m); SB_ENONFINITE;
 * SB_ENOMEM. Source: Pearson 1901, Philosophical Magazine 2, 559-572. */
enum sb_status pca(const double *X, size_t n, size_t m, size_t K, double *components,
                   double *variance);

#endif
