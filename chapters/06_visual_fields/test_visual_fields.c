/* What chapter 6's functions have to do, one property per test. */
#include "visual_fields.h"

#include <math.h>

#include "learning/dict_learn.h"
#include "judge/judge.h"

REFERENCE(rgb2gray);
REFERENCE(extract_patches);
REFERENCE(train_fields);

CONTRACT(extract_patches)
{
    return POSITIVE("rows", "cols", "side", "stride");
}

CONTRACT(train_fields)
{
    return POSITIVE("K", "m", "max_iter") && contract_size(call, "K") <= contract_size(call, "n");
}

/* ---- E6.1 ---- */

PROPERTY(rgb2gray, pure_colours, "red, green, blue and white pixels come out right")
{
    const double *rgb = given("rgb", (double[]){100, 0, 0, 0, 100, 0, 0, 0, 100, 100, 100, 100},
                              12);
    double *grey = output("grey", 4);
    calling("rgb2gray(rgb, pixels = 4, grey)");
    rgb2gray(rgb, 4, grey);
    expect_values("grey", grey, (double[]){29.89, 58.70, 11.40, 99.99}, 4, 1e-14);
}

PROPERTY(rgb2gray, any_image, "random images of every size come out right")
{
    for (int trial = 0; trial < 20; trial++) {
        size_t pixels = trial == 0 ? 0 : draw_size(1, 100);
        double *values = draw_uniforms(3 * pixels, trial % 4 < 2 ? -500.0 : 0.0, 500.0);
        in_unit(values, 3 * pixels, draw_unit(trial));
        double *want = scratch(pixels);
        const double *rgb = given("rgb", values, 3 * pixels);
        double *grey = output("grey", pixels);
        ref_rgb2gray(values, pixels, want);
        calling("rgb2gray(rgb, pixels = %zu, grey)", pixels);
        rgb2gray(rgb, pixels, grey);
        expect_values("grey", grey, want, pixels, 1e-14);
    }
}

/* ---- E6.2 ---- */

PROPERTY(extract_patches, two_by_two, "an image of 3 x 5 pixels gives two patches of 2 x 2")
{
    const double *image = given(
        "image", (double[]){11, 12, 13, 14, 15, 21, 22, 23, 24, 25, 31, 32, 33, 34, 35}, 15);
    double *patches = output("patches", 8);
    calling("extract_patches(image, rows = 3, cols = 5, side = 2, stride = 2, patches)");
    expect_size("count", extract_patches(image, 3, 5, 2, 2, patches), 2);
    expect_values("patches", patches, (double[]){11, 12, 21, 22, 13, 14, 23, 24}, 8, 0.0);
}

PROPERTY(extract_patches, any_image, "every size of image, patch and stride comes out right")
{
    for (int trial = 0; trial < 60; trial++) {
        size_t rows = draw_size(1, 12), cols = draw_size(1, 12);
        size_t side = draw_size(1, rows < cols ? rows : cols), stride = draw_size(1, 5);
        size_t room_for = ((rows - side) / stride + 1) * ((cols - side) / stride + 1);
        double *values = draw_uniforms(rows * cols, 0.0, 255.0);
        in_unit(values, rows * cols, draw_unit(trial));
        double *want = scratch(room_for * side * side);
        const double *image = given("image", values, rows * cols);
        double *patches = output("patches", room_for * side * side);
        size_t count = ref_extract_patches(values, rows, cols, side, stride, want);
        calling("extract_patches(image, rows = %zu, cols = %zu, side = %zu, stride = %zu, patches)",
                rows, cols, side, stride);
        expect_size("count", extract_patches(image, rows, cols, side, stride, patches), count);
        expect_values("patches", patches, want, count * side * side, 0.0);
    }
}

PROPERTY(extract_patches, side_too_large, "a side larger than the image gives no patch")
{
    const size_t sizes[][3] = {{2, 9, 3}, {9, 2, 3}, {2, 2, 3}};
    for (size_t i = 0; i < 3; i++) {
        size_t rows = sizes[i][0], cols = sizes[i][1];
        const double *image = given("image", scratch(rows * cols), rows * cols);
        double *patches = output("patches", 0);
        calling("extract_patches(image, rows = %zu, cols = %zu, side = 3, stride = 1, patches)",
                rows, cols);
        hint("rows - side below 0 is a huge number in size_t");
        expect_size("count", extract_patches(image, rows, cols, 3, 1, patches), 0);
    }
    for (int trial = 0; trial < 40; trial++) { /* larger than rows, than cols, than both */
        size_t rows = draw_size(1, 6), cols = draw_size(1, 6), stride = draw_size(1, 3);
        size_t side = (trial % 3 == 0   ? rows
                       : trial % 3 == 1 ? cols
                       : rows > cols    ? rows
                                        : cols) +
                      draw_size(1, 3);
        const double *image = given("image", scratch(rows * cols), rows * cols);
        double *patches = output("patches", 0);
        calling("extract_patches(image, rows = %zu, cols = %zu, side = %zu, stride = %zu, patches)",
                rows, cols, side, stride);
        hint("rows - side and cols - side below 0 are huge numbers in size_t");
        expect_size("count", extract_patches(image, rows, cols, side, stride, patches), 0);
        /* And the largest that fits: who always says 0 has not looked. */
        size_t fits = rows < cols ? rows : cols;
        size_t count = ((rows - fits) / stride + 1) * ((cols - fits) / stride + 1);
        image = given("image", draw_uniforms(rows * cols, 0.0, 255.0), rows * cols);
        patches = output("patches", count * fits * fits);
        calling("extract_patches(image, rows = %zu, cols = %zu, side = %zu, stride = %zu, patches)",
                rows, cols, fits, stride);
        expect_size("count", extract_patches(image, rows, cols, fits, stride, patches), count);
    }
}

/* ---- E6.3 ---- */

PROPERTY(train_fields, alpha_in_range, "my_alpha lies between 1e-4 and 1")
{
    calling("my_alpha()");
    double alpha = my_alpha();
    expect_that(alpha >= 1e-4 && alpha <= 1.0, "a number from 0.0001 to 1", "%g", alpha);
}

/* The patches are a few edges at every position, so that there is something to learn. */
static double *draw_patches(size_t n, size_t m)
{
    double *patches = draw_uniforms(n * m, -0.1, 0.1);
    for (size_t i = 0; i < n; i++) {
        size_t edge = draw_size(1, m - 1);
        double level = draw_uniform(0.0, 1.0), height = draw_normal();
        for (size_t j = 0; j < m; j++)
            patches[i * m + j] += level + (j >= edge ? height : 0.0);
    }
    return patches;
}

static const char *status_name(int status)
{
    static const char *const names[] = {"SB_OK",     "SB_ENOMEM",     "SB_EINVAL",
                                        "SB_ESHAPE", "SB_ENONFINITE", "SB_ERANK"};
    return status >= 0 && status < 6 ? names[status] : "no status of dict_learn's";
}

/* What dict_learn refuses, most likely, is options with fields that nobody set. */
static void expect_ok(int status)
{
    if (status == SB_EINVAL)
        hint("dict_learn refused its arguments: are they in the order of dict_learn.h, and do "
             "options begin with {.alpha = alpha, ...}, which sets all others to 0?");
    expect_that(status == 0, "SB_OK (0) is returned", "%s (%d) is returned", status_name(status),
                status);
}

/* Atom 0 would start at a patch without a direction. Centred patches are orthogonal
 * to where it starts instead, so that learning leaves it there. */
PROPERTY(train_fields, centres, "the patches lose their means, and a flat one is no trouble")
{
    double *patches = given_inout("patches",
                                  (double[]){5, 5, 5, 5, 0, 2, 4, 6, -2, -2, 2, 2, 6, 4, 2, 0}, 16);
    double *D = output("D", 8), *A = output("A", 8);
    calling("train_fields(patches, n = 4, m = 4, K = 2, alpha = 0.1, max_iter = 1, D, A)");
    expect_ok(train_fields(patches, 4, 4, 2, 0.1, 1, D, A));
    hint("the mean of each patch, over its own pixels");
    expect_values("patches", patches,
                  (double[]){0, 0, 0, 0, -3, -1, 1, 3, -2, -2, 2, 2, 3, 1, -1, -3}, 16, 1e-15);
    hint("a patch with the norm 0 starts its atom at 1 / sqrt(m)");
    expect_values("D", D, (double[]){0.5, 0.5, 0.5, 0.5}, 4, 1e-6);

    /* So faint that no code pays: the atoms stay where they start. */
    for (int trial = 0; trial < 5; trial++) {
        double unit = pow(10.0, draw_uniform(-14.0, -4.0));
        patches = given_inout("patches", (double[]){unit, unit, 5 * unit, unit}, 4);
        D = output("D", 4);
        A = output("A", 1);
        calling("train_fields(patches, n = 1, m = 4, K = 1, alpha = 0.1, max_iter = 1, D, A)");
        expect_ok(train_fields(patches, 1, 4, 1, 0.1, 1, D, A));
        if (D[0] > 0.0)
            hint("a faint patch has a direction, too: its norm is small, but not 0");
        const double s = 1.0 / sqrt(12.0);
        expect_values("D", D, (double[]){-s, -s, 3.0 * s, -s}, 4, 1e-6);
    }
}

PROPERTY(train_fields, learns, "random patches give the atoms and codes of the contract")
{
    for (int trial = 0; trial < 10; trial++) {
        bool long_run = trial < 4; /* in which a rule that stops early shows */
        size_t n = draw_size(30, 60), m = 9, K = long_run ? 6 : draw_size(1, 7);
        size_t max_iter = long_run ? 200 : draw_size(1, 6);
        double unit = trial < 8 ? 1.0 : trial == 8 ? 1e-9 : 1e4;
        double alpha = unit * pow(10.0, draw_uniform(-3.0, -0.5));
        double *values = in_unit(draw_patches(n, m), n * m, unit), *want_D = scratch(K * m),
               *want_A = scratch(n * K);
        double *patches = given_inout("patches", values, n * m);
        double *D = output("D", K * m), *A = output("A", n * K);
        ref_train_fields(values, n, m, K, alpha, max_iter, want_D, want_A);
        calling("train_fields(patches, n = %zu, m = 9, K = %zu, alpha = %.6g, max_iter = %zu, "
                "D, A)",
                n, K, alpha, max_iter);
        expect_ok(train_fields(patches, n, m, K, alpha, max_iter, D, A));
        hint("the mean of each patch, over its own pixels, is all that is taken away");
        expect_values("patches", patches, values, n * m, 1e-9);
        hint("atom k starts at centred patch k * (n / K); dict_learn gets alpha and max_iter");
        expect_values("D", D, want_D, K * m, 1e-4);
        hint("dict_learn leaves atoms of norm 1: is there a float behind it?");
        for (size_t k = 0; k < K; k++) {
            double square = 0.0;
            for (size_t j = 0; j < m; j++)
                square += D[k * m + j] * D[k * m + j];
            expect_close("the norm of an atom", sqrt(square), 1.0, 1e-12);
        }
        expect_values("A", A, want_A, n * K, 1e-4);
    }
}

PROPERTY(train_fields, failure_told, "the status of dict_learn comes back when it fails")
{
    double *patches = given_inout("patches", (double[]){1, 2, 3, 4, 4, 3, 2, 0}, 8);
    double *D = output("D", 4), *A = output("A", 2);
    calling("train_fields(patches, n = 2, m = 4, K = 1, alpha = -1, max_iter = 5, D, A)");
    hint("return what dict_learn returns");
    int status = train_fields(patches, 2, 4, 1, -1.0, 5, D, A);
    expect_that(status == SB_EINVAL, "SB_EINVAL, because alpha is negative", "%d", status);
}
