/* The fast l1 codes against plain coordinate descent, on hard cases, on every
 * instruction set, in double and float. */
#include "coding/lasso.h"
#include "parallel.h"
#include "plain.h"

#include <criterion/criterion.h>

enum { N = 30, M = 20, MOST_K = 50 };

static const size_t SIZES[] = {1, 7, 16, 17, 33, 50};
static double D[MOST_K * M], X[N * M], A[N * MOST_K], A2[N * MOST_K], plain[MOST_K];
static float Df[MOST_K * M], Xf[N * M], Af[N * MOST_K];

static void compare_double(int which, size_t K, double lambda)
{
    hard_fill(which, 7 + K, D, K, M, X, N);
    cr_assert(lasso_codes(X, N, M, D, K, lambda, 1e-9, A) == SB_OK);
    for (size_t t = 0; t < N; t++) {
        const double *x = X + t * M, *a = A + t * K;
        memset(plain, 0, sizeof plain);
        plain_lasso(D, K, M, x, lambda, plain);
        double cost = plain_lasso_cost(D, K, M, x, a, lambda);
        double best = plain_lasso_cost(D, K, M, x, plain, lambda);
        cr_assert(cost <= best * (1 + 1e-9) + 1e-12,
                  "%s, K %zu, signal %zu: cost %.12g, plain %.12g", hard_name(which), K, t, cost,
                  best);
        double off = plain_lasso_departure(D, K, M, x, a, lambda);
        cr_assert(off <= 1e-8 * (lambda + 1), "%s, K %zu, signal %zu: departs by %g",
                  hard_name(which), K, t, off);
    }
}

Test(lasso, costs_what_plain_descent_costs_and_meets_the_conditions)
{
    for (int level = SIMD_PORTABLE; level <= SIMD_AVX512; level++) {
        simd_set((enum simd_level)level);
        for (int which = 0; which < HARD_CASES; which++)
            for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++)
                compare_double(which, SIZES[i], 0.2);
    }
}

/* Many atoms on, some of them combinations of others: sweeps alone would take for ever. */
Test(lasso, meets_the_conditions_at_very_low_prices_too)
{
    enum { SOME = 10 };
    for (int level = SIMD_PORTABLE; level <= SIMD_AVX512; level++) {
        simd_set((enum simd_level)level);
        for (int which = 0; which < HARD_CASES; which++)
            for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++)
                for (double lambda = 1e-2; lambda > 1e-7; lambda /= 100) {
                    hard_fill(which, 40 + i, D, SIZES[i], M, X, N);
                    cr_assert(lasso_codes(X, SOME, M, D, SIZES[i], lambda, 1e-6, A) == SB_OK);
                    for (size_t t = 0; t < SOME; t++) {
                        double off = plain_lasso_departure(D, SIZES[i], M, X + t * M,
                                                           A + t * SIZES[i], lambda);
                        cr_assert(off <= 1e-3 * lambda + 1e-12,
                                  "%s, K %zu, signal %zu, lambda %g: "
                                  "departs by %g",
                                  hard_name(which), SIZES[i], t, lambda, off);
                    }
                }
    }
}

Test(lasso, equals_plain_descent_where_the_code_is_unique)
{
    hard_fill(CASE_USUAL, 3, D, 16, M, X, N);
    cr_assert(lasso_codes(X, N, M, D, 16, 0.3, 1e-10, A) == SB_OK);
    for (size_t t = 0; t < N; t++) {
        memset(plain, 0, sizeof plain);
        plain_lasso(D, 16, M, X + t * M, 0.3, plain);
        for (size_t k = 0; k < 16; k++)
            cr_assert(fabs(A[t * 16 + k] - plain[k]) < 1e-7);
    }
}

Test(lasso, float_meets_the_conditions_too)
{
    for (int level = SIMD_PORTABLE; level <= SIMD_AVX512; level++) {
        simd_set((enum simd_level)level);
        for (int which = 0; which < HARD_CASES; which++)
            for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
                size_t K = SIZES[i];
                double top = 0;
                hard_fill(which, 70 + K, D, K, M, X, N);
                for (size_t j = 0; j < K * M; j++)
                    D[j] = Df[j] = (float)D[j];
                for (size_t j = 0; j < N * M; j++)
                    X[j] = Xf[j] = (float)X[j];
                for (size_t t = 0; t < N; t++)
                    for (size_t k = 0; k < K; k++)
                        top = fmax(top, fabs(plain_dot(D + k * M, X + t * M, M)));
                cr_assert(lasso_codes_f(Xf, N, M, Df, K, 0.2f, 1e-4f, Af) == SB_OK);
                for (size_t t = 0; t < N; t++) {
                    for (size_t k = 0; k < K; k++)
                        A[t * K + k] = Af[t * K + k];
                    double off = plain_lasso_departure(D, K, M, X + t * M, A + t * K, 0.2);
                    cr_assert(off <= 1e-4 + 1e-5 * top, "%s, K %zu, signal %zu: departs by %g",
                              hard_name(which), K, t, off);
                }
            }
    }
}

Test(lasso, zero_atoms_get_no_code_and_zero_signals_none_at_all)
{
    hard_fill(CASE_ZEROS, 5, D, 33, M, X, N);
    cr_assert(lasso_codes(X, N, M, D, 33, 0, 1e-6, A) == SB_OK);
    for (size_t t = 0; t < N; t++)
        for (size_t k = 0; k < 33; k++) {
            cr_assert(isfinite(A[t * 33 + k]));
            if (k % 4 == 1 || t % 3 == 0)
                cr_assert(A[t * 33 + k] == 0);
        }
    /* So small that its square is 0: as good as zero, not a way to infinity. */
    for (size_t i = 0; i < M; i++)
        D[M + i] = 1e-170 * D[i];
    cr_assert(lasso_codes(X, N, M, D, 33, 0, 1e-6, A) == SB_OK);
    for (size_t t = 0; t < N; t++)
        cr_assert(A[t * 33 + 1] == 0);
}

Test(lasso, units_change_no_digit)
{
    /* Powers of two, so that the scaled problem is the same problem. */
    const double huge[] = {0x1p600, 0x1p-600, 0x1p300, 0x1p-300};
    hard_fill(CASE_USUAL, 9, D, 17, M, X, N);
    cr_assert(lasso_codes(X, N, M, D, 17, 0.25, 1e-6, A) == SB_OK);
    for (size_t i = 0; i < sizeof huge / sizeof *huge; i++) {
        hard_fill(CASE_USUAL, 9, D, 17, M, X, N);
        for (size_t j = 0; j < N * M; j++)
            X[j] *= huge[i];
        cr_assert(lasso_codes(X, N, M, D, 17, 0.25 * huge[i], 1e-6, A2) == SB_OK);
        for (size_t j = 0; j < N * 17; j++)
            cr_assert(fabs(A2[j] / huge[i] - A[j]) < 1e-6 * (1 + fabs(A[j])));
        for (size_t j = 0; j < 17 * M; j++)
            D[j] *= 1 / huge[i];
        for (size_t j = 0; j < N * M; j++)
            X[j] /= huge[i];
        if (huge[i] < 1e200 && huge[i] > 1e-200) {
            cr_assert(lasso_codes(X, N, M, D, 17, 0.25 / huge[i], 1e-6, A2) == SB_OK);
            for (size_t j = 0; j < N * 17; j++)
                cr_assert(fabs(A2[j] / huge[i] - A[j]) < 1e-6 * (1 + fabs(A[j])));
        }
    }
}

Test(lasso, same_bits_on_any_number_of_threads_and_both_fast_instruction_sets)
{
    hard_fill(CASE_USUAL, 11, D, 33, M, X, N);
    parallel_set_threads(1);
    lasso_codes(X, N, M, D, 33, 0.1, 1e-6, A);
    parallel_set_threads(3);
    lasso_codes(X, N, M, D, 33, 0.1, 1e-6, A2);
    cr_assert(memcmp(A, A2, N * 33 * sizeof *A) == 0);
    if (simd_level() == SIMD_AVX512) {
        simd_set(SIMD_AVX2);
        lasso_codes(X, N, M, D, 33, 0.1, 1e-6, A2);
        cr_assert(memcmp(A, A2, N * 33 * sizeof *A) == 0);
    }
}

Test(lasso, refuses_what_it_cannot_do)
{
    hard_fill(CASE_USUAL, 1, D, 7, M, X, N);
    cr_assert(lasso_codes(X, 0, M, D, 7, 0.1, 1e-6, A) == SB_OK);
    cr_assert(lasso_codes(X, N, 0, D, 7, 0.1, 1e-6, A) == SB_EINVAL);
    cr_assert(lasso_codes(X, N, M, D, 0, 0.1, 1e-6, A) == SB_EINVAL);
    cr_assert(lasso_codes(X, N, M, D, 7, -0.1, 1e-6, A) == SB_EINVAL);
    cr_assert(lasso_codes(X, N, M, D, 7, NAN, 1e-6, A) == SB_EINVAL);
    cr_assert(lasso_codes(X, N, M, D, 7, 0.1, 0, A) == SB_EINVAL);
    X[5] = NAN;
    cr_assert(lasso_codes(X, N, M, D, 7, 0.1, 1e-6, A) == SB_ENONFINITE);
    X[5] = 0;
    D[3] = INFINITY;
    cr_assert(lasso_codes(X, N, M, D, 7, 0.1, 1e-6, A) == SB_ENONFINITE);
}
