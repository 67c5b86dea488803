/* omp.c: chapter 4. The contract is in omp.h. */
#include "omp.h"

#include <math.h>

#include "linalg.h"

#include "todo.h"

/* ---- E4.1 set_sigs ---- */

void set_sigs(size_t n, size_t count, double *freqs, double *D)
{
    /* TODO: first freqs[j], then row j of D: n samples of a sine of that frequency. */
    TODO(n, count, freqs, D);
}

/* ---- E4.2 OMP ---- */

size_t OMP(const double *D, size_t K, size_t n, const double *y, size_t k, size_t *support,
           double *h, double *intercept, double *residual)
{
    /* TODO: start with k = 0 (mean and residual alone), then write the loop:
     * pick, least_squares, new residual. Helper functions go above this one. */
    return (size_t)TODO(D, K, n, y, k, support, h, intercept, residual);
}

/* ---- E4.3 cardinality_sweep ---- */

void cardinality_sweep(const double *D, size_t K, size_t n, const double *y, const size_t *ks,
                       size_t count, size_t *support, double *h, double *residual, double *r2,
                       double *rmse)
{
    /* TODO: call OMP once for each ks[i]; its residual is all that you need. */
    TODO(D, K, n, y, ks, count, support, h, residual, r2, rmse);
}
