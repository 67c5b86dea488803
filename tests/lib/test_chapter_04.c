/* Chapter 4: what scikit-learn gives, and what the prose claims, on the bird's pixel (66, 133). */
#include "../../chapters/04_omp/omp.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "linalg.h"
#include "reference/reference.h"
#include "stats.h"

#define ATOMS 100

/* The signal, the dictionary, and what OMP makes of them. */
static struct mat y, D;
static double freqs[ATOMS], h[ATOMS], intercept;
static size_t n, support[ATOMS];
static double *residual;

static void begin(void)
{
    y = reference("pixel_66_133.txt", "sig");
    n = y.cols;
    residual = calloc(n, sizeof *residual);
    cr_assert(residual && mat_alloc(&D, ATOMS, n) == SB_OK);
    set_sigs(n, ATOMS, freqs, D.data);
}

static void end(void)
{
    free(residual);
    mat_free(&y);
    mat_free(&D);
}

TestSuite(chapter_04, .init = begin, .fini = end);

static size_t pursue(size_t k)
{
    return OMP(D.data, ATOMS, n, y.data, k, support, h, &intercept, residual);
}

static double r2_of(const double *left, const double *signal, size_t length)
{
    double mean = stat_mean(signal, length), sum = 0.0, total = 0.0;

    for (size_t t = 0; t < length; t++) {
        sum += left[t] * left[t];
        total += (signal[t] - mean) * (signal[t] - mean);
    }
    return 1.0 - sum / total;
}

/* The picked features against a support in rising order and its coefficients. */
static void expect_support(const char *file, const char *prefix, size_t k, size_t count,
                           bool coefficients)
{
    char name[64];
    size_t want[ATOMS];

    snprintf(name, sizeof name, "%ssupport_%zu", prefix, k);
    cr_assert(reference_indices(file, name, want, ATOMS) == count, "%s", name);
    snprintf(name, sizeof name, "%scoef_%zu", prefix, k);
    struct mat coef = reference(file, name);
    double *mine = calloc(count, sizeof *mine);
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < count && want[at] != support[i])
            at++;
        cr_assert(at < count, "%s: feature %zu is not there", name, support[i]);
        mine[at] = h[i];
    }
    if (coefficients)
        cr_expect(reference_error(mine, coef.data, count) <= 1e-8, "%s: off by %g", name,
                  reference_error(mine, coef.data, count));
    free(mine);
    mat_free(&coef);
}

Test(chapter_04, frequencies_are_numpys)
{
    struct mat want = reference("omp.txt", "freqs");
    cr_expect(reference_error(freqs, want.data, ATOMS) <= 1e-12);
    mat_free(&want);
}

/* Columns of a summary: k, picked, intercept, R^2, rmse, condition number of the Gram matrix. */
Test(chapter_04, scikit_learn_agrees_on_the_bird)
{
    struct mat summary = reference("omp.txt", "summary");
    size_t well_conditioned = 0;

    for (size_t i = 0; i < summary.rows; i++) {
        const double *want = mat_row(&summary, i);
        size_t k = (size_t)want[0];
        bool conditioned = want[5] < 1e10;
        cr_assert(pursue(k) == (size_t)want[1], "k = %zu", k);
        expect_support("omp.txt", "", k, (size_t)want[1], conditioned);
        if (conditioned)
            cr_expect(fabs(intercept - want[2]) <= 1e-8 * fabs(want[2]), "k = %zu: %.12g", k,
                      intercept);
        cr_expect(fabs(r2_of(residual, y.data, n) - want[3]) <= 1e-8, "k = %zu: R^2 = %.12g", k,
                  r2_of(residual, y.data, n));
        well_conditioned += conditioned;
    }
    cr_expect(summary.rows == 21 && well_conditioned == 20);
    mat_free(&summary);
}

Test(chapter_04, scikit_learn_agrees_on_random_problems)
{
    for (int p = 0; p < 5; p++) {
        char name[64], prefix[16];
        snprintf(prefix, sizeof prefix, "p%d_", p);
        snprintf(name, sizeof name, "p%d_D", p);
        struct mat atoms = reference("omp_random.txt", name);
        snprintf(name, sizeof name, "p%d_y", p);
        struct mat signal = reference("omp_random.txt", name);
        snprintf(name, sizeof name, "p%d_summary", p);
        struct mat summary = reference("omp_random.txt", name);
        for (size_t i = 0; i < summary.rows; i++) {
            const double *want = mat_row(&summary, i);
            size_t k = (size_t)want[0];
            size_t count = OMP(atoms.data, atoms.rows, atoms.cols, signal.data, k, support, h,
                               &intercept, residual);
            cr_assert(count == (size_t)want[1], "p%d, k = %zu: %zu", p, k, count);
            expect_support("omp_random.txt", prefix, k, count, true);
            cr_expect(fabs(intercept - want[2]) <= 1e-8 * fabs(want[2]), "p%d, k = %zu", p, k);
            cr_expect(fabs(r2_of(residual, signal.data, atoms.cols) - want[3]) <= 1e-8);
        }
        mat_free(&atoms);
        mat_free(&signal);
        mat_free(&summary);
    }
}

Test(chapter_04, ten_features_are_these)
{
    static const size_t chosen[] = {3, 4, 5, 7, 13, 14, 16, 21, 29, 42};
    bool seen[ATOMS] = {false};

    cr_assert(pursue(10) == 10);
    for (size_t i = 0; i < 10; i++)
        seen[support[i]] = true;
    for (size_t i = 0; i < 10; i++)
        cr_expect(seen[chosen[i]], "feature %zu", chosen[i]);
    cr_expect(fabs(intercept - 127.0565) <= 5e-5);
    cr_expect(fabs(r2_of(residual, y.data, n) - 0.586087) <= 5e-7);
}

Test(chapter_04, features_stay_once_picked)
{
    size_t before[21];
    cr_assert(pursue(21) == 21);
    for (size_t i = 0; i < 21; i++)
        before[i] = support[i];
    cr_assert(pursue(46) == 46);
    for (size_t i = 0; i < 21; i++)
        cr_expect(support[i] == before[i], "pick %zu", i);
}

Test(chapter_04, the_fit_improves_with_every_cardinality)
{
    static const size_t places[] = {1, 10, 19}; /* k = 6, 51, 96 */
    static const double r2_there[] = {0.475290, 0.864887, 0.890037};
    size_t ks[20], *workspace = calloc(n, sizeof *workspace);
    double r2[20], rmse[20], *weights = calloc(n, sizeof *weights);

    for (size_t i = 0; i < 20; i++)
        ks[i] = 1 + 5 * i;
    cardinality_sweep(D.data, ATOMS, n, y.data, ks, 20, workspace, weights, residual, r2, rmse);
    for (size_t i = 1; i < 20; i++)
        cr_expect(r2[i] > r2[i - 1] && rmse[i] < rmse[i - 1], "k = %zu", ks[i]);
    for (size_t i = 0; i < 3; i++)
        cr_expect(fabs(r2[places[i]] - r2_there[i]) <= 5e-7, "k = %zu: %.7f", ks[places[i]],
                  r2[places[i]]);
    struct mat summary = reference("omp.txt", "summary");
    for (size_t i = 0; i < summary.rows; i++)
        for (size_t j = 0; j < 20; j++)
            if (ks[j] == (size_t)mat_row(&summary, i)[0])
                cr_expect(fabs(rmse[j] - mat_row(&summary, i)[4]) <= 1e-6, "k = %zu", ks[j]);
    mat_free(&summary);
    free(weights);
    free(workspace);
}

Test(chapter_04, after_every_step_the_residual_is_orthogonal_to_what_was_picked)
{
    for (size_t k = 1; k <= 31; k += 10) {
        pursue(k);
        for (size_t i = 0; i < k; i++) {
            double product = 0.0;
            for (size_t t = 0; t < n; t++)
                product += residual[t] * mat_row(&D, support[i])[t];
            cr_expect(fabs(product) <= 1e-8, "k = %zu, feature %zu: %g", k, support[i], product);
        }
    }
}

/* Three features of which OMP takes the one in between first, and cannot go back. */
Test(chapter_04, trying_all_pairs_can_beat_the_greedy_choice)
{
    static const double atoms[] = {3, -1, -1, -1, 1, 1, -1, -1, 1, -1, 1, -1};
    static const double signal[] = {2, 0, 0, -2}; /* the second and the third added */
    static const size_t pairs[3][2] = {{0, 1}, {0, 2}, {1, 2}};
    double best = 0.0, left[4], c;

    cr_assert(OMP(atoms, 3, 4, signal, 2, support, h, &intercept, left) == 2);
    cr_expect(support[0] == 0 && fabs(r2_of(left, signal, 4) - 0.75) <= 1e-12);
    for (size_t i = 0; i < 3; i++) {
        cr_assert(least_squares(atoms, 4, signal, pairs[i], 2, h, &c) == SB_OK);
        for (size_t t = 0; t < 4; t++)
            left[t] = signal[t] - c - h[0] * atoms[pairs[i][0] * 4 + t] -
                      h[1] * atoms[pairs[i][1] * 4 + t];
        best = fmax(best, r2_of(left, signal, 4));
    }
    cr_expect(fabs(best - 1.0) <= 1e-12, "the best pair: %g", best);
}

/* The same on the bird: the triple {5, 13, 21} fits better than OMP's {5, 13, 4}. */
Test(chapter_04, on_the_bird_another_triple_beats_the_greedy_one)
{
    static const size_t triple[] = {5, 13, 21};
    double w[3], c, greedy;

    cr_assert(pursue(3) == 3);
    cr_expect(support[0] == 5 && support[1] == 13 && support[2] == 4);
    greedy = r2_of(residual, y.data, n);
    cr_assert(least_squares(D.data, n, y.data, triple, 3, w, &c) == SB_OK);
    for (size_t t = 0; t < n; t++) {
        residual[t] = y.data[t] - c;
        for (size_t i = 0; i < 3; i++)
            residual[t] -= w[i] * mat_row(&D, triple[i])[t];
    }
    cr_expect(r2_of(residual, y.data, n) > greedy + 1e-3);
}

/* Root-mean-square error on frames left out, `run` in a row, a quarter at a time. */
static double held_out_error(size_t run, size_t k)
{
    double *atoms = calloc(ATOMS * n, sizeof *atoms), *seen = calloc(n, sizeof *seen), sum = 0.0;

    cr_assert(atoms && seen);
    for (size_t fold = 0; fold < 4; fold++) {
        size_t kept = 0, at = 0;
        for (size_t t = 0; t < n; t++)
            kept += t / run % 4 != fold;
        for (size_t t = 0; t < n; t++)
            if (t / run % 4 != fold) {
                for (size_t j = 0; j < ATOMS; j++)
                    atoms[j * kept + at] = mat_row(&D, j)[t];
                seen[at++] = y.data[t];
            }
        size_t count = OMP(atoms, ATOMS, kept, seen, k, support, h, &intercept, residual);
        for (size_t t = 0; t < n; t++)
            if (t / run % 4 == fold) {
                double error = y.data[t] - intercept;
                for (size_t i = 0; i < count; i++)
                    error -= h[i] * mat_row(&D, support[i])[t];
                sum += error * error;
            }
    }
    free(atoms);
    free(seen);
    return sqrt(sum / (double)n);
}

/* Single frames leak into their neighbours, so more features look better there;
 * in gaps of seven frames a few features help and many are worse than none. */
Test(chapter_04, held_out_gaps_ask_for_few_features_and_single_frames_for_many)
{
    double none = held_out_error(7, 0), few = held_out_error(7, 5);

    cr_expect(few < 0.9 * none, "gaps: %g, %g", none, few);
    cr_expect(held_out_error(7, 61) > 1.2 * none && held_out_error(7, 91) > 3.0 * none);
    cr_expect(held_out_error(1, 91) < 0.7 * held_out_error(1, 5));
}

Test(chapter_04, more_features_than_the_rank_or_bad_data_do_no_harm)
{
    size_t count = pursue(ATOMS);
    cr_expect(count <= ATOMS && isfinite(intercept) && all_finite(h, count) &&
              all_finite(residual, n));
    y.data[7] = NAN;
    cr_expect(pursue(10) == 0);
    y.data[7] = INFINITY;
    cr_expect(pursue(10) == 0);
}
