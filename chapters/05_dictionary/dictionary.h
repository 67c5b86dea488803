/* dictionary.h: chapter 5, learning the features themselves.
 * You write these functions in dictionary.c.
 *
 * Sizes: n signals of m values, K atoms. Rows are items:
 * X[n * m] signals, D[K * m] atoms, A[n * K] codes, X ~ A D. */
#ifndef DICTIONARY_H
#define DICTIONARY_H

#include <stddef.h>

/* E5.1  A video as a matrix, one row per frame.
 *
 *     X[t * (rows * cols) + r * cols + c] = video[(r * cols + c) * frames + t]
 *
 * In:  video[rows * cols * frames], any numbers, time running fastest (pixels x pixels x time).
 * Out: X[frames * (rows * cols)], in the unit of the video. */
void flatten_video(const double *video, size_t rows, size_t cols, size_t frames, double *X);

/* E5.2  Shrink towards zero.
 *
 *     S(z, lambda) = sign(z) max(|z| - lambda, 0)
 *
 * the solution a of: minimise 1/2 (a - z)^2 + lambda |a|.
 * In:  z; lambda >= 0, in the unit of z. Returns S. */
double soft_threshold(double z, double lambda);

/* E5.3  The sparse code of one signal, by coordinate descent.
 *
 *     minimise over a:  1/2 ||x - sum_k a_k d_k||^2 + lambda sum_k |a_k|
 *
 *     repeat for k = 0 .. K-1, in order, with <p, q> = sum_j p_j q_j:
 *         z   = <d_k, r> + a_k <d_k, d_k>,       r = x - sum_k a_k d_k
 *         a_k = S(z, lambda) / <d_k, d_k>        (0 when d_k is a zero atom)
 *     until no a_k <d_k, d_k> has moved by more than 1e-9 (1 + lambda) in a
 *     sweep, or 1000 sweeps are done.
 *
 * In:     D[K * m]; x[m]; lambda >= 0.
 * In/out: a[K], where to start; then the code.
 * Out:    r[m], the residual x - sum_k a_k d_k.
 * Source: Friedman, Hastie, Hoefling & Tibshirani 2007, Ann. Appl. Stat. 1, 302-332. */
void sparse_code(const double *D, size_t K, size_t m, const double *x, double lambda, double *a,
                 double *r);

/* E5.4  Improve the atoms, one after the other, for codes held fixed.
 *
 *     for k = 0 .. K-1, in order:
 *         g   = sum_t A_tk (R_t + A_tk d_k),   R = X - A D  (rows R_t, kept up to date)
 *         d_k = g / ||g||                      (left as it is when g = 0: an unused atom)
 *
 * Each step is the best unit-norm atom when all others stay as they are.
 * In:     X[n * m]; A[n * K].
 * In/out: D[K * m], unit-norm atoms.
 * Out:    R[n * m], the residual X - A D with the new atoms.
 * Source: Mairal, Bach, Ponce & Sapiro 2010, JMLR 11, 19-60 (its atom update,
 *         here with the norm held at 1). */
void dictionary_update(const double *X, size_t n, size_t m, const double *A, size_t K, double *D,
                       double *R);

/* E5.5  Learn atoms and codes together.
 *
 *     objective = 1/2 ||X - A D||^2 + lambda sum |A_tk|
 *
 *     repeat: sparse_code of every signal, starting at its last code (at first 0);
 *             dictionary_update; objective[i]
 *     until it is the max_iter-th round, or from the second round on
 *     objective[i-1] - objective[i] <= tol objective[i-1].
 *
 * The objective never increases.
 * In:     X[n * m]; lambda >= 0; max_iter at least 1; tol >= 0.
 * In/out: D[K * m], unit-norm atoms to start from; then the learned ones.
 * Out:    A[n * K]; R[n * m], the residual; objective[max_iter], of which the
 *         first `returned value` are written.
 * Returns the number of rounds done. */
size_t fit_transform(const double *X, size_t n, size_t m, size_t K, double lambda, size_t max_iter,
                     double tol, double *D, double *A, double *R, double *objective);

#endif
