//@ what: right
double kurtosis(const double *x, size_t n)
{
    if (n < 2)
        return NAN;
    double lo = x[0], hi = x[0], mu = 0, a = 0, b = 0;
    for (size_t j = 1; j < n; j++) {
        lo = fmin(lo, x[j]);
        hi = fmax(hi, x[j]);
    }
    if (lo == hi)
        return NAN;
    for (size_t j = 0; j < n; j++)
        mu += (x[j] - lo) / (hi - lo);
    mu /= n;
    for (size_t j = 0; j < n; j++) {
        double d = (x[j] - lo) / (hi - lo) - mu;
        a += pow(d, 2);
        b += pow(d, 4);
    }
    return b / n / pow(sqrt(a / n), 4);
}
