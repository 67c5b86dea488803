//@ what: right
double my_alpha(void)
{
    return 1e-4;
}

static double norm_of(const double *p, size_t m)
{
    double big = 0, s = 0;
    for (size_t j = 0; j < m; j++)
        big = fmax(big, fabs(p[j]));
    for (size_t j = 0; j < m && big > 0; j++)
        s += (p[j] / big) * (p[j] / big);
    return big * sqrt(s);
}

int train_fields(double *patches, size_t n, size_t m, size_t K, double alpha, size_t max_iter,
                 double *D, double *A)
{
    struct dict_options o = {0};
    for (double *p = patches; p < patches + n * m; p += m) {
        long double s = 0;
        for (size_t j = 0; j < m; j++)
            s += p[j];
        for (size_t j = 0; j < m; j++)
            p[j] -= (double)(s / m);
    }
    size_t step = n / K;
    for (size_t k = 0; k < K; k++) {
        double q = norm_of(patches + k * step * m, m);
        for (size_t j = 0; j < m; j++)
            D[k * m + j] = q == 0 ? pow((double)m, -0.5) : patches[k * step * m + j] / q;
    }
    o.alpha = alpha;
    o.max_iter = max_iter;
    return dict_learn(patches, n, m, K, &o, D, A, NULL, NULL);
}
