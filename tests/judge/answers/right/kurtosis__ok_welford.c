//@ what: right
double kurtosis(const double *x, size_t n)
{
    double mean = 0, M2 = 0, M3 = 0, M4 = 0;
    for (size_t j = 0; j < n; j++) {
        double k = (double)(j + 1), delta = x[j] - mean, dn = delta / k, dn2 = dn * dn;
        double term = delta * dn * (double)j;
        mean += dn;
        M4 += term * dn2 * (k * k - 3 * k + 3) + 6 * dn2 * M2 - 4 * dn * M3;
        M3 += term * dn * (k - 2) - 3 * dn * M2;
        M2 += term;
    }
    for (size_t j = 1; j < n; j++)
        if (x[j] != x[j - 1])
            return (double)n * M4 / (M2 * M2);
    return NAN;
}
