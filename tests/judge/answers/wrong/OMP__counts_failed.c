//@ what: a feature that least_squares refuses is counted
static double average(const double *v, size_t n)
{
    double s = 0.0;
    for (size_t t = 0; t < n; t++)
        s += v[t];
    return s / (double)n;
}

size_t OMP(const double *D, size_t K, size_t n, const double *y, size_t k, size_t *support,
           double *h, double *intercept, double *residual)
{
    size_t picked = 0;
    double yy = 0.0;
    *intercept = average(y, n);
    for (size_t t = 0; t < n; t++) {
        residual[t] = y[t] - *intercept;
        yy += residual[t] * residual[t];
    }
    while (picked < k) {
        size_t best = 0;
        double top = -1.0, limit = 0.0;
        for (size_t j = 0; j < K; j++) {
            double mu = average(D + j * n, n), dot = 0.0, dd = 0.0;
            for (size_t t = 0; t < n; t++) {
                double d = D[j * n + t] - mu;
                dot += d * residual[t];
                dd += d * d;
            }
            if (fabs(dot) > top) {
                top = fabs(dot);
                best = j;
                limit = 1e-10 * sqrt(dd) * sqrt(yy);
            }
        }
        if (!(top > limit))
            break;
        int known = 0;
        for (size_t i = 0; i < picked; i++)
            known |= support[i] == best;
        if (known)
            break;
        support[picked] = best;
        picked++;
        if (least_squares(D, n, y, support, picked, h, intercept) != SB_OK)
            break;
        for (size_t t = 0; t < n; t++) {
            residual[t] = y[t] - *intercept;
            for (size_t i = 0; i < picked; i++)
                residual[t] -= h[i] * D[support[i] * n + t];
        }
    }
    return picked;
}
