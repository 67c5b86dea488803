/* plain.h: slow, obviously right versions of what the library does fast, and
 * hard cases to compare them on. Everything in double; rows are items. */
#ifndef PLAIN_H
#define PLAIN_H

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"

static inline double plain_dot(const double *x, const double *y, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] * y[i];
    return sum;
}

/* r = x - sum_k a_k d_k */
static inline void plain_residual(const double *D, size_t K, size_t m, const double *x,
                                  const double *a, double *r)
{
    memcpy(r, x, m * sizeof *r);
    for (size_t k = 0; k < K; k++)
        for (size_t i = 0; i < m; i++)
            r[i] -= a[k] * D[k * m + i];
}

/* 1/2 ||x - a D||^2 + lambda sum |a_k| */
static inline double plain_lasso_cost(const double *D, size_t K, size_t m, const double *x,
                                      const double *a, double lambda)
{
    double *r = malloc(m * sizeof *r), cost = 0;
    plain_residual(D, K, m, x, a, r);
    cost = plain_dot(r, r, m) / 2;
    for (size_t k = 0; k < K; k++)
        cost += lambda * fabs(a[k]);
    free(r);
    return cost;
}

/* Coordinate descent over all atoms, to the end; a is where to start. */
static inline void plain_lasso(const double *D, size_t K, size_t m, const double *x, double lambda,
                               double *a)
{
    double *r = malloc(m * sizeof *r), moved = 1;
    plain_residual(D, K, m, x, a, r);
    for (int sweep = 0; sweep < 100000 && moved > 1e-13; sweep++) {
        moved = 0;
        for (size_t k = 0; k < K; k++) {
            const double *d = D + k * m;
            double g = plain_dot(d, d, m), z = plain_dot(d, r, m) + a[k] * g;
            double wanted = fabs(z) > lambda && g > 0 ? copysign(fabs(z) - lambda, z) / g : 0;
            for (size_t i = 0; i < m; i++)
                r[i] -= (wanted - a[k]) * d[i];
            moved = fmax(moved, fabs(wanted - a[k]) * sqrt(g));
            a[k] = wanted;
        }
    }
    free(r);
}

/* How far a is from the conditions of the minimum: the largest departure of <d_k, r>
 * from lambda sign(a_k) where a_k is not 0, and from [-lambda, lambda] elsewhere. */
static inline double plain_lasso_departure(const double *D, size_t K, size_t m, const double *x,
                                           const double *a, double lambda)
{
    double *r = malloc(m * sizeof *r), worst = 0;
    plain_residual(D, K, m, x, a, r);
    for (size_t k = 0; k < K; k++) {
        double c = plain_dot(D + k * m, r, m);
        double off = a[k] != 0 ? fabs(c - copysign(lambda, a[k])) : fabs(c) - lambda;
        worst = fmax(worst, off);
    }
    free(r);
    return worst;
}

/* Hard cases: dictionaries and signals that break careless code. */
enum hard_case { CASE_USUAL, CASE_TWINS, CASE_ZEROS, CASE_NEAR_TWINS, CASE_SCALES, HARD_CASES };

static inline const char *hard_name(int which)
{
    static const char *const name[] = {"usual", "atoms and their twins",
                                       "zero atoms and zero signals", "atoms nearly the same",
                                       "atoms of very different norms"};
    return name[which];
}

static inline void hard_fill(int which, uint64_t seed, double *D, size_t K, size_t m, double *X,
                             size_t n)
{
    for (size_t k = 0; k < K; k++) {
        double norm = 0;
        for (size_t i = 0; i < m; i++) {
            D[k * m + i] = random_normal(&seed);
            if (which == CASE_NEAR_TWINS && k > 0)
                D[k * m + i] = D[i] + 1e-3 * D[k * m + i];
            norm += D[k * m + i] * D[k * m + i];
        }
        for (size_t i = 0; i < m; i++) {
            D[k * m + i] /= sqrt(norm);
            if (which == CASE_TWINS && k % 3 == 2)
                D[k * m + i] = D[(k - 1) * m + i] * (k % 2 ? 1 : -1);
            if (which == CASE_ZEROS && k % 4 == 1)
                D[k * m + i] = 0;
            if (which == CASE_SCALES)
                D[k * m + i] *= pow(10, (double)(k % 5) - 2);
        }
    }
    for (size_t t = 0; t < n; t++)
        for (size_t i = 0; i < m; i++) {
            double sum = 0;
            for (size_t k = t % 3; k < K; k += 5)
                sum += D[k * m + i] * (double)(k % 7) / 3;
            X[t * m + i] = which == CASE_ZEROS && t % 3 == 0 ? 0 : sum + 0.3 * random_normal(&seed);
        }
}

#endif
