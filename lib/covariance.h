/* covariance.h: the scatter of many rows in one pass over them (used inside the library). */
#ifndef SB_COVARIANCE_H
#define SB_COVARIANCE_H

#include <stddef.h>

#include "status.h"

/* The scatter matrix of X[n x m], n >= 1:
 *
 *   G = sum_i (x_i - mean)(x_i - mean)^T / unit^2,  mean = sum_i x_i / n
 *
 * without ever holding all of the centred rows. Rows are shifted by the mean of the first few, and
 * G is corrected for the difference from the true mean; if that is so large that digits would be
 * lost, the rows are read again, shifted by the mean.
 * Out: G[m x ld], ld = sb_padded(m), the elements on and right of the diagonal (zeros to begin
 * with); *unit, a power of two (sb_unit), 1 unless values are very large or small. A constant
 * column gives exact zeros.
 * Threads: parallel.h; the result does not depend on them.
 * Returns SB_OK; SB_ENONFINITE; SB_ENOMEM.
 * Source: Chan, Golub & LeVeque 1983, The American Statistician 37, 242-247. */
enum sb_status covariance(const double *X, size_t n, size_t m, double *G, double *unit);

#endif
