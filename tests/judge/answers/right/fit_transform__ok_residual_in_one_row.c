//@ what: the residual of each code goes to the same row of R, which the update writes anyway
size_t fit_transform(const double *X, size_t n, size_t m, size_t K, double lambda, size_t max_iter,
                     double tol, double *D, double *A, double *R, double *objective)
{
    for (size_t i = 0; i < n * K; i++)
        A[i] = 0.0;
    for (size_t i = 0; i < max_iter; i++) {
        for (size_t t = 0; t < n; t++)
            sparse_code(D, K, m, X + t * m, lambda, A + t * K, R);
        dictionary_update(X, n, m, A, K, D, R);

        objective[i] = 0.0;
        for (size_t j = 0; j < n * m; j++)
            objective[i] += 0.5 * R[j] * R[j];
        for (size_t j = 0; j < n * K; j++)
            objective[i] += lambda * fabs(A[j]);
        if (i > 0 && objective[i - 1] - objective[i] <= tol * objective[i - 1])
            return i + 1;
    }
    return max_iter;
}
