/* temporal.h: chapter 3, sparsity from differences in time.
 * You write these functions in temporal.c. */
#ifndef TEMPORAL_H
#define TEMPORAL_H

#include <stddef.h>

/* E3.1  How much did the signal change since the last frame?
 *
 *     diff_t = | sig_{t+1} - sig_t |,   t = 0 .. n-2
 *
 * In:  sig[n], one value per frame, of either sign; n may be 0 or 1 (then nothing is written).
 * Out: diff[n-1], in the unit of sig. */
void temporal_diff(const double *sig, size_t n, double *diff);

/* E3.2  Evenly spaced integers, both ends included.
 *
 *     tau_i = floor( first + i (last - first) / (count - 1) ),   i = 0 .. count-1
 *
 * taus(10, 1, 91, tau) gives 1, 11, 21, .., 91. With count = 1, just first.
 * In:  count; first <= last, in frames; count may be 0.
 * Out: tau[count]. */
void taus(size_t count, size_t first, size_t last, size_t *tau);

/* E3.3  Differences over several time lags.
 *
 *     diffs[i * n + t] = | sig_{t + tau_i} - sig_t |,   t = 0 .. n - tau_i - 1
 *
 * In:  sig[n]; tau[count], each at least 1, in frames.
 * Out: diffs[count * n]: row i starts at diffs + i * n and holds n - tau_i
 *      values (none when tau_i >= n); the rest of the row stays as it was. */
void taus_list(const double *sig, size_t n, const size_t *tau, size_t count, double *diffs);

#endif
