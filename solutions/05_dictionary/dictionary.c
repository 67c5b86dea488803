/* dictionary.c: chapter 5. The contracts are in dictionary.h. */
#include "dictionary.h"

#include <math.h>

#ifndef SOLUTION
#include "todo.h"
#endif

/* ---- E5.1 flatten_video ---- */

void flatten_video(const double *video, size_t rows, size_t cols, size_t frames, double *X)
{
#ifdef SOLUTION
    size_t pixels = rows * cols;
    for (size_t t = 0; t < frames; t++)
        for (size_t p = 0; p < pixels; p++)
            X[t * pixels + p] = video[p * frames + t];
#else
    /* TODO: for every frame t and pixel r, c: where do X and video keep the value? */
    TODO(video, rows, cols, frames, X);
#endif
}

/* ---- E5.2 soft_threshold ---- */

double soft_threshold(double z, double lambda)
{
#ifdef SOLUTION
    return copysign(fmax(fabs(z) - lambda, 0.0), z);
#else
    /* TODO: three cases: z above lambda, below -lambda, in between. */
    return TODO(z, lambda);
#endif
}

/* ---- E5.3 sparse_code ---- */

#ifdef SOLUTION
/* Take the best a_k while all others stay, keep r = x - D a up to date, and
 * return how far a_k <d_k, d_k> has moved. */
static double improve_one(const double *d, size_t m, double lambda, double *a_k, double *r)
{
    double energy = 0.0, match = 0.0, old = *a_k;
    for (size_t j = 0; j < m; j++) {
        energy += d[j] * d[j];
        match += d[j] * r[j];
    }
    *a_k = energy > 0.0 ? soft_threshold(match + old * energy, lambda) / energy : 0.0;
    for (size_t j = 0; j < m && *a_k != old; j++)
        r[j] += (old - *a_k) * d[j];
    return fabs(*a_k - old) * energy;
}

#endif
void sparse_code(const double *D, size_t K, size_t m, const double *x, double lambda, double *a,
                 double *r)
{
#ifdef SOLUTION
    double moved = INFINITY;
    for (size_t j = 0; j < m; j++) {
        r[j] = x[j];
        for (size_t k = 0; k < K; k++)
            r[j] -= a[k] * D[k * m + j];
    }
    for (int sweep = 0; sweep < 1000 && moved > 1e-9 * (1.0 + lambda); sweep++) {
        moved = 0.0;
        for (size_t k = 0; k < K; k++)
            moved = fmax(moved, improve_one(D + k * m, m, lambda, &a[k], r));
    }
#else
    /* TODO: first r for the code you start with; then sweeps, in which each a_k changes r. */
    TODO(D, K, m, x, lambda, a, r);
#endif
}

/* ---- E5.4 dictionary_update ---- */

#ifdef SOLUTION
/* R += sign * (what an atom d explains); its weight in signal t is a[t * K]. */
static void add_part(double sign, const double *a, size_t n, size_t K, const double *d, size_t m,
                     double *R)
{
    for (size_t t = 0; t < n; t++)
        for (size_t j = 0; j < m; j++)
            R[t * m + j] += sign * a[t * K] * d[j];
}

/* g_j = sum_t a_t R_tj */
static double gather(const double *a, size_t n, size_t K, const double *R, size_t m, size_t j)
{
    double g = 0.0;

    for (size_t t = 0; t < n; t++)
        g += a[t * K] * R[t * m + j];
    return g;
}

#endif
void dictionary_update(const double *X, size_t n, size_t m, const double *A, size_t K, double *D,
                       double *R)
{
#ifdef SOLUTION
    for (size_t i = 0; i < n * m; i++)
        R[i] = X[i];
    for (size_t k = 0; k < K; k++)
        add_part(-1.0, A + k, n, K, D + k * m, m, R);
    for (size_t k = 0; k < K; k++) {
        double *d = D + k * m, norm = 0.0;
        add_part(+1.0, A + k, n, K, d, m, R);
        for (size_t j = 0; j < m; j++)
            norm = hypot(norm, gather(A + k, n, K, R, m, j));
        for (size_t j = 0; j < m && norm > 0.0; j++)
            d[j] = gather(A + k, n, K, R, m, j) / norm;
        add_part(-1.0, A + k, n, K, d, m, R);
    }
#else
    /* TODO: R = X - A D; then per atom: add its part to R, renew it, subtract its part. */
    TODO(X, n, m, A, K, D, R);
#endif
}

/* ---- E5.5 fit_transform ---- */

size_t fit_transform(const double *X, size_t n, size_t m, size_t K, double lambda, size_t max_iter,
                     double tol, double *D, double *A, double *R, double *objective)
{
#ifdef SOLUTION
    for (size_t i = 0; i < n * K; i++)
        A[i] = 0.0;
    for (size_t i = 0; i < max_iter; i++) {
        for (size_t t = 0; t < n; t++)
            sparse_code(D, K, m, X + t * m, lambda, A + t * K, R + t * m);
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
#else
    /* TODO: A = 0; rounds of sparse_code for each row, dictionary_update, objective. */
    return (size_t)TODO(X, n, m, K, lambda, max_iter, tol, D, A, R, objective);
#endif
}
