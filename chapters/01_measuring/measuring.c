/* measuring.c: chapter 1. The contracts are in measuring.h. */
#include "measuring.h"

#include <math.h>

#include "todo.h"

/* ---- E1.1 l0_norm ---- */

size_t l0_norm(const double *x, size_t n)
{
    /* TODO: go through all samples; which of them count? */
    return TODO(x, n);
}

/* ---- E1.2 l1_norm ---- */

double l1_norm(const double *x, size_t n)
{
    /* TODO: what does a negative sample add? (math.h has a function for it) */
    return TODO(x, n);
}

/* ---- E1.3 kurtosis ---- */

double kurtosis(const double *x, size_t n)
{
    /* TODO: one loop for mu, a second one for the means of (x - mu)^2 and (x - mu)^4.
     * sigma^4 is the square of the first of these. NAN is in math.h. */
    return TODO(x, n);
}
