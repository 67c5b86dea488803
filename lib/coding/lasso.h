/* lasso.h: sparse codes by an l1 penalty. */
#ifndef SB_LASSO_H
#define SB_LASSO_H

#include <stdbool.h>
#include <stddef.h>

#include "coder.h"
#include "status.h"

/* The codes of many signals:
 *
 *   minimise over each row a of A:  1/2 ||x - sum_k a_k d_k||^2 + lambda sum_k |a_k|
 *
 * by coordinate descent on the atoms that matter, and in the end by the equations of those that
 * are on (an active set, so that many atoms on, as at a low lambda, take little longer, and
 * atoms that are combinations of others do no harm). The answer meets the conditions
 * of the minimum, <d_k, x - a D> = lambda sign(a_k) where a_k is not 0 and |<..>| <= lambda
 * elsewhere, to tol * lambda (1e-6 * the largest |<d_k, x>| takes the place of a smaller
 * lambda), or to the rounding error of sum |a_k| ||d_k||^2. A zero atom gets the code 0.
 * In: X[n x m] signals, D[K x m] atoms of any norm, lambda >= 0 in the unit of
 * <d_k, x>, tol > 0 (1e-4 is enough to look at, 1e-8 to compare).
 * Out: A[n x K]. Threads: parallel.h; the result does not depend on them.
 * Returns SB_OK; SB_EINVAL when m or K is 0 or a parameter out of range;
 * SB_ENONFINITE; SB_ENOMEM.
 * Source: Friedman, Hastie & Tibshirani 2010, J. Stat. Software 33(1), section
 * 2.2 (Gram matrix, active set); Lee, Battle, Raina & Ng 2007, Advances in Neural
 * Information Processing Systems 19, 801-808 (the equations for the signs found). */
enum sb_status lasso_codes(const double *X, size_t n, size_t m, const double *D, size_t K,
                           double lambda, double tol, double *A);

/* The same in single precision: tol no smaller than 1e-5 is met. */
enum sb_status lasso_codes_f(const float *X, size_t n, size_t m, const float *D, size_t K,
                             float lambda, float tol, float *A);

#define SB_BODY "coding/lasso_types.h"
#include "double_and_float.h"

#endif
