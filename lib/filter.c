#include "filter.h"

#include <math.h>

#include "mat.h"

size_t diff_box_taps(size_t window, size_t pad_size)
{
    return 2 * pad_size + 2 * window + 1;
}

enum sb_status diff_box(const double *data, size_t n, size_t window, size_t pad_size, double *out,
                        double *taps)
{
    if (n == 0 || window == 0 || window >= n)
        return SB_EINVAL;
    if (!all_finite(data, n))
        return SB_ENONFINITE;

    size_t count = diff_box_taps(window, pad_size);
    size_t plus = pad_size + window; /* place of the positive tap: the delay in samples */
    double minus = 1.0 / sqrt(1.0 + (double)window);
    for (size_t k = 0; k < count; k++)
        taps[k] = k > plus && k <= plus + window ? -minus : 0.0;
    taps[plus] = minus * (double)window;

    /* Taps before `plus` and after `plus + window` are zero and add nothing. */
    for (size_t t = 0; t < n; t++) {
        out[t] = 0.0;
        for (size_t k = plus; k <= plus + window && k <= t; k++)
            out[t] += taps[k] * data[t - k];
    }
    for (size_t t = 0; t < window; t++)
        out[t] = out[window];
    return SB_OK;
}
