/* LARS: the whole path against plain coordinate descent at and between its corners. */
#include "coding/lars.h"

#include "coding/lasso.h"
#include "parallel.h"
#include "plain.h"

#include <criterion/criterion.h>

enum { N = 12, M = 20, MOST_K = 50, CORNERS = 400 };

static const size_t SIZES[] = {1, 7, 17, 50};
static double D[MOST_K * M], X[N * M], A[CORNERS * MOST_K], B[N * MOST_K], lambda[CORNERS];
static float Df[MOST_K * M], Xf[N * M], Af[CORNERS * MOST_K], lambda_f[CORNERS];

/* The code is a minimum: it meets the conditions, and costs no more than the plain one. */
static void is_minimum(const char *what, size_t K, const double *x, const double *a, double price)
{
    double plain[MOST_K] = {0};
    double off = plain_lasso_departure(D, K, M, x, a, price);
    plain_lasso(D, K, M, x, price, plain);
    double cost = plain_lasso_cost(D, K, M, x, a, price);
    double best = plain_lasso_cost(D, K, M, x, plain, price);
    cr_assert(cost <= best * (1 + 1e-6) + 1e-9, "%s, K %zu, lambda %g: cost %.12g, plain %.12g",
              what, K, price, cost, best);
    cr_assert(off <= 1e-6 * (1 + price), "%s, K %zu, lambda %g: departs by %g", what, K, price,
              off);
}

Test(lars, every_corner_and_every_middle_is_a_minimum)
{
    size_t found;
    double middle[MOST_K];
    for (int which = 0; which < HARD_CASES; which++)
        for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
            size_t K = SIZES[i];
            hard_fill(which, 20 + K, D, K, M, X, N);
            for (size_t t = 0; t < 4; t++) {
                const double *x = X + t * M;
                cr_assert(lars_path(D, K, M, x, 0.05, CORNERS, lambda, A, &found) == SB_OK);
                cr_assert(found >= 1 && found < CORNERS);
                cr_assert(fabs(lambda[found - 1] - 0.05) < 1e-12 ||
                          (found == 1 && lambda[0] == 0.05));
                for (size_t c = 0; c < found; c++) {
                    is_minimum(hard_name(which), K, x, A + c * K, lambda[c]);
                    if (c == 0)
                        continue;
                    cr_assert(lambda[c] < lambda[c - 1]);
                    for (size_t k = 0; k < K; k++)
                        middle[k] = (A[c * K + k] + A[(c - 1) * K + k]) / 2;
                    is_minimum(hard_name(which), K, x, middle, (lambda[c] + lambda[c - 1]) / 2);
                }
            }
        }
}

Test(lars, starts_where_the_first_atom_becomes_active)
{
    size_t found;
    double top = 0;
    hard_fill(CASE_USUAL, 4, D, 17, M, X, N);
    for (size_t k = 0; k < 17; k++)
        top = fmax(top, fabs(plain_dot(D + k * M, X, M)));
    cr_assert(lars_path(D, 17, M, X, 0, CORNERS, lambda, A, &found) == SB_OK);
    cr_assert(fabs(lambda[0] - top) < 1e-12 * top);
    for (size_t k = 0; k < 17; k++)
        cr_assert(A[k] == 0);
    cr_assert(lambda[found - 1] == 0);
    /* At lambda = 0 nothing that an atom could explain is left. */
    cr_assert(plain_lasso_departure(D, 17, M, X, A + (found - 1) * 17, 0) < 1e-10);
    cr_assert(lars_path(D, 17, M, X, 2 * top, CORNERS, lambda, A, &found) == SB_OK);
    cr_assert(found == 1 && lambda[0] == 2 * top);
}

Test(lars, codes_equal_those_of_coordinate_descent)
{
    hard_fill(CASE_USUAL, 6, D, 17, M, X, N);
    cr_assert(lars_codes(X, N, M, D, 17, 0.2, A) == SB_OK);
    cr_assert(lasso_codes(X, N, M, D, 17, 0.2, 1e-10, B) == SB_OK);
    for (size_t i = 0; i < N * 17; i++)
        cr_assert(fabs(A[i] - B[i]) < 1e-8);
    for (size_t i = 0; i < N * M; i++)
        X[i] *= 0x1p600;
    parallel_set_threads(3);
    cr_assert(lars_codes(X, N, M, D, 17, 0.2 * 0x1p600, A) == SB_OK);
    for (size_t i = 0; i < N * 17; i++)
        cr_assert(fabs(A[i] * 0x1p-600 - B[i]) < 1e-8);
}

/* Make the values of D and X such that float has them too. */
static void same_in_float(size_t K)
{
    for (size_t i = 0; i < K * M; i++)
        D[i] = Df[i] = (float)D[i];
    for (size_t i = 0; i < N * M; i++)
        X[i] = Xf[i] = (float)X[i];
}

/* Every corner in float is a minimum, and the last is that in double. */
static void float_equals_double(int which, size_t K, size_t t, double least)
{
    size_t found, found_f;
    double code[MOST_K];
    const double *x = X + t * M, *last = A;
    cr_assert(lars_path(D, K, M, x, least, CORNERS, lambda, A, &found) == SB_OK);
    cr_assert(lars_path_f(Df, K, M, Xf + t * M, (float)least, CORNERS, lambda_f, Af, &found_f) ==
              SB_OK);
    cr_assert(found < CORNERS && found_f < CORNERS);
    cr_assert(fabs(lambda_f[0] - lambda[0]) <= 1e-5 * lambda[0]);
    cr_assert(fabs(lambda_f[found_f - 1] - least) <= 1e-6 * lambda[0]);
    for (size_t c = 0; c < found_f; c++) {
        cr_assert(c == 0 || lambda_f[c] < lambda_f[c - 1]);
        for (size_t k = 0; k < K; k++)
            code[k] = Af[c * K + k];
        double off = plain_lasso_departure(D, K, M, x, code, lambda_f[c]);
        cr_assert(off <= 1e-5 * lambda[0], "%s, K %zu, signal %zu, lambda %g: departs by %g",
                  hard_name(which), K, t, lambda_f[c], off);
    }
    last += (found - 1) * K;
    for (size_t k = 0; k < K && which != CASE_NEAR_TWINS; k++) {
        cr_assert((code[k] != 0) == (last[k] != 0), "%s, K %zu, signal %zu, atom %zu: %g, %g",
                  hard_name(which), K, t, k, code[k], last[k]);
        cr_assert(fabs(code[k] - last[k]) <= 1e-4 * (1 + fabs(last[k])),
                  "%s, K %zu, signal %zu, atom %zu: %g, double %g", hard_name(which), K, t, k,
                  code[k], last[k]);
    }
}

Test(lars, float_path_agrees_with_the_double_one)
{
    for (int which = 0; which < HARD_CASES; which++)
        for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
            hard_fill(which, 20 + SIZES[i], D, SIZES[i], M, X, N);
            same_in_float(SIZES[i]);
            for (size_t t = 0; t < N; t++)
                float_equals_double(which, SIZES[i], t, 0.05);
        }
}

/* All at once but for rounding, which is no reason for more corners. */
Test(lars, atoms_that_join_together_make_one_corner)
{
    size_t found;
    for (size_t k = 0; k < 16; k++)
        for (size_t i = 0; i < M; i++)
            D[k * M + i] = sqrt(2.0 / M) * cos(acos(-1) / M * ((double)i + 0.5) * (double)(k + 1));
    memset(X, 0, M * sizeof *X);
    for (size_t i = 0; i < 16 * M; i++)
        X[i % M] += D[i];
    cr_assert(lars_path(D, 16, M, X, 0.25, CORNERS, lambda, A, &found) == SB_OK);
    cr_assert(found == 2, "%zu corners", found);
    same_in_float(16);
    cr_assert(lars_path_f(Df, 16, M, Xf, 0.25f, CORNERS, lambda_f, Af, &found) == SB_OK);
    cr_assert(found == 2, "%zu corners in float", found);
    for (size_t k = 0; k < 16; k++)
        cr_assert(fabs(A[16 + k] - 0.75) < 1e-12 && fabs(Af[16 + k] - 0.75) < 1e-5);
}

/* Integers of few values, so that atoms tie at corners, are twins, or add up to one another. */
static void fill_ties(uint64_t *seed, double *values, size_t n, int kind)
{
    static const double from[][3] = {{-1, 1, 1}, {0, 1, 1}, {-1, 0, 1}, {0, 1, 2}};
    for (size_t i = 0; i < n; i++) {
        double u = random_uniform(seed);
        values[i] = from[kind][kind < 2 ? (size_t)(u * 2) : (size_t)(u * 3)];
    }
}

static double departs_f(size_t K, size_t m, const double *x, double price)
{
    double code[MOST_K];
    for (size_t i = 0; i < K * m; i++)
        Df[i] = (float)D[i];
    for (size_t i = 0; i < m; i++)
        Xf[i] = (float)x[i];
    cr_assert(lars_codes_f(Xf, 1, m, Df, K, (float)price, Af) == SB_OK);
    for (size_t k = 0; k < K; k++)
        code[k] = Af[k];
    return plain_lasso_departure(D, K, m, x, code, price);
}

/* Of atoms that reach lambda together only those join that then move with their sign. */
Test(lars, atoms_that_tie_join_only_with_their_signs)
{
    const double known[] = {0, 1, 0, 0, -1, -1, -1, 1, 0, -1, -1, 0, 0, 0, 0, 1};
    const double signal[] = {1, 0, -1, 1}, right[] = {0, 0, 0.25, 0.5};
    cr_assert(lars_codes(signal, 1, 4, known, 4, 0.5, A) == SB_OK);
    for (size_t k = 0; k < 4; k++)
        cr_assert(fabs(A[k] - right[k]) < 1e-14, "atom %zu: %g, not %g", k, A[k], right[k]);

    uint64_t seed = 11;
    size_t found;
    double middle[MOST_K];
    for (int run = 0; run < 4000; run++) {
        size_t m = 2 + (size_t)(random_uniform(&seed) * 15);
        size_t K = 1 + (size_t)(random_uniform(&seed) * 24);
        double price = (1 + floor(random_uniform(&seed) * 16)) / 8;
        fill_ties(&seed, D, K * m, run % 4);
        fill_ties(&seed, X, m, 2);
        cr_assert(lars_codes(X, 1, m, D, K, price, A) == SB_OK);
        cr_assert(lasso_codes(X, 1, m, D, K, price, 1e-10, B) == SB_OK);
        double off = plain_lasso_departure(D, K, m, X, A, price);
        double cost = plain_lasso_cost(D, K, m, X, A, price);
        double best = plain_lasso_cost(D, K, m, X, B, price);
        cr_assert(off < 1e-11 && fabs(cost - best) < 1e-8,
                  "run %d, K %zu, m %zu, lambda %g: departs by %g, cost %.12g, lasso_codes %.12g",
                  run, K, m, price, off, cost, best);
        off = departs_f(K, m, X, price);
        cr_assert(off < 2e-4, "run %d in float: departs by %g", run, off);
        cr_assert(lars_path(D, K, m, X, 0, CORNERS, lambda, A, &found) == SB_OK);
        cr_assert(found < CORNERS && lambda[found - 1] == 0);
        for (size_t c = 1; c < found; c++) {
            for (size_t k = 0; k < K; k++)
                middle[k] = (A[c * K + k] + A[(c - 1) * K + k]) / 2;
            off = plain_lasso_departure(D, K, m, X, middle, (lambda[c] + lambda[c - 1]) / 2);
            cr_assert(off < 1e-9, "run %d, before corner %zu: departs by %g", run, c, off);
        }
    }
}

Test(lars, float_codes_equal_those_of_double_in_any_unit)
{
    const float units[] = {1, 1e18f, 1e-18f};
    hard_fill(CASE_USUAL, 6, D, 17, M, X, N);
    same_in_float(17);
    cr_assert(lars_codes(X, N, M, D, 17, 0.2, A) == SB_OK);
    for (int how = 0; how < 9; how++) {
        float u = units[how % 3], v = units[how / 3];
        parallel_set_threads(how % 2 ? 3 : 1);
        for (size_t i = 0; i < N * M; i++)
            Xf[i] = (float)X[i] * u;
        for (size_t i = 0; i < 17 * M; i++)
            Df[i] = (float)D[i] * v;
        cr_assert(lars_codes_f(Xf, N, M, Df, 17, 0.2f * u * v, Af) == SB_OK);
        for (size_t i = 0; i < N * 17; i++) {
            cr_assert((Af[i] != 0) == (A[i] != 0), "%d: %g, double %g", how, Af[i], A[i]);
            cr_assert(fabs((double)Af[i] / u * v - A[i]) <= 1e-4 * (1 + fabs(A[i])));
        }
    }
}

Test(lars, survives_hard_cases_and_full_paths)
{
    size_t found;
    for (int which = 0; which < HARD_CASES; which++) {
        hard_fill(which, 9, D, 50, M, X, N);
        same_in_float(50);
        for (size_t t = 0; t < N; t++) {
            cr_assert(lars_path(D, 50, M, X + t * M, 0, CORNERS, lambda, A, &found) == SB_OK);
            for (size_t i = 0; i < found * 50; i++)
                cr_assert(isfinite(A[i]), "%s", hard_name(which));
            cr_assert(lars_path_f(Df, 50, M, Xf + t * M, 0, CORNERS, lambda_f, Af, &found) ==
                      SB_OK);
            cr_assert(lambda_f[found - 1] == 0 && found < CORNERS);
            for (size_t i = 0; i < found * 50; i++)
                cr_assert(isfinite(Af[i]), "%s", hard_name(which));
        }
    }
    cr_assert(lars_path(D, 50, M, X, 0, 3, lambda, A, &found) == SB_OK);
    cr_assert(found == 3, "no more corners than there is room for");
}

Test(lars, refuses_what_it_cannot_do)
{
    size_t found;
    hard_fill(CASE_USUAL, 4, D, 7, M, X, N);
    cr_assert(lars_path(D, 0, M, X, 0, CORNERS, lambda, A, &found) == SB_EINVAL);
    cr_assert(lars_path(D, 7, M, X, -1, CORNERS, lambda, A, &found) == SB_EINVAL);
    cr_assert(lars_path(D, 7, M, X, 0, 0, lambda, A, &found) == SB_EINVAL);
    X[2] = NAN;
    cr_assert(lars_path(D, 7, M, X, 0, CORNERS, lambda, A, &found) == SB_ENONFINITE);
    cr_assert(lars_codes(X, N, M, D, 7, 0, A) == SB_ENONFINITE);
    same_in_float(7);
    cr_assert(lars_path_f(Df, 7, M, Xf, 0, CORNERS, lambda_f, Af, &found) == SB_ENONFINITE);
    cr_assert(lars_codes_f(Xf, N, M, Df, 7, 0, Af) == SB_ENONFINITE);
    Xf[2] = 0;
    cr_assert(lars_path_f(Df, 7, M, Xf, NAN, CORNERS, lambda_f, Af, &found) == SB_EINVAL);
    cr_assert(lars_path_f(Df, 7, M, Xf, INFINITY, CORNERS, lambda_f, Af, &found) == SB_ENONFINITE);
    cr_assert(lars_codes_f(Xf, N, M, Df, 7, INFINITY, Af) == SB_ENONFINITE);
}
