//@ what: right
#include <string.h>
static double price(const double *R, size_t nm, const double *A, size_t nK, double lambda)
{
    double s = 0, q = 0;
    while (nK--)
        q += A[nK] < 0 ? -A[nK] : A[nK];
    while (nm--)
        s += R[nm] * R[nm];
    return s / 2 + lambda * q;
}

size_t fit_transform(const double *X, size_t n, size_t m, size_t K, double lambda, size_t max_iter,
                     double tol, double *D, double *A, double *R, double *objective)
{
    size_t done = 0;
    memset(A, 0, n * K * sizeof *A);
    do {
        for (size_t t = n; t-- > 0;)
            sparse_code(D, K, m, X + t * m, lambda, A + t * K, R + t * m);
        dictionary_update(X, n, m, A, K, D, R);
        objective[done++] = price(R, n * m, A, n * K, lambda);
        if (done >= 2 && !(objective[done - 2] - objective[done - 1] > tol * objective[done - 2]))
            break;
    } while (done < max_iter);
    return done;
}
