//@ what: right
size_t OMP(const double *D, size_t K, size_t n, const double *y, size_t k, size_t *support,
           double *h, double *intercept, double *residual)
{
    double C[K][n], norm[K], my = 0, ny = 0;
    char used[K];
    for (size_t t = 0; t < n; t++)
        my += y[t];
    my /= n;
    for (size_t t = 0; t < n; t++) {
        residual[t] = y[t] - my;
        ny = hypot(ny, residual[t]);
    }
    *intercept = my;
    for (size_t j = 0; j < K; j++) {
        double m = 0;
        used[j] = 0;
        norm[j] = 0;
        for (size_t t = 0; t < n; t++)
            m += D[j * n + t] / n;
        for (size_t t = 0; t < n; t++) {
            C[j][t] = D[j * n + t] - m;
            norm[j] = hypot(norm[j], C[j][t]);
        }
    }
    for (size_t i = 0; i < k; i++) {
        size_t best = 0;
        double top = 0;
        for (size_t j = 0; j < K; j++) {
            double p = 0;
            for (size_t t = n; t-- > 0;)
                p += C[j][t] * residual[t];
            if (fabs(p) > top) {
                top = fabs(p);
                best = j;
            }
        }
        if (top <= 1e-10 * norm[best] * ny || used[best])
            return i;
        support[i] = best;
        if (least_squares(D, n, y, support, i + 1, h, intercept))
            return i;
        used[best] = 1;
        for (size_t t = 0; t < n; t++) {
            double fit = *intercept;
            for (size_t s = 0; s <= i; s++)
                fit += h[s] * D[support[s] * n + t];
            residual[t] = y[t] - fit;
        }
    }
    return k;
}
