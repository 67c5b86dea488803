/* omp.c: chapter 4. The contract is in omp.h. */
#include "omp.h"

#include <math.h>

#include "linalg.h"

#ifndef SOLUTION
#include "todo.h"
#endif

/* ---- E4.1 set_sigs ---- */

void set_sigs(size_t n, size_t count, double *freqs, double *D)
{
#ifdef SOLUTION
    for (size_t j = 0; j < count; j++) {
        freqs[j] = 0.001 + (double)j * (1.0 - 0.001) / (double)(count - 1);
        for (size_t t = 0; t < n; t++)
            D[j * n + t] = sin((double)t * freqs[j]);
    }
#else
    /* TODO: first freqs[j], then row j of D: n samples of a sine of that frequency. */
    TODO(n, count, freqs, D);
#endif
}

/* ---- E4.2 OMP ---- */

#ifdef SOLUTION
static double mean(const double *x, size_t n)
{
    double sum = 0.0;

    for (size_t t = 0; t < n; t++)
        sum += x[t];
    return sum / (double)n;
}

/* The feature that fits the residual best, or K when none could help.
 * spread: || y - mean(y) ||^2. */
static size_t best_feature(const double *D, size_t K, size_t n, const double *residual,
                           double spread)
{
    size_t best = K;
    double largest = 0.0, limit = 0.0;

    for (size_t j = 0; j < K; j++) {
        const double *d = D + j * n;
        double m = mean(d, n), fit = 0.0, length = 0.0;
        for (size_t t = 0; t < n; t++) {
            fit += (d[t] - m) * residual[t];
            length += (d[t] - m) * (d[t] - m);
        }
        if (fabs(fit) > largest) {
            largest = fabs(fit);
            limit = 1e-10 * sqrt(length * spread);
            best = j;
        }
    }
    return largest > limit ? best : K;
}

static int contains(const size_t *support, size_t count, size_t j)
{
    while (count > 0)
        if (support[--count] == j)
            return 1;
    return 0;
}

#endif
size_t OMP(const double *D, size_t K, size_t n, const double *y, size_t k, size_t *support,
           double *h, double *intercept, double *residual)
{
#ifdef SOLUTION
    double spread = 0.0;
    size_t picked = 0;

    *intercept = mean(y, n);
    for (size_t t = 0; t < n; t++) {
        residual[t] = y[t] - *intercept;
        spread += residual[t] * residual[t];
    }
    while (picked < k) {
        size_t best = best_feature(D, K, n, residual, spread);
        if (best == K || contains(support, picked, best))
            break;
        support[picked] = best;
        if (least_squares(D, n, y, support, picked + 1, h, intercept) != SB_OK)
            break;
        picked++;
        for (size_t t = 0; t < n; t++) {
            residual[t] = y[t] - *intercept;
            for (size_t i = 0; i < picked; i++)
                residual[t] -= h[i] * D[support[i] * n + t];
        }
    }
    return picked;
#else
    /* TODO: start with k = 0 (mean and residual alone), then write the loop:
     * pick, least_squares, new residual. Helper functions go above this one. */
    return (size_t)TODO(D, K, n, y, k, support, h, intercept, residual);
#endif
}

/* ---- E4.3 cardinality_sweep ---- */

void cardinality_sweep(const double *D, size_t K, size_t n, const double *y, const size_t *ks,
                       size_t count, size_t *support, double *h, double *residual, double *r2,
                       double *rmse)
{
#ifdef SOLUTION
    double y_mean = 0.0, total = 0.0, intercept;

    for (size_t t = 0; t < n; t++)
        y_mean += y[t] / (double)n;
    for (size_t t = 0; t < n; t++)
        total += (y[t] - y_mean) * (y[t] - y_mean);
    for (size_t i = 0; i < count; i++) {
        double left = 0.0;
        OMP(D, K, n, y, ks[i], support, h, &intercept, residual);
        for (size_t t = 0; t < n; t++)
            left += residual[t] * residual[t];
        r2[i] = 1.0 - left / total;
        rmse[i] = sqrt(left / (double)n);
    }
#else
    /* TODO: call OMP once for each ks[i]; its residual is all that you need. */
    TODO(D, K, n, y, ks, count, support, h, residual, r2, rmse);
#endif
}
