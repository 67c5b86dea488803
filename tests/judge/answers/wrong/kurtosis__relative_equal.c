//@ what: NaN when all samples are nearly equal
double kurtosis(const double *x, size_t n)
{
    if (n == 0)
        return NAN;
    double lo = x[0], hi = x[0];
    for (size_t j = 0; j < n; j++) {
        lo = fmin(lo, x[j]);
        hi = fmax(hi, x[j]);
    }
    if (hi - lo <= 1e-6 * fabs(hi))
        return NAN;
    double mu = 0;
    for (size_t j = 0; j < n; j++)
        mu += x[j];
    mu /= (double)n;
    double m2 = 0, m4 = 0;
    for (size_t j = 0; j < n; j++) {
        double d = x[j] - mu;
        m2 += d * d;
        m4 += d * d * d * d;
    }
    m2 /= (double)n;
    m4 /= (double)n;
    return m4 / (m2 * m2);
}
