/* filter.h: box difference filters in time. */
#ifndef SB_FILTER_H
#define SB_FILTER_H

#include <stddef.h>

#include "status.h"

/* Number of taps of diff_box: pad_size + window + 1 + window + pad_size. */
size_t diff_box_taps(size_t window, size_t pad_size);

/* What is new: a sample less the mean of the `window` samples before it.
 *
 *   taps f = ( 0 x pad_size | 0 x window | +1 | -1 x window | 0 x pad_size ) / sqrt(1 + window),
 *   then the positive tap is scaled so that the taps sum to 0;
 *   out_t = sum_k f_k data_{t-k} (full convolution, the first n samples kept),
 *   and the first `window` outputs are replaced by out_window.
 *
 * That is out_t = window / sqrt(1 + window) (data_u - mean(data_{u-window} .. data_{u-1})) with
 * u = t - (pad_size + window): the leading zeros delay the output by that many samples,
 * samples before the start count as 0, and out_0 .. out_{pad_size+window-1} are 0.
 *
 * In: data[n], in any unit. Out: out[n] in that unit, apart from data;
 * taps[diff_box_taps(...)].
 * Returns SB_OK; SB_EINVAL when n = 0, window = 0 or window >= n (out_window
 * would not exist); SB_ENONFINITE when data hold NaN or infinity.
 * Source: the tutorial's diff_box (Mudrik & Pitkow, CC BY 4.0). */
enum sb_status diff_box(const double *data, size_t n, size_t window, size_t pad_size, double *out,
                        double *taps);

#endif
