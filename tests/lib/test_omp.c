/* Orthogonal matching pursuit: one signal against scikit-learn and a plain
 * version, many signals against the plain version, on every instruction set. */
#include "coding/omp.h"

#include "coding/kernels.h"
#include "linalg.h"
#include "parallel.h"
#include "plain.h"
#include "reference/reference.h"

#include <criterion/criterion.h>
#include <float.h>

enum { N = 40, M = 20, MOST_K = 50, PICKS = 6 };

static const size_t SIZES[] = {6, 7, 16, 17, 33, 50};
static double D[MOST_K * M], X[N * M], h[N * PICKS], h2[N * PICKS];
static float Df[MOST_K * M], Xf[N * M], hf[N * PICKS];
static size_t support[N * PICKS], support2[N * PICKS], count[N], count2[N];

/* ||y - the best combination of some atoms||^2, by the library's least squares. */
static double plain_rest(const double *atoms, size_t n, const double *y, const size_t *some,
                         size_t s, double *coef, double *residual)
{
    double full[MOST_K] = {0};
    memcpy(residual, y, n * sizeof *residual);
    if (s > 0 && least_squares(atoms, n, y, some, s, coef, NULL) != SB_OK)
        return -1;
    for (size_t i = 0; i < s; i++)
        full[some[i]] = coef[i];
    plain_residual(atoms, MOST_K, n, y, full, residual);
    return plain_dot(residual, residual, n);
}

/* Each pick from scratch: the rule as the header says it, then least squares. */
static size_t plain_omp(size_t K, const double *y, size_t k, enum omp_rule rule, size_t *picked,
                        double *coef)
{
    double r[M], other[M], scratch[PICKS];
    double energy = plain_dot(y, y, M);
    memset(D + K * M, 0, (MOST_K - K) * M * sizeof *D);
    plain_rest(D, M, y, picked, 0, coef, r);
    for (size_t s = 0; s < k; s++) {
        size_t best = K;
        double most = 0;
        for (size_t j = 0; j < K; j++) {
            double q = fabs(plain_dot(D + j * M, r, M)), score = q;
            if (rule == OMP_LEAST_SQUARES) {
                picked[s] = j;
                double rest = plain_rest(D, M, y, picked, s + 1, scratch, other);
                score = rest < 0 ? 0 : sqrt(fmax(plain_dot(r, r, M) - rest, 0));
            }
            if (score > most * (1 + 1e-9)) {
                most = score;
                best = j;
            }
        }
        if (best == K || fabs(plain_dot(D + best * M, r, M)) <=
                             1e-7 * sqrt(energy * plain_dot(D + best * M, D + best * M, M)))
            return s;
        picked[s] = best;
        if (plain_rest(D, M, y, picked, s + 1, scratch, other) < 0)
            return s;
        memcpy(coef, scratch, (s + 1) * sizeof *coef);
        memcpy(r, other, sizeof r);
    }
    return k;
}

static void same_as_plain(const char *what, size_t t, const size_t *mine, const double *mine_h,
                          size_t found, const size_t *plain, const double *plain_h, size_t want,
                          double tol)
{
    cr_assert(found == want, "%s, signal %zu: %zu picked, plain %zu", what, t, found, want);
    for (size_t i = 0; i < found; i++) {
        cr_assert(mine[i] == plain[i], "%s, signal %zu, pick %zu: %zu, plain %zu", what, t, i,
                  mine[i], plain[i]);
        cr_assert(fabs(mine_h[i] - plain_h[i]) <= tol * (1 + fabs(plain_h[i])),
                  "%s, signal %zu, weight %zu: %g, plain %g", what, t, i, mine_h[i], plain_h[i]);
    }
}

Test(omp_single, agrees_with_scikit_learn_on_the_bird)
{
    enum { ATOMS = 100, FRAMES = 280, MOST = 96 };
    static double sines[ATOMS * FRAMES], weights[MOST], rest[MOST], path[MOST * MOST];
    size_t picked[MOST], order[MOST], checked = 0;
    double total = 0, mean = 0;
    struct omp_code code = {.support = picked, .h = weights, .rest = rest, .path = path};
    struct mat y = reference("pixel_66_133.txt", "sig"), freqs = reference("omp.txt", "freqs");
    struct mat summary = reference("omp.txt", "summary");
    for (size_t j = 0; j < ATOMS; j++)
        for (size_t t = 0; t < FRAMES; t++)
            sines[j * FRAMES + t] = sin((double)t * freqs.data[j]);
    struct omp_options o = {.k = MOST, .intercept = true};
    cr_assert(omp_single(sines, ATOMS, FRAMES, y.data, &o, &code) == SB_OK);
    cr_assert(code.found == MOST);
    code.rest = NULL, code.path = NULL;
    reference_indices("omp.txt", "order", order, MOST);
    for (size_t t = 0; t < FRAMES; t++)
        mean += y.data[t] / FRAMES;
    for (size_t t = 0; t < FRAMES; t++)
        total += pow(y.data[t] - mean, 2);
    for (size_t i = 0; i < summary.rows; i++) {
        const double *row = mat_row(&summary, i);
        size_t k = (size_t)row[0];
        cr_assert(fabs(1 - rest[k - 1] / total - row[3]) < 1e-9, "R^2 at k = %zu: %.13f, %.13f", k,
                  1 - rest[k - 1] / total, row[3]);
        if (row[5] >= 1e10)
            continue;
        char name[32];
        snprintf(name, sizeof name, "coef_%zu", k);
        struct mat coef = reference("omp.txt", name);
        size_t sorted[MOST];
        snprintf(name, sizeof name, "support_%zu", k);
        reference_indices("omp.txt", name, sorted, MOST);
        for (size_t a = 0; a < k; a++) {
            cr_assert(picked[a] == order[a], "pick %zu", a);
            for (size_t b = 0; b < k; b++)
                if (sorted[b] == picked[a])
                    cr_assert(fabs(path[(k - 1) * MOST + a] - coef.data[b]) <
                              1e-8 * fabs(coef.data[b]));
        }
        mat_free(&coef);
        o.k = k;
        omp_single(sines, ATOMS, FRAMES, y.data, &o, &code);
        cr_assert(fabs(code.intercept - row[2]) < 1e-8 * fabs(row[2]));
        checked++;
    }
    cr_assert(checked > 3);
    mat_free(&y);
    mat_free(&freqs);
    mat_free(&summary);
}

/* With an intercept, the plain version gets what is left without the means. */
static void without_mean(double *x, size_t n)
{
    double mean = 0;
    for (size_t i = 0; i < n; i++)
        mean += x[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        x[i] -= mean;
}

static void single_equals_plain(int which, size_t K, struct omp_options o)
{
    double weights[PICKS], plain_h[PICKS];
    size_t picked[PICKS], plain[PICKS];
    static double atoms[MOST_K * M], signals[N * M];
    struct omp_code code = {.support = picked, .h = weights};
    hard_fill(which, 5 + K, D, K, M, X, N);
    memcpy(atoms, D, sizeof D);
    memcpy(signals, X, sizeof X);
    for (size_t k = 0; o.intercept && k < K; k++) {
        for (size_t i = 0; i < M && which != CASE_TWINS; i++) /* they tie: rounding would decide */
            atoms[k * M + i] += 100 * (double)(k % 5);
        without_mean(D + k * M, M);
    }
    for (size_t t = 0; t < N; t++) {
        if (o.intercept)
            without_mean(X + t * M, M);
        cr_assert(omp_single(atoms, K, M, signals + t * M, &o, &code) == SB_OK);
        size_t want = plain_omp(K, X + t * M, PICKS, o.rule, plain, plain_h);
        same_as_plain(hard_name(which), t, picked, weights, code.found, plain, plain_h, want, 1e-7);
    }
}

Test(omp_single, equals_the_plain_version_on_hard_cases)
{
    for (int level = SIMD_PORTABLE; level <= SIMD_AVX512; level++) {
        simd_set((enum simd_level)level);
        for (int which = 0; which < HARD_CASES; which++)
            for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++)
                for (int how = 0; how < 4; how++)
                    single_equals_plain(which, SIZES[i],
                                        (struct omp_options){.k = PICKS,
                                                             .rule = (enum omp_rule)(how % 2),
                                                             .intercept = how / 2});
    }
}

/* Make the values of D and X such that float has them too. */
static void same_in_float(size_t K)
{
    for (size_t i = 0; i < K * M; i++)
        D[i] = Df[i] = (float)D[i];
    for (size_t i = 0; i < N * M; i++)
        X[i] = Xf[i] = (float)X[i];
}

static void float_equals_double(int which, size_t K, struct omp_options o)
{
    double weights[PICKS], rest[PICKS], path[PICKS * PICKS];
    float weights_f[PICKS], rest_f[PICKS], path_f[PICKS * PICKS];
    size_t picked[PICKS], picked_f[PICKS];
    struct omp_code code = {.support = picked, .h = weights, .rest = rest, .path = path};
    struct omp_code_f code_f = {
        .support = picked_f, .h = weights_f, .rest = rest_f, .path = path_f};
    const double tol = 1e-4;
    hard_fill(which, 5 + K, D, K, M, X, N);
    same_in_float(K);
    for (size_t t = 0; t < N; t++) {
        cr_assert(omp_single(D, K, M, X + t * M, &o, &code) == SB_OK);
        cr_assert(omp_single_f(Df, K, M, Xf + t * M, &o, &code_f) == SB_OK);
        for (size_t i = 0; i < PICKS; i++)
            h2[i] = weights_f[i];
        same_as_plain(hard_name(which), t, picked_f, h2, code_f.found, picked, weights, code.found,
                      tol);
        cr_assert(fabs(code_f.intercept - code.intercept) <= tol * (1 + fabs(code.intercept)));
        for (size_t i = 0; i < PICKS; i++)
            cr_assert(fabs(rest_f[i] - rest[i]) <= 1e-5 * plain_dot(X + t * M, X + t * M, M));
        for (size_t i = 0; i < PICKS * PICKS; i++)
            cr_assert(fabs(path_f[i] - path[i]) <= tol * (1 + fabs(path[i])));
    }
}

Test(omp_single, float_equals_double_on_hard_cases)
{
    for (int level = SIMD_PORTABLE; level <= SIMD_AVX512; level++) {
        simd_set((enum simd_level)level);
        for (int which = 0; which < HARD_CASES; which++)
            for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++)
                for (int how = 0; how < 4; how++)
                    if (which != CASE_NEAR_TWINS) /* rounding decides between those */
                        float_equals_double(which, SIZES[i],
                                            (struct omp_options){.k = PICKS,
                                                                 .rule = (enum omp_rule)(how % 2),
                                                                 .intercept = how / 2});
    }
}

Test(omp_single, float_stays_sound_with_near_twins)
{
    float weights[PICKS], rest[PICKS];
    size_t picked[PICKS];
    struct omp_code_f code = {.support = picked, .h = weights, .rest = rest};
    hard_fill(CASE_NEAR_TWINS, 8, D, 33, M, X, N);
    same_in_float(33);
    for (size_t t = 0; t < 2 * N; t++) {
        const double *x = X + t % N * M;
        double full[33] = {0}, r[M], energy = plain_dot(x, x, M);
        struct omp_options o = {.k = PICKS, .rule = (enum omp_rule)(t / N)};
        cr_assert(omp_single_f(Df, 33, M, Xf + t % N * M, &o, &code) == SB_OK);
        cr_assert(code.found > 1);
        for (size_t i = 0; i < code.found; i++) {
            cr_assert(full[picked[i]] == 0 && rest[i] <= (i > 0 ? rest[i - 1] : energy));
            full[picked[i]] = weights[i];
        }
        plain_residual(D, 33, M, x, full, r);
        cr_assert(fabs(plain_dot(r, r, M) - rest[code.found - 1]) <= 1e-4 * energy);
    }
}

Test(omp_single, huge_and_tiny_units_change_no_code)
{
    const double units[] = {1e150, 1e-150, 1e200, 1e-200};
    double weights[PICKS], rest[PICKS], usual[PICKS], usual_rest[PICKS];
    size_t picked[PICKS], order[PICKS];
    struct omp_code first = {.support = order, .h = usual, .rest = usual_rest};
    struct omp_code code = {.support = picked, .h = weights, .rest = rest};
    for (int how = 0; how < 32; how++) {
        bool squares = (how & 3) < 2; /* beyond, neither ||y||^2 nor ||y|| / ||d|| is a double */
        double u = units[how & 3], v = how & 4 || !squares ? u : 1 / u;
        struct omp_options o = {PICKS, (enum omp_rule)(how >> 3 & 1), how >> 4};
        hard_fill(CASE_USUAL, 8, D, 17, M, X, 1);
        cr_assert(omp_single(D, 17, M, X, &o, &first) == SB_OK);
        for (size_t i = 0; i < M; i++)
            X[i] *= u;
        for (size_t i = 0; i < 17 * M; i++)
            D[i] *= v;
        cr_assert(omp_single(D, 17, M, X, &o, &code) == SB_OK);
        cr_assert(code.found == first.found);
        cr_assert(fabs(code.intercept / u - first.intercept) <= 1e-9);
        for (size_t i = 0; i < code.found; i++) {
            cr_assert(picked[i] == order[i]);
            cr_assert(fabs(weights[i] / u * v - usual[i]) <= 1e-9 * fabs(usual[i]));
            cr_assert(!squares || fabs(rest[i] / u / u - usual_rest[i]) <= 1e-9 * usual_rest[i]);
        }
    }
}

Test(omp_single, float_codes_have_no_unit_either)
{
    const float units[] = {1e18f, 1e-18f, 1e30f, 1e-30f};
    float weights[PICKS], usual[PICKS];
    size_t picked[PICKS], order[PICKS];
    struct omp_code_f first = {.support = order, .h = usual};
    struct omp_code_f code = {.support = picked, .h = weights};
    for (int how = 0; how < 32; how++) {
        bool squares = (how & 3) < 2;
        float u = units[how & 3], v = how & 4 || !squares ? u : 1 / u;
        struct omp_options o = {PICKS, (enum omp_rule)(how >> 3 & 1), how >> 4};
        hard_fill(CASE_USUAL, 8, D, 17, M, X, N);
        same_in_float(17);
        cr_assert(omp_single_f(Df, 17, M, Xf, &o, &first) == SB_OK);
        for (size_t i = 0; i < M; i++)
            Xf[i] *= u;
        for (size_t i = 0; i < 17 * M; i++)
            Df[i] *= v;
        cr_assert(omp_single_f(Df, 17, M, Xf, &o, &code) == SB_OK);
        cr_assert(code.found == first.found && memcmp(picked, order, sizeof picked) == 0);
        cr_assert(fabs((double)code.intercept / u - first.intercept) <= 1e-4);
        for (size_t i = 0; i < code.found; i++)
            cr_assert(fabs((double)weights[i] / u * v - usual[i]) <= 1e-4 * fabs(usual[i]));
    }
}

Test(omp_single, same_bits_on_both_fast_instruction_sets)
{
    double weights[PICKS], rest[PICKS], weights2[PICKS], rest2[PICKS];
    size_t picked[PICKS], picked2[PICKS];
    struct omp_code one = {.support = picked, .h = weights, .rest = rest};
    struct omp_code two = {.support = picked2, .h = weights2, .rest = rest2};
    for (int which = 0; which < HARD_CASES; which++)
        for (int how = 0; how < 4; how++) {
            struct omp_options o = {PICKS, (enum omp_rule)(how % 2), how / 2};
            hard_fill(which, 12, D, 33, M, X, N);
            for (size_t t = 0; t < N; t++) {
                simd_set(SIMD_AVX512);
                cr_assert(omp_single(D, 33, M, X + t * M, &o, &one) == SB_OK);
                simd_set(SIMD_AVX2);
                cr_assert(omp_single(D, 33, M, X + t * M, &o, &two) == SB_OK);
                cr_assert(one.found == two.found && one.intercept == two.intercept);
                cr_assert(memcmp(picked, picked2, sizeof picked) == 0, "%s", hard_name(which));
                cr_assert(memcmp(weights, weights2, sizeof weights) == 0, "%s", hard_name(which));
                cr_assert(memcmp(rest, rest2, sizeof rest) == 0, "%s", hard_name(which));
            }
        }
}

Test(omp_batch, equals_the_plain_version_on_hard_cases)
{
    double plain_h[PICKS];
    size_t plain[PICKS];
    for (int level = SIMD_PORTABLE; level <= SIMD_AVX512; level++)
        for (int which = 0; which < HARD_CASES; which++)
            for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++)
                for (int rule = 0; rule < 2; rule++) {
                    simd_set((enum simd_level)level);
                    hard_fill(which, 5 + i, D, SIZES[i], M, X, N);
                    struct omp_options o = {.k = PICKS, .rule = (enum omp_rule)rule};
                    cr_assert(omp_batch(X, N, M, D, SIZES[i], &o, support, h, count) == SB_OK);
                    for (size_t t = 0; t < N; t++) {
                        size_t want = plain_omp(SIZES[i], X + t * M, PICKS, o.rule, plain, plain_h);
                        same_as_plain(hard_name(which), t, support + t * PICKS, h + t * PICKS,
                                      count[t], plain, plain_h, want, 1e-6);
                        for (size_t j = count[t]; j < PICKS; j++)
                            cr_assert(support[t * PICKS + j] == 0 && h[t * PICKS + j] == 0);
                    }
                }
}

Test(omp_batch, float_picks_the_same_atoms)
{
    for (int level = SIMD_PORTABLE; level <= SIMD_AVX512; level++)
        for (int which = 0; which < HARD_CASES; which++) {
            /* Twins tie, and rounding decides between them. */
            if (which == CASE_TWINS || which == CASE_NEAR_TWINS)
                continue;
            simd_set((enum simd_level)level);
            hard_fill(which, 8, D, 33, M, X, N);
            for (size_t i = 0; i < 33 * M; i++)
                D[i] = Df[i] = (float)D[i];
            for (size_t i = 0; i < N * M; i++)
                X[i] = Xf[i] = (float)X[i];
            struct omp_options o = {.k = PICKS};
            cr_assert(omp_batch(X, N, M, D, 33, &o, support, h, count) == SB_OK);
            cr_assert(omp_batch_f(Xf, N, M, Df, 33, &o, support2, hf, count2) == SB_OK);
            cr_assert(memcmp(count, count2, sizeof count) == 0);
            cr_assert(memcmp(support, support2, sizeof support) == 0);
            for (size_t i = 0; i < N * PICKS; i++)
                cr_assert(fabs(hf[i] - h[i]) <= 1e-3 * (1 + fabs(h[i])));
        }
}

Test(omp_batch, float_stays_sound_with_twins)
{
    for (int which = CASE_TWINS; which <= CASE_NEAR_TWINS; which++) {
        hard_fill(which, 8, D, 33, M, X, N);
        for (size_t i = 0; i < 33 * M; i++)
            Df[i] = (float)D[i];
        for (size_t i = 0; i < N * M; i++)
            Xf[i] = (float)X[i];
        struct omp_options o = {.k = PICKS};
        cr_assert(omp_batch_f(Xf, N, M, Df, 33, &o, support2, hf, count2) == SB_OK);
        for (size_t t = 0; t < N; t++) {
            double code[33] = {0}, r[M];
            for (size_t i = 0; i < count2[t]; i++) {
                for (size_t j = 0; j < i; j++)
                    cr_assert(support2[t * PICKS + i] != support2[t * PICKS + j]);
                code[support2[t * PICKS + i]] = hf[t * PICKS + i];
            }
            plain_residual(D, 33, M, X + t * M, code, r);
            cr_assert(plain_dot(r, r, M) <= plain_dot(X + t * M, X + t * M, M) * (1 + 1e-5));
        }
    }
}

/* Twins too alike to be told apart in the Gram matrix: no wild weights, and never
 * a residual larger than with fewer atoms. */
Test(omp_batch, nearly_dependent_atoms_do_no_harm)
{
    for (int power = -6; power >= -18; power--) {
        hard_fill(CASE_USUAL, 8, D, PICKS, M, X, N);
        for (size_t k = 1; k < PICKS; k += 2)
            for (size_t i = 0; i < M; i++)
                D[k * M + i] = D[(k - 1) * M + i] * (1 + pow(10, power) * cos((double)(k + i)));
        double before[N];
        for (size_t t = 0; t < N; t++)
            before[t] = plain_dot(X + t * M, X + t * M, M);
        for (size_t k = 1; k <= PICKS; k++) {
            cr_assert(omp_batch(X, N, M, D, PICKS, &(struct omp_options){.k = k}, support, h,
                                count) == SB_OK);
            for (size_t t = 0; t < N; t++) {
                double code[PICKS] = {0}, r[M];
                for (size_t i = 0; i < count[t]; i++)
                    code[support[t * k + i]] = h[t * k + i];
                plain_residual(D, PICKS, M, X + t * M, code, r);
                double rest = plain_dot(r, r, M);
                cr_assert(rest <= before[t] * (1 + 1e-3), "1e%d, signal %zu, k %zu: %g, was %g",
                          power, t, k, rest, before[t]);
                before[t] = rest;
            }
        }
    }
}

Test(omp_batch, units_and_threads_change_nothing)
{
    struct omp_options o = {.k = PICKS};
    hard_fill(CASE_USUAL, 8, D, 33, M, X, N);
    parallel_set_threads(1);
    omp_batch(X, N, M, D, 33, &o, support, h, count);
    parallel_set_threads(3);
    omp_batch(X, N, M, D, 33, &o, support2, h2, count2);
    cr_assert(memcmp(support, support2, sizeof support) == 0 && memcmp(h, h2, sizeof h) == 0);
    if (simd_level() == SIMD_AVX512) {
        simd_set(SIMD_AVX2);
        omp_batch(X, N, M, D, 33, &o, support2, h2, count2);
        cr_assert(memcmp(support, support2, sizeof support) == 0 && memcmp(h, h2, sizeof h) == 0);
    }
    for (size_t i = 0; i < N * M; i++)
        X[i] *= 0x1p700;
    for (size_t i = 0; i < 33 * M; i++)
        D[i] *= 0x1p-200;
    omp_batch(X, N, M, D, 33, &o, support2, h2, count2);
    cr_assert(memcmp(support, support2, sizeof support) == 0);
    for (size_t i = 0; i < N * PICKS; i++)
        cr_assert(fabs(h2[i] * 0x1p-900 - h[i]) <= 1e-9 * fabs(h[i]));
}

Test(omp_batch, float_codes_have_no_unit_either)
{
    const float units[] = {1e18f, 1e-18f};
    struct omp_options o = {.k = PICKS};
    hard_fill(CASE_USUAL, 8, D, 33, M, X, N);
    for (size_t i = 0; i < 33 * M; i++)
        Df[i] = (float)D[i];
    for (int how = 0; how < 4; how++) {
        float u = units[how & 1], v = how & 2 ? u : 1 / u;
        for (size_t i = 0; i < N * M; i++)
            Xf[i] = (float)X[i];
        cr_assert(omp_batch_f(Xf, N, M, Df, 33, &o, support, hf, count) == SB_OK);
        for (size_t i = 0; i < N * PICKS; i++)
            h[i] = hf[i];
        for (size_t i = 0; i < N * M; i++)
            Xf[i] *= u;
        for (size_t i = 0; i < 33 * M; i++)
            Df[i] = (float)D[i] * v;
        cr_assert(omp_batch_f(Xf, N, M, Df, 33, &o, support2, hf, count2) == SB_OK);
        cr_assert(memcmp(support, support2, sizeof support) == 0);
        for (size_t i = 0; i < N * PICKS; i++)
            cr_assert(fabs((double)hf[i] / u * v - h[i]) <= 1e-4 * fabs(h[i]));
        for (size_t i = 0; i < 33 * M; i++)
            Df[i] = (float)D[i];
    }
}

Test(omp, stops_when_nothing_is_left_to_explain)
{
    double weights[5], rest[5];
    size_t picked[5];
    struct omp_code code = {.support = picked, .h = weights, .rest = rest};
    struct omp_options constant_too = {.k = 1, .intercept = true};
    struct omp_options o = {.k = 5};
    hard_fill(CASE_USUAL, 3, D, 16, M, X, N);
    for (size_t i = 0; i < M; i++)
        X[i] = 2 * D[3 * M + i] - D[7 * M + i];
    cr_assert(omp_single(D, 16, M, X, &o, &code) == SB_OK);
    cr_assert(code.found >= 2 && code.found < 5 && rest[code.found - 1] < 1e-25 && rest[4] == 0);
    cr_assert(omp_batch(X, 1, M, D, 16, &o, support, h, count) == SB_OK);
    cr_assert(count[0] == code.found);
    memset(X, 0, M * sizeof *X);
    cr_assert(omp_single(D, 16, M, X, &o, &code) == SB_OK);
    cr_assert(code.found == 0);
    for (size_t i = 0; i < M; i++)
        X[i] = 4;
    o.intercept = true;
    cr_assert(omp_single(D, 16, M, X, &o, &code) == SB_OK);
    cr_assert(code.found == 0 && code.intercept == 4);
    o.k = 2;
    for (double constant = 0.1; constant < 5; constant += 0.37) {
        for (size_t i = 0; i < M; i++) {
            X[i] = constant + D[i];
            D[M + i] = constant; /* an atom that the intercept makes useless */
        }
        cr_assert(omp_single(D, 2, M, X, &o, &code) == SB_OK);
        cr_assert(code.found == 1 && picked[0] == 0 && fabs(code.intercept - constant) < 1e-12);
        cr_assert(omp_single(D + M, 1, M, X, &constant_too, &code) == SB_OK);
        cr_assert(code.found == 0, "constant %g", constant);
    }
    /* Centred, this atom is nothing but rounding, although it looks like the signal. */
    for (size_t i = 0; i < M; i++) {
        X[i] = i % 2 ? 1 : -1;
        D[i] = i % 2 ? 1 + DBL_EPSILON : 1;
    }
    cr_assert(omp_single(D, 1, M, X, &constant_too, &code) == SB_OK);
    cr_assert(code.found == 0);
    /* And it does not keep a true one out, however small that is. */
    for (size_t i = 0; i < M; i++)
        D[M + i] = 1e-18 * X[i];
    cr_assert(omp_single(D, 2, M, X, &constant_too, &code) == SB_OK);
    cr_assert(code.found == 1 && picked[0] == 1 && fabs(weights[0] - 1e18) < 1e6);
}

Test(omp, stops_in_float_when_nothing_is_left_to_explain)
{
    float weights[5];
    size_t picked[5];
    struct omp_code_f code = {.support = picked, .h = weights};
    for (int how = 0; how < 4; how++) {
        struct omp_options o = {.k = 5, .rule = (enum omp_rule)(how % 2), .intercept = how / 2};
        hard_fill(CASE_USUAL, 3, D, 16, M, X, N);
        same_in_float(16);
        for (size_t i = 0; i < M; i++)
            Xf[i] = 2 * Df[3 * M + i] - Df[7 * M + i];
        cr_assert(omp_single_f(Df, 16, M, Xf, &o, &code) == SB_OK);
        cr_assert(code.found >= 2 && code.found < 5, "%zu", code.found);
        for (size_t i = 0; i < M; i++)
            Xf[i] = o.intercept ? 4 : 0;
        cr_assert(omp_single_f(Df, 16, M, Xf, &o, &code) == SB_OK);
        cr_assert(code.found == 0 && code.intercept == (o.intercept ? 4 : 0));
    }
}

Test(omp, refuses_what_it_cannot_do)
{
    double weights[8];
    size_t picked[8], found;
    struct omp_code code = {.support = picked, .h = weights};
    struct omp_code_f code_f = {.support = picked, .h = hf};
    struct omp_options o = {.k = 7};
    hard_fill(CASE_USUAL, 3, D, 6, M, X, N);
    same_in_float(6);
    cr_assert(omp_single(D, 6, M, X, &o, &code) == SB_EINVAL);
    cr_assert(omp_single_f(Df, 6, M, Xf, &o, &code_f) == SB_EINVAL);
    cr_assert(omp_batch(X, 1, M, D, 6, &o, picked, weights, &found) == SB_EINVAL);
    o.k = 0;
    cr_assert(omp_single(D, 6, M, X, &o, &code) == SB_EINVAL);
    cr_assert(omp_batch(X, 1, M, D, 6, &o, picked, weights, &found) == SB_EINVAL);
    o.k = 2;
    cr_assert(omp_single(D, 6, 0, X, &o, &code) == SB_EINVAL);
    X[3] = NAN;
    cr_assert(omp_single(D, 6, M, X, &o, &code) == SB_ENONFINITE);
    Xf[3] = NAN;
    cr_assert(omp_single_f(Df, 6, M, Xf, &o, &code_f) == SB_ENONFINITE);
    Xf[3] = 0, Df[7] = INFINITY;
    cr_assert(omp_single_f(Df, 6, M, Xf, &o, &code_f) == SB_ENONFINITE);
    cr_assert(omp_batch(X, 1, M, D, 6, &o, picked, weights, &found) == SB_ENONFINITE);
}
