/* measuring.h: chapter 1, three ways to say how sparse some numbers are.
 * You write these functions in measuring.c. */
#ifndef MEASURING_H
#define MEASURING_H

#include <stddef.h>

/* E1.1  Count the non-zeros.
 *
 *     ||x||_0 = #{ j : x_j != 0 }
 *
 * In:  x[n], any unit; n may be 0.
 * Returns the count. Both 0.0 and -0.0 are zero; any other sample counts, however small. */
size_t l0_norm(const double *x, size_t n);

/* E1.2  Add up the magnitudes.
 *
 *     ||x||_1 = sum_j |x_j|
 *
 * In:  x[n]; n may be 0.
 * Returns the sum, in the unit of x. */
double l1_norm(const double *x, size_t n);

/* E1.3  How far out do the outliers lie? Pearson's kurtosis:
 *
 *     kurtosis = E[ ((x - mu) / sigma)^4 ],
 *     mu = E[x],  sigma^2 = E[(x - mu)^2],  E[...] = sum / n  (the population sigma)
 *
 * In:  x[n].
 * Returns a number without unit: 3 for a Gaussian, at least 1 always; NAN
 * when n is 0 or all samples are equal (there is no kurtosis). Ask the samples: the mean of
 * equal samples may be off by a rounding, and a sigma computed from it is then not quite 0.
 * Source: Pearson 1905, Biometrika 4, 169-212. */
double kurtosis(const double *x, size_t n);

#endif
