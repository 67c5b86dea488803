/* omp.h: chapter 4, a signal as a sum of few features.
 * You write these functions in omp.c. Given: least_squares in lib/linalg.h. */
#ifndef OMP_H
#define OMP_H

#include <stddef.h>

/* E4.1  A dictionary of sines.
 *
 *     freqs_j = 0.001 + j (1 - 0.001) / (count - 1),   j = 0 .. count-1
 *     D[j * n + t] = sin(t freqs_j),                    t = 0 .. n-1
 *
 * In:  n, samples per feature; count, number of features, at least 2.
 * Out: freqs[count], in radians per frame; D[count * n], one feature per row. */
void set_sigs(size_t n, size_t count, double *freqs, double *D);

/* E4.2  Orthogonal matching pursuit, with intercept.
 *
 *     y ~ intercept + sum_i h_i d_i,   at most k features,  d_i = row support[i] of D
 *
 *     start:   intercept = mean(y),  residual = y - intercept
 *     repeat:  pick the feature whose centred form fits the residual best,
 *                  the j of the largest | <d_j - mean(d_j), residual> |, with
 *                  <a, b> = sum_t a_t b_t   (the first, if several tie);
 *              re-fit h and intercept by least squares on all picked features;
 *              residual = y - intercept - sum_i h_i d_i.
 *
 * The features are centred but not scaled to unit norm, as in scikit-learn.
 * Stop early, with the features, weights and residual found so far, when no
 * remaining feature could help. That is the case when
 *     the largest |<..>| is not above 1e-10 ||d_j - mean(d_j)|| ||y - mean(y)||, or
 *     the best feature is in the support already, or
 *     least_squares with the new feature returns anything but SB_OK
 *     (it then leaves h and intercept as they were).
 *
 * In:  D[K * n], one feature per row; y[n]; K and n at least 1; k, may be 0.
 * Out: support[k], in the order of picking; h[k], the weight of each;
 *      *intercept; residual[n]. Elements of support and h beyond the returned
 *      count have no meaning.
 * Returns the number of features picked, at most k.
 * Source: Pati, Rezaiifar & Krishnaprasad 1993, Asilomar Conference, 40-44. */
size_t OMP(const double *D, size_t K, size_t n, const double *y, size_t k, size_t *support,
           double *h, double *intercept, double *residual);

/* E4.3  How good is the fit with more and more features?
 *
 *     r2_i   = 1 - sum_t residual_t^2 / sum_t (y_t - mean(y))^2
 *     rmse_i = sqrt( sum_t residual_t^2 / n )
 *
 * with the residual of OMP(D, K, n, y, ks[i], ...).
 * In:  D[K * n]; y[n], not constant; ks[count], cardinalities, each at most n.
 *      Workspace: support[n], h[n], residual[n].
 * Out: r2[count], without unit; rmse[count], in the unit of y. */
void cardinality_sweep(const double *D, size_t K, size_t n, const double *y, const size_t *ks,
                       size_t count, size_t *support, double *h, double *residual, double *r2,
                       double *rmse);

#endif
