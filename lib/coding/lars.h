/* lars.h: the codes of one signal for every price at once. */
#ifndef SB_LARS_H
#define SB_LARS_H

#include <stddef.h>

#include "status.h"

/* All minima, as lambda falls, of
 *
 *   1/2 ||x - sum_k a_k d_k||^2 + lambda sum_k |a_k|
 *
 * The code is a broken line in lambda: 0 down to lambda[0] = the largest |<d_k, x>|, then
 * straight from one corner to the next. At a corner an atom joins, as its
 * |<d_k, residual>| has become lambda, or one leaves, as its coefficient has become 0;
 * in between a_on moves along w, with G_on w = sign(a_on). Where several reach lambda
 * together, those join that then move with their sign, and the others' |<d_k, residual>|
 * falls at least as fast as lambda. An atom that is a combination of those that are on
 * never joins.
 * Corners closer than 1e-10 of lambda[0] are one, and slopes that differ by less run side by side
 * (1e-5 in single precision, 84 times its epsilon). The conditions of the minimum are met to some
 * epsilons of lambda[0]; of atoms nearly the same, it is their sum that is exact.
 * In: D[K x m], x[m]; least: where to stop, at least 0; corners: at most so many.
 * Out: lambda[corners], falling, the last one `least` unless there are more;
 * A[corners x K], a row the code at that lambda; *found, how many were written.
 * Returns SB_OK; SB_EINVAL when K, m or corners is 0, or least < 0; SB_ENONFINITE; SB_ENOMEM.
 * Source: Efron, Hastie, Johnstone & Tibshirani 2004, Annals of Statistics 32, 407-499. */
enum sb_status lars_path(const double *D, size_t K, size_t m, const double *x, double least,
                         size_t corners, double *lambda, double *A, size_t *found);
enum sb_status lars_path_f(const float *D, size_t K, size_t m, const float *x, float least,
                           size_t corners, float *lambda, float *A, size_t *found);

/* The codes of many signals at one lambda, each by walking its path down to there:
 * exact, and slower than lasso_codes. The tutorial's transform_algorithm "lasso_lars".
 * In: X[n x m], D[K x m]. Out: A[n x K]. Returns as lars_path. */
enum sb_status lars_codes(const double *X, size_t n, size_t m, const double *D, size_t K,
                          double lambda, double *A);
enum sb_status lars_codes_f(const float *X, size_t n, size_t m, const float *D, size_t K,
                            float lambda, float *A);

#endif
