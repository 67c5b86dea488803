/* kernels.h: the few inner loops that take nearly all the time, in three versions: for AVX-512,
 * for AVX2 with fused multiply-add, and for plain 16-byte vectors, which every processor has. The
 * best one is chosen at run time.
 *
 * The two fast versions give the same bits: sums run in the same order, dot
 * products always over 64 bytes side by side. Arrays that vectors run over are
 * padded with zeros to a multiple of SB_LANES elements. */
#ifndef SB_KERNELS_H
#define SB_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

#define SB_LANES 16

static inline size_t sb_padded(size_t n)
{
    return (n + SB_LANES - 1) / SB_LANES * SB_LANES;
}

enum simd_level { SIMD_PORTABLE, SIMD_AVX2, SIMD_AVX512 };

/* The version in use: the best this processor can do, or a lower one that the
 * environment variable SPARSEBOOK_SIMD (portable, avx2, avx512) or simd_set asks for. */
enum simd_level simd_level(void);

/* Use at most this version from now on. */
void simd_set(enum simd_level most);

#define SB_BODY "coding/kernels.h"
#include "double_and_float.h"

#elif defined REAL /* for double and for float */

/* A step of a pursuit (omp_batch.c), over ld columns. */
struct R(pick) {
    size_t ld, k, stride;
    REAL *rows;                 /* k + 1 rows, stride apart; the last is written */
    const REAL *g, *coef;       /* row_k = g - sum_{i < k} coef_i row_i; without g nothing moves */
    REAL z, *q;                 /* q -= z row_k */
    REAL inverse, *own, *score; /* own -= inverse row_k^2; NULL: the rule is correlation */
    const REAL *least;          /* what own must be above for an atom to be picked */
};

struct R(kernels) {
    /* c[s ld + j] = sum_i x[s ldx + i] Dt[i ld + j],  s < nx, i < m, j < ld:
     * the correlation of nx signals with all atoms. */
    void (*correlate)(const REAL *Dt, size_t ld, size_t m, const REAL *x, size_t ldx, size_t nx,
                      REAL *c);
    /* The first j < n with the largest |a_j|; no NaN among them. */
    size_t (*argmax_abs)(const REAL *a, size_t n);
    /* The largest |a_j|, any n; NaN when there is one, else infinity when there is one. */
    REAL (*top_abs)(const REAL *a, size_t n);
    /* sum_j x_j y_j, any n */
    REAL (*dot)(const REAL *x, const REAL *y, size_t n);
    /* out_r = sum_j (D[r ld + j] - mean_r) x_j,  r < rows, any ld and n: with mean 0 the bits
     * that dot gives. out may be mean. */
    void (*dots)(const REAL *D, size_t ld, size_t rows, const REAL *mean, const REAL *x, size_t n,
                 REAL *out);
    /* out_r = sum_j (D[r ld + j] - mean_r)^2,  r < rows, any ld and n */
    void (*squares)(const REAL *D, size_t ld, size_t rows, const REAL *mean, size_t n, REAL *out);
    /* y += alpha x */
    void (*axpy)(REAL alpha, const REAL *x, REAL *y, size_t n);
    /* y = a - sum_{i < k} coef_i G[id_i ld + ..]; y may be a */
    void (*minus_rows)(REAL *y, const REAL *a, const REAL *G, size_t ld, const size_t *id,
                       const REAL *coef, size_t k, size_t n);
    /* Write the j < n with |a_j| > threshold >= 0 to id, in order; returns how many. No NaN. */
    size_t (*above)(const REAL *a, size_t n, REAL threshold, size_t *id);
    /* The most that q_a is off the conditions of the minimum, a < n: |q_a - lambda sign(c_a)|
     * where c_a is not 0, |q_a| - lambda elsewhere, or 0. */
    REAL (*off)(const REAL *q, const REAL *c, size_t n, REAL lambda);
    /* Solve H x = b, H[k x k] symmetric with rows ld apart, by elimination without pivots; H is
     * used up, b becomes x. b[k .. 2 k - 1] is the diagonal, used up, too. Elements behind
     * column k are 0.
     * Returns k, or the first j for which H[0 .. j][0 .. j] is not positive definite to
     * working precision; there is no x then. */
    size_t (*solve)(REAL *H, size_t ld, size_t k, REAL *b);
    /* One sweep of coordinate descent on k atoms with Gram matrix G; n = sb_padded(k).
     * q_a = <d_a, residual> is kept up to date; moves no larger than skip are left out.
     * Returns the largest move, in the unit of q. */
    REAL(*sweep)
    (const REAL *G, size_t ld, size_t k, size_t n, REAL lambda, REAL skip, const REAL *inverse,
     REAL *c, REAL *q);
    /* G[s ld + j] += sum_{i < rows} Z[i ld + s] Z[i ld + j],  begin <= s < end, s <= j < ld (and
     * some j < s); ld = sb_padded(ld) */
    void (*gram)(const REAL *Z, size_t ld, size_t rows, size_t begin, size_t end, REAL *G);
    /* Do the step; then the first j with the largest |q_j|, or q_j^2 / own_j where own is given. */
    size_t (*pick)(const struct R(pick) * step);
};

/* The table of the version in use. */
const struct R(kernels) * R(kernels_now)(void);

#endif
