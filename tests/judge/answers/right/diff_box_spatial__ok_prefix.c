//@ what: right
int diff_box_spatial(const double *data, size_t n, size_t window, size_t pad_size, double *out,
                     double *taps)
{
    if (!window || n <= window)
        return -1;
    double w = 1 / sqrt(2.0 * window + 1), sum[n + 1];
    size_t len = 2 * (pad_size + window) + 1;
    for (size_t j = 0; j < len; j++) {
        size_t from = j > pad_size + window ? j - pad_size - window : pad_size + window - j;
        taps[j] = from == 0 ? 2 * window * w : from <= window ? -w : 0;
    }
    sum[0] = 0;
    for (size_t i = 0; i < n; i++)
        sum[i + 1] = sum[i] + data[i];
    for (size_t i = window; i < n; i++) {
        /* taps pad .. pad + 2 window reach data i - pad - 2 window .. i - pad */
        size_t hi = i >= pad_size ? i - pad_size + 1 : 0;
        size_t lo = i >= pad_size + 2 * window ? i - pad_size - 2 * window : 0;
        out[i] = -w * (sum[hi] - sum[lo]);
        if (i >= pad_size + window)
            out[i] += (2.0 * window + 1) * w * data[i - pad_size - window];
    }
    for (size_t i = window; i-- > 0;)
        out[i] = out[i + 1];
    return 0;
}
