/* stats.h: measures of sparsity and the statistics the figures need. */
#ifndef SB_STATS_H
#define SB_STATS_H

#include <stddef.h>

#include "status.h"

/* Number of non-zeros of x[n]: l0 = #{j : x_j != 0}. A NaN counts as non-zero. */
size_t stat_l0(const double *x, size_t n);

/* Sum of magnitudes of x[n]: l1 = sum_j |x_j|, in the unit of x. */
double stat_l1(const double *x, size_t n);

/* Mean of x[n]; NaN when n = 0. */
double stat_mean(const double *x, size_t n);

/* Pearson kurtosis of x[n]: E[((x - mu) / sigma)^4], population sigma; 3 for a
 * Gaussian. NaN when n = 0, when x is constant (sigma <= 1e-15 |mu|, as SciPy
 * has it: rounding error only) or holds NaN or infinity.
 * Source: Pearson 1905, Biometrika 4, 169-212. */
double stat_kurtosis(const double *x, size_t n);

/* Excess kurtosis: stat_kurtosis(x, n) - 3; 0 for a Gaussian. This is the
 * default of scipy.stats.kurtosis, and what the tutorial's plots show. */
double stat_excess_kurtosis(const double *x, size_t n);

/* The percentiles q[count] of x[n], each 0 <= q <= 100, by NumPy's default ("linear")
 * rule: position (n - 1) q / 100 in the sorted values, linear in between
 * (Hyndman & Fan 1996, type 7). x is sorted once, and left as it is. Out: values[count],
 * untouched on failure. Returns SB_OK; SB_EINVAL when n = 0 or a q is outside 0..100;
 * SB_ENONFINITE when x holds NaN or infinity; SB_ENOMEM. */
enum sb_status stat_percentiles(const double *x, size_t n, const double *q, size_t count,
                                double *values);

/* One of them: stat_percentiles(x, n, &q, 1, value). */
enum sb_status stat_percentile(const double *x, size_t n, double q, double *value);

/* Histogram of x[n] over bins of given edges, as numpy.histogram: bin i counts
 * edges[i] <= x < edges[i + 1], the last bin also counts x = edges[bins];
 * values outside are not counted. In: edges[bins + 1], none below the one
 * before it. Out: counts[bins], untouched on failure. Returns SB_OK; SB_EINVAL
 * when bins = 0 or an edge descends; SB_ENONFINITE when x or edges hold NaN or
 * infinity. */
enum sb_status stat_histogram(const double *x, size_t n, const double *edges, size_t bins,
                              size_t *counts);

/* Edges of equal bins from lo to hi: edges[i] = lo + i (hi - lo) / bins, as
 * numpy.linspace. When lo = hi they become lo - 1/2 and lo + 1/2, as numpy.histogram has
 * it, or further apart where doubles are too sparse for so many bins. Out: edges[bins + 1]. SB_OK,
 * or SB_EINVAL when bins = 0, lo > hi, or a limit or hi - lo is not finite. */
enum sb_status stat_bin_edges(double lo, double hi, size_t bins, double *edges);

/* Coefficient of determination of an estimate of y[n]:
 * R^2 = 1 - sum (y - yhat)^2 / sum (y - mean(y))^2; NaN when n = 0 or
 * y is constant (as for stat_kurtosis). */
double stat_r2(const double *y, const double *yhat, size_t n);

/* Root-mean-square error: sqrt(mean (y - yhat)^2), in the unit of y; NaN when n = 0. */
double stat_rmse(const double *y, const double *yhat, size_t n);

#endif
