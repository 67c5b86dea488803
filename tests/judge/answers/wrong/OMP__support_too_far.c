//@ what: a feature counts as picked when it stands anywhere in support, also behind the picked ones
//@ says: depends on what stood in support before the call
static double mean(const double *x, size_t n)
{
    double sum = 0.0;

    for (size_t t = 0; t < n; t++)
        sum += x[t];
    return sum / (double)n;
}

/* The feature that fits the residual best, or K when none could help.
 * spread: || y - mean(y) ||^2. */
static size_t best_feature(const double *D, size_t K, size_t n, const double *residual,
                           double spread)
{
    size_t best = K;
    double largest = 0.0, limit = 0.0;

    for (size_t j = 0; j < K; j++) {
        const double *d = D + j * n;
        double m = mean(d, n), fit = 0.0, length = 0.0;
        for (size_t t = 0; t < n; t++) {
            fit += (d[t] - m) * residual[t];
            length += (d[t] - m) * (d[t] - m);
        }
        if (fabs(fit) > largest) {
            largest = fabs(fit);
            limit = 1e-10 * sqrt(length * spread);
            best = j;
        }
    }
    return largest > limit ? best : K;
}

static int contains(const size_t *support, size_t count, size_t j)
{
    while (count > 0)
        if (support[--count] == j)
            return 1;
    return 0;
}

size_t OMP(const double *D, size_t K, size_t n, const double *y, size_t k, size_t *support,
           double *h, double *intercept, double *residual)
{
    double spread = 0.0;
    size_t picked = 0;

    *intercept = mean(y, n);
    for (size_t t = 0; t < n; t++) {
        residual[t] = y[t] - *intercept;
        spread += residual[t] * residual[t];
    }
    while (picked < k) {
        size_t best = best_feature(D, K, n, residual, spread);
        if (best == K || contains(support, k, best))
            break;
        support[picked] = best;
        if (least_squares(D, n, y, support, picked + 1, h, intercept) != SB_OK)
            break;
        picked++;
        for (size_t t = 0; t < n; t++) {
            residual[t] = y[t] - *intercept;
            for (size_t i = 0; i < picked; i++)
                residual[t] -= h[i] * D[support[i] * n + t];
        }
    }
    return picked;
}
