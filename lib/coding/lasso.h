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

#define SB_BODY "coding/lasso.h"
#include "double_and_float.h"

#elif defined REAL /* for double and for float */

struct R(lasso_work) {
    size_t n;                   /* atoms on */
    size_t *id;                 /* id[n]: which */
    REAL *c;                    /* c[n]: their coefficients */
    REAL *rest;                 /* rest[ld]: <d_k, x - c D> of every atom */
    REAL *gap;                  /* rest, with 0 for the atoms in */
    REAL *G, *q, *inverse;      /* see lasso.c */
    REAL *H, *b, *y, *diagonal; /* see lasso_exact.c */
    size_t *place;
};

enum sb_status R(lasso_work_alloc)(struct R(lasso_work) * w, size_t K);
void R(lasso_work_free)(struct R(lasso_work) * w);

/* Code one signal from its correlations q0[ld] (coder_correlate), beginning with the
 * w->n atoms w->id and their coefficients w->c; the result is w->n, id, c and
 * rest, in the units of q0 and of the atoms in d. Some c may be 0. */
void R(lasso_solve)(const struct R(coder) * d, const REAL *q0, REAL lambda, REAL tol,
                    struct R(lasso_work) * w);

/* Bring the coefficients w->c to the minimum over the atoms w->id alone, exactly (lasso_exact.c);
 * q0 as above. */
void R(lasso_exact)(const struct R(coder) * d, const REAL *q0, REAL lambda,
                    struct R(lasso_work) * w);

/* Codes of n signals without their zeros: signal t has count[t] atoms
 * id[t K + i] with the coefficients value[t K + i]. */
struct R(sparse_codes) {
    size_t *count, *id;
    REAL *value;
};

/* Many signals at once; outputs that are NULL are left out. */
struct R(lasso_job) {
    const struct R(coder) * d;
    const REAL *X; /* n x m */
    REAL lambda, tol;
    REAL *A;                        /* n x K */
    bool warm;                      /* A holds codes to begin with */
    struct R(sparse_codes) * codes; /* n signals */
    REAL *cost;                     /* n: 1/2 ||x - a D||^2 + lambda sum |a_k| */
    /* Set by lasso_job_alloc, for each thread: */
    size_t threads;
    struct R(lasso_work) * work;
    REAL **workspace;
};

/* Allocate workspaces for the dictionary job->d; then run it any number of times. */
enum sb_status R(lasso_job_alloc)(struct R(lasso_job) * job);
void R(lasso_job_free)(struct R(lasso_job) * job);
void R(lasso_job_run)(struct R(lasso_job) * job, size_t n);

#endif
