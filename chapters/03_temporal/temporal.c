/* temporal.c: chapter 3. The contracts are in temporal.h. */
#include "temporal.h"

#include <math.h>

#include "todo.h"

/* ---- E3.1 temporal_diff ---- */

void temporal_diff(const double *sig, size_t n, double *diff)
{
    /* TODO: how many pairs of neighbours do n samples have? And 0 samples? */
    TODO(sig, n, diff);
}

/* ---- E3.2 taus ---- */

void taus(size_t count, size_t first, size_t last, size_t *tau)
{
    /* TODO: in C, / between whole numbers rounds down by itself. What if count is 1? */
    TODO(count, first, last, tau);
}

/* ---- E3.3 taus_list ---- */

void taus_list(const double *sig, size_t n, const size_t *tau, size_t count, double *diffs)
{
    /* TODO: temporal_diff once for each lag tau[i], written to row i. */
    TODO(sig, n, tau, count, diffs);
}
