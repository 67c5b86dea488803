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
 * In:  x[n], grey values as a rule, though any number may come; theta, any number in the same
 *      unit; n may be 0.
 * Out: thres_x[n], in the same unit, as large as it comes out. */
void ReLU(const double *x, size_t n, double theta, double *thres_x);

#endif
