//@ what: the sum is never set back to 0
//@ likely: not_reset
void cardinality_sweep(const double *D, size_t K, size_t n, const double *y, const size_t *ks,
                       size_t count, size_t *support, double *h, double *residual, double *r2,
                       double *rmse)
{
    double mu = 0.0, total = 0.0, c;
    for (size_t t = 0; t < n; t++)
        mu += y[t];
    mu /= (double)n;
    for (size_t t = 0; t < n; t++)
        total += (y[t] - mu) * (y[t] - mu);
    double left = 0.0;
    for (size_t i = 0; i < count; i++) {
        OMP(D, K, n, y, ks[i], support, h, &c, residual);
        for (size_t t = 0; t < n; t++)
            left += residual[t] * residual[t];
        r2[i] = 1.0 - left / total;
        rmse[i] = sqrt(left / (double)n);
    }
}
