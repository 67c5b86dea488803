/* Chapter 5: codes and atoms agree with scikit-learn's, and what the text says of
 * the digit video holds. */
#include "dictionary.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learning/dict_learn.h"
#include "load/digit_video.h"
#include "linalg.h"
#include "random.h"
#include "reference/reference.h"
#include "stats.h"

enum { M = 28 * 28, K = 15, MAX_ITER = 100 };
#define FILE_ "dictionary.txt"

static double *zeros(size_t n)
{
    double *x = calloc(n, sizeof *x);
    cr_assert(x);
    return x;
}

static double *digits(size_t *count)
{
    struct array images;
    struct sb_error err;
    cr_assert(load_idx("data/digits-images.idx3-ubyte", &images, &err) == SB_OK, "%s", err.text);
    *count = images.shape[0];
    for (size_t i = 0; i < images.count; i++)
        images.data[i] /= 255.0;
    return images.data;
}

static void normalise(double *D, size_t atoms)
{
    for (size_t k = 0; k < atoms; k++) {
        double norm = 0.0;
        for (size_t j = 0; j < M; j++)
            norm = hypot(norm, D[k * M + j]);
        for (size_t j = 0; j < M; j++)
            D[k * M + j] /= norm;
    }
}

/* ---- scikit-learn's values ---- */

Test(chapter_05, sparse_code_agrees_with_lasso_lars)
{
    size_t count;
    double *D = digits(&count), *X = D + K * M, *r = zeros(M);
    struct mat want = reference(FILE_, "codes");
    normalise(D, K);
    for (size_t t = 0; t < want.rows; t++) {
        double a[K] = {0};
        sparse_code(D, K, M, X + t * M, reference_value(FILE_, "alpha"), a, r);
        cr_expect(reference_error(a, mat_row(&want, t), K) <= 1e-7, "signal %zu: off by %g", t,
                  reference_error(a, mat_row(&want, t), K));
    }
    mat_free(&want);
    free(D);
    free(r);
}

Test(chapter_05, fit_transform_gets_as_low_as_scikit_learn)
{
    enum { N = 60, ROUNDS = 200 };
    size_t count;
    double *D = digits(&count), *X = D + K * M, *A = zeros(N * K), *R = zeros(N * M);
    double objective[ROUNDS], want = reference_value(FILE_, "objective");
    normalise(D, K);
    size_t rounds = fit_transform(X, N, M, K, reference_value(FILE_, "alpha"), ROUNDS, 1e-5, D, A,
                                  R, objective);
    cr_expect(objective[rounds - 1] <= 1.005 * want, "%g against %g", objective[rounds - 1], want);
    free(D);
    free(A);
    free(R);
}

/* ---- the digit video ---- */

static struct {
    size_t n, rounds;
    double *X, *D, *A, *R, objective[MAX_ITER];
} video;

static void load(void)
{
    struct array images, frames;
    struct sb_error err;
    cr_assert(load_idx("data/digits-images.idx3-ubyte", &images, &err) == SB_OK, "%s", err.text);
    cr_assert(digit_video(&images, 150, 1, &frames) == SB_OK);
    video.n = frames.shape[2];
    video.X = zeros(video.n * M);
    flatten_video(frames.data, 28, 28, video.n, video.X);
    video.D = zeros(K * M);
    video.A = zeros(video.n * K);
    video.R = zeros(video.n * M);
    for (size_t k = 0; k < K; k++)
        memcpy(video.D + k * M, video.X + k * (video.n / K) * M, M * sizeof(double));
    normalise(video.D, K);
    array_free(&images);
    array_free(&frames);
}

static void learn(double lambda)
{
    load();
    video.rounds = fit_transform(video.X, video.n, M, K, lambda, MAX_ITER, 1e-4, video.D, video.A,
                                 video.R, video.objective);
}

static void done(void)
{
    free(video.X);
    free(video.D);
    free(video.A);
    free(video.R);
}

Test(chapter_05, the_objective_never_increases, .fini = done)
{
    learn(0.9);
    cr_assert(video.rounds > 5 && video.rounds < MAX_ITER);
    for (size_t i = 1; i < video.rounds; i++)
        cr_expect(video.objective[i] <= video.objective[i - 1], "round %zu: %.9g after %.9g", i,
                  video.objective[i], video.objective[i - 1]);
}

Test(chapter_05, the_objective_matches_atoms_and_codes, .fini = done)
{
    learn(0.9);
    double left = 0.0;
    for (size_t t = 0; t < video.n; t++)
        for (size_t j = 0; j < M; j++) {
            double fit = 0.0;
            for (size_t k = 0; k < K; k++)
                fit += video.A[t * K + k] * video.D[k * M + j];
            cr_assert(fabs(video.X[t * M + j] - fit - video.R[t * M + j]) <= 1e-10);
            left += video.R[t * M + j] * video.R[t * M + j];
        }
    double objective = 0.5 * left + 0.9 * stat_l1(video.A, video.n * K);
    cr_expect(fabs(objective - video.objective[video.rounds - 1]) <= 1e-9 * objective);
}

Test(chapter_05, sparse_codes_are_sparser_than_least_squares, .fini = done)
{
    learn(0.9);
    size_t all[K], n = video.n * K;
    double *dense = zeros(n);
    for (size_t k = 0; k < K; k++)
        all[k] = k;
    for (size_t t = 0; t < video.n; t++)
        cr_assert(least_squares(video.D, M, video.X + t * M, all, K, dense + t * K, NULL) == SB_OK);
    cr_expect(stat_l0(dense, n) == n);
    cr_expect(stat_l0(video.A, n) * 5 < n, "%zu of %zu are on", stat_l0(video.A, n), n);
    cr_expect(stat_excess_kurtosis(video.A, n) > 1.5 * stat_excess_kurtosis(dense, n));
    free(dense);
}

Test(chapter_05, fifteen_components_hold_all_of_the_video, .init = load, .fini = done)
{
    double *components = zeros((K + 1) * M), variance[K + 1];
    cr_assert(pca(video.X, video.n, M, K + 1, components, variance) == SB_OK);
    cr_expect(variance[K - 1] > 0.0 && variance[K] <= 1e-12 * variance[0]);
    free(components);
}

/* How many atoms have a cosine above 0.95 with some digit. */
static size_t single_digits(const double *D)
{
    size_t count, found = 0;
    double *all = digits(&count);
    normalise(all, count);
    for (size_t k = 0; k < K; k++) {
        double best = 0.0;
        for (size_t i = 0; i < count; i++) {
            double dot = 0.0;
            for (size_t j = 0; j < M; j++)
                dot += D[k * M + j] * all[i * M + j];
            best = fmax(best, fabs(dot));
        }
        found += best > 0.95;
    }
    free(all);
    return found;
}

Test(chapter_05, a_lower_price_finds_single_digits, .fini = done)
{
    learn(0.9);
    cr_expect(single_digits(video.D) <= 5, "%zu", single_digits(video.D));
    struct dict_options options = {.alpha = 0.1, .max_iter = 200, .tol = 1e-4};
    uint64_t seed = 5;
    for (size_t i = 0; i < K * M; i++)
        video.D[i] = random_normal(&seed);
    cr_assert(dict_learn(video.X, video.n, M, K, &options, video.D, video.A, NULL, NULL) == SB_OK);
    cr_expect(single_digits(video.D) >= 10, "%zu", single_digits(video.D));
}

Test(chapter_05, the_library_learns_the_same_atoms, .fini = done)
{
    learn(0.9);
    double *mine = zeros(K * M), objective[MAX_ITER];
    size_t rounds;
    memcpy(mine, video.D, K * M * sizeof *mine);
    struct dict_options options = {.alpha = 0.9, .max_iter = video.rounds};
    for (size_t k = 0; k < K; k++)
        memcpy(video.D + k * M, video.X + k * (video.n / K) * M, M * sizeof(double));
    cr_assert(dict_learn(video.X, video.n, M, K, &options, video.D, video.A, objective, &rounds) ==
              SB_OK);
    cr_expect(rounds == video.rounds);
    cr_expect(reference_error(video.D, mine, K * M) <= 1e-4, "%g",
              reference_error(video.D, mine, K * M));
    free(mine);
}
