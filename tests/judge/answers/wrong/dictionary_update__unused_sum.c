//@ what: an atom whose codes add up to 0 is taken for unused
void dictionary_update(const double *X, size_t n, size_t m, const double *A, size_t K, double *D,
                       double *R)
{
    for (size_t t = 0; t < n; t++)
        for (size_t j = 0; j < m; j++) {
            R[t * m + j] = X[t * m + j];
            for (size_t k = 0; k < K; k++)
                R[t * m + j] -= A[t * K + k] * D[k * m + j];
        }
    for (size_t k = 0; k < K; k++) {
        double *d = D + k * m, g[m], s = 0.0;
        for (size_t j = 0; j < m; j++) {
            g[j] = 0.0;
            for (size_t t = 0; t < n; t++)
                g[j] += A[t * K + k] * (R[t * m + j] + A[t * K + k] * d[j]);
            s = hypot(s, g[j]);
        }
        double sum = 0;
        for (size_t t = 0; t < n; t++)
            sum += A[t * K + k];
        if (s == 0.0 || sum == 0)
            continue;
        for (size_t j = 0; j < m; j++) {
            double fresh = g[j] / s;
            for (size_t t = 0; t < n; t++)
                R[t * m + j] += A[t * K + k] * (d[j] - fresh);
            d[j] = fresh;
        }
    }
}
