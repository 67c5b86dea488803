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
 * solved by a rank-revealing factorisation of the centred atoms (LAPACK
 * dgelsy), never by normal equations, which would square the condition number.
 * In: D[K x n] one atom a row, y[n], support[s] distinct rows of D.
 * Out: h[s], *intercept (NULL: fit without one).
 * Returns SB_OK; SB_ERANK when the atoms on the support are linearly dependent
 * to working precision (h is then untouched); SB_EINVAL when s > n or n = 0;
 * SB_ENONFINITE; SB_ENOMEM. s = 0 fits the intercept alone. */
enum sb_status least_squares(const double *D, size_t n, const double *y,
                             const size_t *support, size_t s, double *h, double *intercept);

/* Principal components of X[n x m], rows are items, columns centred:
 * components[K x m] have unit norm, in order of falling variance, each with
 * its largest element positive; variance[K] (may be NULL) has the population
 * variance along each. Uses the smaller of the two Gram matrices.
 * Returns SB_OK; SB_EINVAL when K = 0 or K > min(n, m); SB_ENONFINITE;
 * SB_ENOMEM. Source: Pearson 1901, Philosophical Magazine 2, 559-572. */
enum sb_status pca(const double *X, size_t n, size_t m, size_t K, double *components,
                   double *variance);

#endif
