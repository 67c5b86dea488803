//@ what: right
void cardinality_sweep(const double *D, size_t K, size_t n, const double *y, const size_t *ks,
                       size_t count, size_t *support, double *h, double *residual, double *r2,
                       double *rmse)
{
    double total = 0;
    for (size_t t = 0; t < n; t++)
        for (size_t s = 0; s < t; s++)
            total += (y[t] - y[s]) * (y[t] - y[s]) / n;
    while (count--) {
        double c, e = 0;
        OMP(D, K, n, y, ks[count], support, h, &c, residual);
        for (size_t t = 0; t < n; t++)
            e = hypot(e, residual[t]);
        rmse[count] = e / sqrt(n);
        r2[count] = (total - e * e) / total;
    }
}
