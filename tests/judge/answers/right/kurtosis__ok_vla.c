//@ what: deviations in a VLA
double kurtosis(const double *x, size_t n)
{
    if (n == 0)
        return NAN;
    double dev[n], mean = 0, s2 = 0, s4 = 0;
    for (size_t i = 0; i < n; i++)
        mean += x[i];
    mean /= n;
    for (size_t i = 0; i < n; i++)
        dev[i] = x[i] - mean;
    double lo = x[0], hi = x[0];
    for (size_t i = 0; i < n; i++) {
        if (x[i] < lo)
            lo = x[i];
        if (x[i] > hi)
            hi = x[i];
    }
    if (lo == hi)
        return NAN;
    for (size_t i = 0; i < n; i++)
        s2 += dev[i] * dev[i];
    for (size_t i = 0; i < n; i++)
        s4 += pow(dev[i], 4);
    return n * s4 / (s2 * s2);
}
