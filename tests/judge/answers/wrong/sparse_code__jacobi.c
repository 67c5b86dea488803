//@ what: r is renewed after a sweep only
//@ likely: late_residual
void sparse_code(const double *D, size_t K, size_t m, const double *x, double lambda, double *a,
                 double *r)
{
    for (size_t j = 0; j < m; j++) {
        r[j] = x[j];
        for (size_t k = 0; k < K; k++)
            r[j] -= a[k] * D[k * m + j];
    }
    for (int sweep = 0; sweep < 1000; sweep++) {
        double moved = 0.0;
        for (size_t k = 0; k < K; k++) {
            const double *d = D + k * m;
            double dd = 0.0, dr = 0.0, old = a[k];
            for (size_t j = 0; j < m; j++) {
                dd += d[j] * d[j];
                dr += d[j] * r[j];
            }
            if (dd > 0.0)
                a[k] = soft_threshold(dr + old * dd, lambda) / dd;
            else
                a[k] = 0.0;
            moved = fmax(moved, fabs(a[k] - old) * dd);
        }
        for (size_t j = 0; j < m; j++) {
            r[j] = x[j];
            for (size_t k = 0; k < K; k++)
                r[j] -= a[k] * D[k * m + j];
        }
        if (moved <= 1e-9 * (1.0 + lambda))
            break;
    }
}
