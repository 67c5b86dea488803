/* temporal.c: chapter 3. The contracts are in temporal.h. */
#include "temporal.h"

#include <math.h>

#ifndef SOLUTION
#include "todo.h"
#endif

/* ---- E3.1 temporal_diff ---- */

void temporal_diff(const double *sig, size_t n, double *diff)
{
#ifdef SOLUTION
    /* t + 1 < n, not t < n - 1: n has no sign, and 0 - 1 would be huge. */
    for (size_t t = 0; t + 1 < n; t++)
        diff[t] = fabs(sig[t + 1] - sig[t]);
#else
    /* TODO: how many pairs of neighbours do n samples have? And 0 samples? */
    TODO(sig, n, diff);
#endif
}

/* ---- E3.2 taus ---- */

void taus(size_t count, size_t first, size_t last, size_t *tau)
{
#ifdef SOLUTION
    for (size_t i = 0; i < count; i++)
        tau[i] = count == 1 ? first : first + i * (last - first) / (count - 1);
#else
    /* TODO: in C, / between whole numbers rounds down by itself. What if count is 1? */
    TODO(count, first, last, tau);
#endif
}

/* ---- E3.3 taus_list ---- */

void taus_list(const double *sig, size_t n, const size_t *tau, size_t count, double *diffs)
{
#ifdef SOLUTION
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t + tau[i] < n; t++)
            diffs[i * n + t] = fabs(sig[t + tau[i]] - sig[t]);
#else
    /* TODO: temporal_diff once for each lag tau[i], written to row i. */
    TODO(sig, n, tau, count, diffs);
#endif
}
