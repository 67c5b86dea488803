/* thresholding.c: chapter 2. The contract is in thresholding.h. */
#include "thresholding.h"

#ifndef SOLUTION
#include "todo.h"
#endif

/* ---- E2.1 ReLU ---- */

void ReLU(const double *x, size_t n, double theta, double *thres_x)
{
#ifdef SOLUTION
    for (size_t j = 0; j < n; j++)
        thres_x[j] = x[j] >= theta ? x[j] - theta : 0.0;
#else
    /* TODO: go through all samples; what is left of x[j] above theta? */
    TODO(x, n, theta, thres_x);
#endif
}
