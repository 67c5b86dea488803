//@ what: right
#include <string.h>
static double inner(const double *p, const double *q, size_t m)
{
    return m ? *p * *q + inner(p + 1, q + 1, m - 1) : 0;
}

void sparse_code(const double *D, size_t K, size_t m, const double *x, double lambda, double *a,
                 double *r)
{
    double norm2[K + 1];
    memcpy(r, x, m * sizeof *r);
    for (size_t k = 0; k < K; k++) {
        norm2[k] = inner(D + k * m, D + k * m, m);
        for (size_t j = 0; j < m; j++)
            r[j] -= a[k] * D[k * m + j];
    }
    int left = 1000;
    double worst;
    do {
        worst = 0;
        for (size_t k = 0; k < K; k++) {
            const double *d = D + k * m;
            double b = 0, z = inner(r, d, m) + a[k] * norm2[k];
            if (norm2[k] != 0)
                b = (z > lambda ? z - lambda : z < -lambda ? z + lambda : 0) / norm2[k];
            double step = b - a[k];
            if (step != 0)
                for (size_t j = 0; j < m; j++)
                    r[j] -= step * d[j];
            a[k] = b;
            if (fabs(step * norm2[k]) > worst)
                worst = fabs(step * norm2[k]);
        }
    } while (worst > 1e-9 * (1 + lambda) && --left);
}
