/* omp.h: sparse codes with few atoms, picked one after the other. */
#ifndef SB_OMP_H
#define SB_OMP_H

#include <stdbool.h>
#include <stddef.h>

#include "status.h"

/* Which atom is picked next, r the residual:
 * OMP_CORRELATION  the largest |<d_j, r>|, atoms as they are (orthogonal matching pursuit);
 * OMP_LEAST_SQUARES  the one that leaves the smallest residual, the largest |<d_j, r>| / ||d_j'||,
 *   d_j' the part of d_j orthogonal to the atoms picked (orthogonal least squares,
 *   also called order recursive matching pursuit). */
enum omp_rule { OMP_CORRELATION, OMP_LEAST_SQUARES };

struct omp_options {
    size_t k; /* atoms to pick, at most */
    enum omp_rule rule;
    bool intercept; /* single signals: fit a constant as well */
};

#define SB_BODY "coding/omp.h"
#include "double_and_float.h"

/* The code of one signal, with every code on the way there (struct omp_code, omp_code_f):
 *
 *   y ~ intercept + sum_i h_i d_support[i]
 *
 * the weights refitted by least squares after every pick, through an
 * orthogonal basis of the atoms picked (modified Gram-Schmidt, the signal with them:
 * as accurate as Householder's method, Bjorck 1967, BIT 7, 1-21). With intercept, atoms
 * and signal are centred first, as in scikit-learn. Stops early, before k, when the
 * best atom's |<d_j, r>| is not above 1e-10 ||d_j|| ||y||, or less than 1e-10 of its
 * norm is new (by the second rule, of its squared norm): all atoms left are then combinations
 * of those picked, to working precision. In single precision 1e-5, 84 times its epsilon,
 * takes the place of 1e-10.
 * In: D[K x n] one atom per row, y[n]; k <= K. Out: *code; what is too large for its type is
 * infinite there, as may be rest for signals near the end of the range.
 * Returns SB_OK; SB_EINVAL when K, n or k is 0 or k > K; SB_ENONFINITE; SB_ENOMEM.
 * Source: Pati, Rezaiifar & Krishnaprasad 1993, Asilomar Conference, 40-44; the second rule:
 * Chen, Billings & Luo 1989, Int. J. Control 50, 1873-1896. */
enum sb_status omp_single(const double *D, size_t K, size_t n, const double *y,
                          const struct omp_options *options, struct omp_code *code);
enum sb_status omp_single_f(const float *D, size_t K, size_t n, const float *y,
                            const struct omp_options *options, struct omp_code_f *code);

/* The codes of many signals, without intercept, through the Gram matrix:
 *
 *   x_t ~ sum_i h[t k + i] d_support[t k + i],   i < count[t] <= k
 *
 * As fast as it gets for well-conditioned dictionaries; squares the condition
 * number, so prefer omp_single when atoms are nearly dependent. Stops early as above, with
 * 64 times the rounding error in place of 1e-10 (of squared norms).
 * In: X[n x m], D[K x m]. Out: support[n x k], h[n x k], count[n]; entries behind
 * count[t] are 0. Threads: parallel.h; the result does not depend on them.
 * Returns as omp_single.
 * Source: Rubinstein, Zibulevsky & Elad 2008, Technion CS-2008-08 (Gram matrix and
 * progressive factorisation; here the factor's rows are kept for all atoms, so
 * that correlations are updated by one row and no system is solved before the end). */
enum sb_status omp_batch(const double *X, size_t n, size_t m, const double *D, size_t K,
                         const struct omp_options *options, size_t *support, double *h,
                         size_t *count);
enum sb_status omp_batch_f(const float *X, size_t n, size_t m, const float *D, size_t K,
                           const struct omp_options *options, size_t *support, float *h,
                           size_t *count);

#elif defined REAL /* for double and for float */

/* What omp_single writes, in arrays of the caller's, k = options->k. Entries behind
 * the atoms found are 0. */
struct R(omp_code) {
    size_t found;    /* how many were picked, at most k */
    size_t *support; /* support[k]: which, in order of picking */
    REAL *h;         /* h[k]: their weights */
    REAL intercept;  /* 0 without */
    REAL *rest;      /* NULL, or rest[k]: ||residual||^2 after each pick */
    REAL *path;      /* NULL, or path[k x k]: row i has the i + 1 weights after pick i */
};

#endif
