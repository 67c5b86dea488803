//@ what: the first window + pad_size values are replaced
//@ unlikely: start_not_replaced
int diff_box_spatial(const double *data, size_t n, size_t window, size_t pad_size, double *out,
                     double *taps)
{
    if (window < 1 || window >= n)
        return -1;
    size_t len = 2 * pad_size + 2 * window + 1, mid = pad_size + window;
    double norm = sqrt(2.0 * (double)window + 1.0);
    for (size_t j = 0; j < len; j++)
        taps[j] = 0.0;
    for (size_t j = pad_size; j < len - pad_size; j++)
        taps[j] = -1.0 / norm;
    taps[mid] = 2.0 * (double)window / norm;
    for (size_t i = 0; i < n; i++) {
        out[i] = 0.0;
        for (size_t j = 0; j < len; j++)
            if (j <= i)
                out[i] += taps[j] * data[i - j];
    }
    for (size_t i = 0; i < mid && mid < n; i++)
        out[i] = out[mid];
    return 0;
}
