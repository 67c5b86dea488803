/* Chapter 6: what the text says of alpha, of the small setting and of the full model. */
#include "visual_fields.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fields/gabor.h"
#include "coding/lasso.h"
#include "linalg.h"
#include "reference/reference.h"
#include "stats.h"
#include "fields/visual_model.h"

enum { CROP = 4, M = CROP * CROP, FRAMES = 80, K = 8, MAX_ITER = 100, SIZE = 32 };

static double *zeros(size_t n)
{
    double *x = calloc(n, sizeof *x);
    cr_assert(x);
    return x;
}

static struct array load_rgb(void)
{
    struct array rgb;
    struct sb_error err;
    cr_assert(load_cifar10("data/cifar10_batch.bin", &rgb, NULL, &err) == SB_OK, "%s", err.text);
    return rgb;
}

/* The middle of 80 images, grey 0..1. */
static double *crops(void)
{
    struct array rgb = load_rgb();
    size_t step = rgb.shape[0] / FRAMES;
    double *patches = zeros(FRAMES * M), grey[SIZE * SIZE], nine[9 * M];
    for (size_t i = 0; i < FRAMES; i++) {
        rgb2gray(rgb.data + i * step * SIZE * SIZE * 3, SIZE * SIZE, grey);
        cr_assert(extract_patches(grey, SIZE, SIZE, CROP, (SIZE - CROP) / 2, nine) == 9);
        for (size_t j = 0; j < M; j++)
            patches[i * M + j] = nine[4 * M + j] / 255.0;
    }
    array_free(&rgb);
    return patches;
}

struct small {
    double X[FRAMES * M], D[K * M], A[FRAMES * K], on, unexplained;
};

static struct small *train(double alpha)
{
    struct small *s = calloc(1, sizeof *s);
    double *patches = crops(), left = 0.0, all = 0.0;
    cr_assert(s && train_fields(patches, FRAMES, M, K, alpha, MAX_ITER, s->D, s->A) == 0);
    memcpy(s->X, patches, sizeof s->X);
    for (size_t i = 0; i < FRAMES * M; i++) {
        double fit = 0.0;
        for (size_t k = 0; k < K; k++)
            fit += s->A[i / M * K + k] * s->D[k * M + i % M];
        left += (s->X[i] - fit) * (s->X[i] - fit);
        all += s->X[i] * s->X[i];
    }
    s->on = (double)stat_l0(s->A, FRAMES * K) / FRAMES;
    s->unexplained = left / all;
    free(patches);
    return s;
}

Test(chapter_06, grey_is_the_librarys_grey)
{
    struct array rgb = load_rgb(), grey;
    struct sb_error err;
    double *mine = zeros(rgb.count / 3);
    cr_assert(visual_images("data/cifar10_batch.bin", &grey, &err) == SB_OK, "%s", err.text);
    rgb2gray(rgb.data, rgb.count / 3, mine);
    cr_assert(grey.count == rgb.count / 3);
    cr_expect(reference_error(mine, grey.data, grey.count) <= 1e-15);
    free(mine);
    array_free(&rgb);
    array_free(&grey);
}

Test(chapter_06, patches_of_stride_side_make_up_the_image)
{
    double image[SIZE * SIZE], patches[SIZE * SIZE];
    for (size_t i = 0; i < SIZE * SIZE; i++)
        image[i] = (double)i;
    cr_assert(extract_patches(image, SIZE, SIZE, CROP, CROP, patches) == 64);
    for (size_t i = 0; i < SIZE * SIZE; i++) {
        size_t patch = i / SIZE / CROP * (SIZE / CROP) + i % SIZE / CROP;
        cr_expect(patches[patch * M + i / SIZE % CROP * CROP + i % CROP] == image[i]);
    }
}

Test(chapter_06, a_higher_alpha_is_sparser_and_explains_less)
{
    struct small *s[5];
    for (size_t i = 0; i < 5; i++)
        s[i] = train(pow(10.0, (double)i - 4.0));
    for (size_t i = 1; i < 5; i++) {
        cr_expect(s[i]->on < s[i - 1]->on, "step %zu: %g on", i, s[i]->on);
        cr_expect(s[i]->unexplained > s[i - 1]->unexplained - 1e-3);
    }
    cr_expect(s[0]->on > 7.5 && s[0]->unexplained < 0.1);
    cr_expect(s[3]->on < 3.0 && s[3]->unexplained < 0.25);
    cr_expect(s[4]->on == 0.0 && s[4]->unexplained == 1.0, "%g on at alpha = 1", s[4]->on);
    for (size_t i = 0; i < 5; i++)
        free(s[i]);
}

/* Not so in the notebooks, where alpha did not reach the training. */
Test(chapter_06, alpha_changes_the_atoms)
{
    struct small *low = train(1e-3), *high = train(1e-1);
    cr_expect(reference_error(low->D, high->D, K * M) > 0.1);
    free(low);
    free(high);
}

Test(chapter_06, at_alpha_1_the_atoms_stay_where_they_started)
{
    struct small *s = train(1.0);
    for (size_t k = 0; k < K; k++) {
        double start[M], norm = 0.0;
        memcpy(start, s->X + k * (FRAMES / K) * M, sizeof start);
        for (size_t j = 0; j < M; j++)
            norm = hypot(norm, start[j]);
        for (size_t j = 0; j < M; j++)
            start[j] /= norm;
        cr_expect(reference_error(s->D + k * M, start, M) <= 1e-12, "atom %zu", k);
    }
    free(s);
}

Test(chapter_06, my_alpha_of_the_reference_is_within_the_range)
{
    cr_expect(my_alpha() >= 1e-4 && my_alpha() <= 1.0);
}

/* ---- the full model, with fewer patches than the figures have ---- */

static void train_full(struct visual_model *model)
{
    struct array grey;
    struct sb_error err;
    struct visual_options options = visual_defaults();
    options.patches = 30000;
    options.held_out = 2000;
    cr_assert(options.K >= 100 && options.side >= 12);
    cr_assert(visual_images("data/cifar10_batch.bin", &grey, &err) == SB_OK, "%s", err.text);
    cr_assert(visual_model_train(grey.data, grey.shape[0], SIZE, SIZE, &options, model) == SB_OK);
    array_free(&grey);
}

static double share(const double *atoms, size_t count, size_t side)
{
    struct gabor *fit = calloc(count, sizeof *fit);
    cr_assert(fit && gabor_fit_all(atoms, count, side, fit) == SB_OK);
    double part = gabor_share(fit, count, side);
    free(fit);
    return part;
}

Test(chapter_06, atoms_are_localised_oriented_band_pass_and_controls_are_not, .timeout = 600)
{
    struct visual_model model;
    train_full(&model);
    size_t atoms = model.D.rows;
    double *control = zeros(atoms * model.D.cols), part = share(model.D.data, atoms, model.side);
    cr_expect(part >= 0.7, "%g of the atoms", part);
    for (int kind = VISUAL_NOISE; kind <= VISUAL_PCA; kind++) {
        cr_assert(visual_control_atoms(&model, (enum visual_control)kind, atoms, 1, control) ==
                  SB_OK);
        part = share(control, atoms, model.side);
        cr_expect(part <= 0.05, "control %d: %g", kind, part);
    }
    free(control);
    visual_model_free(&model);
}

Test(chapter_06, the_model_is_sparser_than_principal_components, .timeout = 600)
{
    struct visual_model model;
    train_full(&model);
    size_t n = model.held_out.rows, m = model.held_out.cols, atoms = model.D.rows;
    double *A = zeros(n * atoms), *P = zeros(n * atoms), *components = zeros(atoms * m);
    cr_assert(lasso_codes(model.held_out.data, n, m, model.D.data, atoms, model.alpha, 1e-6, A) ==
              SB_OK);
    cr_assert(pca(model.held_out.data, n, m, atoms, components, NULL) == SB_OK);
    for (size_t i = 0; i < n * atoms; i++)
        for (size_t j = 0; j < m; j++)
            P[i] += model.held_out.data[i / atoms * m + j] * components[i % atoms * m + j];
    cr_expect(stat_excess_kurtosis(A, n * atoms) > 4.0 * stat_excess_kurtosis(P, n * atoms),
              "%g against %g", stat_excess_kurtosis(A, n * atoms),
              stat_excess_kurtosis(P, n * atoms));
    cr_expect(stat_l0(A, n * atoms) * 5 < n * atoms);
    free(A);
    free(P);
    free(components);
    visual_model_free(&model);
}
