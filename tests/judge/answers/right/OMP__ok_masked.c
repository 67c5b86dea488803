//@ what: flags in a VLA, best over all, stops when flagged
static double avg(const double *v, size_t n)
{
    double s = 0;
    for (size_t i = 0; i < n; i++)
        s += v[i];
    return s / n;
}
size_t OMP(const double *D, size_t K, size_t n, const double *y, size_t k, size_t *support,
           double *h, double *intercept, double *residual)
{
    char used[K];
    double means[K], lengths[K], ylen = 0;
    for (size_t j = 0; j < K; j++) {
        used[j] = 0;
        means[j] = avg(D + j * n, n);
        lengths[j] = 0;
        for (size_t t = 0; t < n; t++)
            lengths[j] = hypot(lengths[j], D[j * n + t] - means[j]);
    }
    double my = avg(y, n);
    *intercept = my;
    for (size_t t = 0; t < n; t++) {
        residual[t] = y[t] - my;
        ylen = hypot(ylen, residual[t]);
    }
    size_t p;
    for (p = 0; p < k; p++) {
        size_t b = 0;
        double top = -1;
        for (size_t j = 0; j < K; j++) {
            double c = 0;
            for (size_t t = 0; t < n; t++)
                c += (D[j * n + t] - means[j]) * residual[t];
            if (fabs(c) > top) {
                top = fabs(c);
                b = j;
            }
        }
        if (top <= 1e-10 * lengths[b] * ylen || used[b])
            return p;
        support[p] = b;
        used[b] = 1;
        if (least_squares(D, n, y, support, p + 1, h, intercept))
            return p;
        for (size_t t = 0; t < n; t++) {
            double fit = *intercept;
            for (size_t i = 0; i <= p; i++)
                fit += h[i] * D[support[i] * n + t];
            residual[t] = y[t] - fit;
        }
    }
    return p;
}
