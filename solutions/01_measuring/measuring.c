/* measuring.c: chapter 1. The contracts are in measuring.h. */
#include "measuring.h"

#include <math.h>

#ifndef SOLUTION
#include "todo.h"
#endif

/* ---- E1.1 l0_norm ---- */

size_t l0_norm(const double *x, size_t n)
{
#ifdef SOLUTION
    size_t count = 0;
    for (size_t j = 0; j < n; j++)
        if (x[j] != 0.0)
            count++;
    return count;
#else
    /* TODO: go through all samples; which of them count? */
    return TODO(x, n);
#endif
}

/* ---- E1.2 l1_norm ---- */

double l1_norm(const double *x, size_t n)
{
#ifdef SOLUTION
    double sum = 0.0;
    for (size_t j = 0; j < n; j++)
        sum += fabs(x[j]);
    return sum;
#else
    /* TODO: what does a negative sample add? (math.h has a function for it) */
    return TODO(x, n);
#endif
}

/* ---- E1.3 kurtosis ---- */

double kurtosis(const double *x, size_t n)
{
#ifdef SOLUTION
    double mu = 0.0, m2 = 0.0, m4 = 0.0;
    int all_equal = 1;
    for (size_t j = 0; j < n; j++) {
        mu += x[j] / (double)n;
        all_equal = all_equal && x[j] == x[0];
    }
    /* Asked of the samples: a rounded mu can leave a constant a tiny m2. */
    if (all_equal)
        return NAN;
    for (size_t j = 0; j < n; j++) {
        double square = (x[j] - mu) * (x[j] - mu);
        m2 += square / (double)n;
        m4 += square * square / (double)n;
    }
    return m4 / (m2 * m2);
#else
    /* TODO: one loop for mu, a second one for the means of (x - mu)^2 and (x - mu)^4.
     * sigma^4 is the square of the first of these. NAN is in math.h. */
    return TODO(x, n);
#endif
}
