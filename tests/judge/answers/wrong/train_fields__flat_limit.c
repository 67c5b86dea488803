//@ what: a norm below 1e-6 counts as 0
double my_alpha(void)
{
    return 0.05;
}

int train_fields(double *patches, size_t n, size_t m, size_t K, double alpha, size_t max_iter,
                 double *D, double *A)
{
    for (size_t i = 0; i < n; i++) {
        double mean = 0.0;
        for (size_t j = 0; j < m; j++)
            mean += patches[i * m + j];
        mean /= (double)m;
        for (size_t j = 0; j < m; j++)
            patches[i * m + j] -= mean;
    }
    for (size_t k = 0; k < K; k++) {
        const double *p = patches + k * (n / K) * m;
        double norm = 0.0;
        for (size_t j = 0; j < m; j++)
            norm += p[j] * p[j];
        norm = sqrt(norm);
        for (size_t j = 0; j < m; j++)
            D[k * m + j] = norm > 1e-6 ? p[j] / norm : 1.0 / sqrt((double)m);
    }
    struct dict_options options = {.alpha = alpha, .max_iter = max_iter};
    return (int)dict_learn(patches, n, m, K, &options, D, A, NULL, NULL);
}
