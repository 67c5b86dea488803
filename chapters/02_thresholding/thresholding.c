/* thresholding.c: chapter 2. The contract is in thresholding.h. */
#include "thresholding.h"

#include "todo.h"

/* ---- E2.1 ReLU ---- */

void ReLU(const double *x, size_t n, double theta, double *thres_x)
{
    /* TODO: go through all samples; what is left of x[j] above theta? */
    TODO(x, n, theta, thres_x);
}
