//@ what: right
void sparse_code(const double *D, size_t K, size_t m, const double *x, double lambda, double *a,
                 double *r)
{
    int more = 1;
    for (int sweep = 0; more && sweep < 1000; sweep++) {
        more = 0;
        for (size_t k = 0; k < K; k++) {
            double e = 0, z = 0;
            for (size_t j = 0; j < m; j++) {
                double others = 0;
                for (size_t i = 0; i < K; i++)
                    if (i != k)
                        others += a[i] * D[i * m + j];
                e += D[k * m + j] * D[k * m + j];
                z += D[k * m + j] * (x[j] - others);
            }
            double next = e == 0 ? 0 : soft_threshold(z, lambda) / e;
            if (fabs(next - a[k]) * e > 1e-9 + 1e-9 * lambda)
                more = 1;
            a[k] = next;
        }
    }
    for (size_t j = 0; j < m; j++) {
        double s = 0;
        for (size_t k = 0; k < K; k++)
            s += a[k] * D[k * m + j];
        r[j] = x[j] - s;
    }
}
