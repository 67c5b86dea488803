/* dictionary.c: chapter 5. The contracts are in dictionary.h. */
#include "dictionary.h"

#include <math.h>

#include "todo.h"

/* ---- E5.1 flatten_video ---- */

void flatten_video(const double *video, size_t rows, size_t cols, size_t frames, double *X)
{
    /* TODO: for every frame t and pixel r, c: where do X and video keep the value? */
    TODO(video, rows, cols, frames, X);
}

/* ---- E5.2 soft_threshold ---- */

double soft_threshold(double z, double lambda)
{
    /* TODO: three cases: z above lambda, below -lambda, in between. */
    return TODO(z, lambda);
}

/* ---- E5.3 sparse_code ---- */

void sparse_code(const double *D, size_t K, size_t m, const double *x, double lambda, double *a,
                 double *r)
{
    /* TODO: first r for the code you start with; then sweeps, in which each a_k changes r. */
    TODO(D, K, m, x, lambda, a, r);
}

/* ---- E5.4 dictionary_update ---- */

void dictionary_update(const double *X, size_t n, size_t m, const double *A, size_t K, double *D,
                       double *R)
{
    /* TODO: R = X - A D; then per atom: add its part to R, renew it, subtract its part. */
    TODO(X, n, m, A, K, D, R);
}

/* ---- E5.5 fit_transform ---- */

size_t fit_transform(const double *X, size_t n, size_t m, size_t K, double lambda, size_t max_iter,
                     double tol, double *D, double *A, double *R, double *objective)
{
    /* TODO: A = 0; rounds of sparse_code for each row, dictionary_update, objective. */
    return (size_t)TODO(X, n, m, K, lambda, max_iter, tol, D, A, R, objective);
}
