/* thresholding.h: chapter 2, sparsity from a non-linearity.
 * You write this function in thresholding.c. */
#ifndef THRESHOLDING_H
#define THRESHOLDING_H

#include <stddef.h>

/* E2.1  Rectify above a threshold.
 *
 *     thres_x_j = x_j - theta   where x_j >= theta,
 *                 0             elsewhere
 *
 * In:  x[n], usually grey values, but any numbers are allowed; theta, any number in the same
 *      unit; n may be 0.
 * Out: thres_x[n], in the same unit, not clipped. */
void ReLU(const double *x, size_t n, double theta, double *thres_x);

#endif
