//@ what: right
void dictionary_update(const double *X, size_t n, size_t m, const double *A, size_t K, double *D,
                       double *R)
{
    double g[m];
    for (size_t k = 0; k < K; k++) {
        double s = 0;
        for (size_t j = 0; j < m; j++) {
            g[j] = 0;
            for (size_t t = 0; t < n; t++) {
                double rest = X[t * m + j];
                for (size_t i = 0; i < K; i++)
                    if (i != k)
                        rest -= A[t * K + i] * D[i * m + j];
                g[j] += A[t * K + k] * rest;
            }
            s = fmax(s, fabs(g[j]));
        }
        double q = 0;
        for (size_t j = 0; s > 0 && j < m; j++)
            q += g[j] / s * (g[j] / s);
        for (size_t j = 0; s > 0 && j < m; j++)
            D[k * m + j] = g[j] / s / sqrt(q);
    }
    for (size_t t = 0; t < n; t++)
        for (size_t j = 0; j < m; j++) {
            R[t * m + j] = X[t * m + j];
            for (size_t k = 0; k < K; k++)
                R[t * m + j] -= A[t * K + k] * D[k * m + j];
        }
}
