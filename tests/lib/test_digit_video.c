/* The digit video: its shape, smooth and sparse weights, and bad input. */
#include <math.h>
#include <stdint.h>

#include "load/digit_video.h"
#include "linalg.h"
#include "loading.h"

enum { FRAMES = 150, PIXELS = 28 * 28 };

static void make_video(unsigned long long seed, struct array *video)
{
    struct array digits;
    struct sb_error err = {0};
    cr_assert(load_idx("data/digits-images.idx3-ubyte", &digits, &err) == SB_OK, "%s", err.text);
    cr_assert(digit_video(&digits, FRAMES, seed, video) == SB_OK);
    array_free(&digits);
}

Test(digit_video, is_rows_by_cols_by_frames_from_0_to_1)
{
    struct array v;
    make_video(402, &v);
    check_shape(v, 28, 28, FRAMES);
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < v.count; i++) {
        least = fmin(least, v.data[i]);
        most = fmax(most, v.data[i]);
    }
    cr_assert(least == 0 && most == 1);
    array_free(&v);
}

Test(digit_video, is_the_same_for_the_same_seed_only)
{
    struct array a, b, c;
    make_video(402, &a);
    make_video(402, &b);
    make_video(403, &c);
    cr_assert(memcmp(a.data, b.data, a.count * sizeof(double)) == 0);
    cr_assert(memcmp(a.data, c.data, a.count * sizeof(double)) != 0);
    array_free(&a);
    array_free(&b);
    array_free(&c);
}

Test(digit_video, changes_smoothly_and_is_never_blank)
{
    struct array v;
    make_video(402, &v);
    for (size_t t = 0; t < FRAMES; t++) {
        double most = 0;
        for (size_t p = 0; p < PIXELS; p++) {
            const double *pixel = v.data + p * FRAMES;
            most = fmax(most, pixel[t]);
            if (t > 0)
                cr_assert(fabs(pixel[t] - pixel[t - 1]) < 0.4, "frame %zu: a step of %g", t,
                          fabs(pixel[t] - pixel[t - 1]));
        }
        cr_assert(most > 0.1, "frame %zu is blank", t);
    }
    array_free(&v);
}

/* Digits that do not overlap: digit p is the one pixel p, so the video shows the weights. */
Test(digit_video, each_digit_s_weight_is_smooth_positive_and_zero_most_of_the_time)
{
    double pixels[DIGIT_VIDEO_PARTS * DIGIT_VIDEO_PARTS] = {0};
    for (size_t p = 0; p < DIGIT_VIDEO_PARTS; p++)
        pixels[p * (DIGIT_VIDEO_PARTS + 1)] = 200;
    struct array digits = {.ndim = 3,
                           .shape = {DIGIT_VIDEO_PARTS, 1, DIGIT_VIDEO_PARTS},
                           .count = DIGIT_VIDEO_PARTS * DIGIT_VIDEO_PARTS,
                           .data = pixels};
    struct array v;
    cr_assert(digit_video(&digits, FRAMES, 7, &v) == SB_OK);
    check_shape(v, 1, DIGIT_VIDEO_PARTS, FRAMES);
    for (size_t p = 0; p < DIGIT_VIDEO_PARTS; p++) {
        size_t on = 0;
        for (size_t t = 0; t < FRAMES; t++) {
            cr_assert(v.data[p * FRAMES + t] >= 0);
            on += v.data[p * FRAMES + t] > 0;
            /* The steepest step of one appearance of height 1 is pi / 20. */
            cr_assert(t == 0 || fabs(v.data[p * FRAMES + t] - v.data[p * FRAMES + t - 1]) < 0.2);
        }
        /* Two appearances of 20 frames, which may overlap or touch the ends. */
        cr_assert(on >= 10 && on <= 40, "digit %zu is on in %zu frames", p, on);
    }
    array_free(&v);
}

Test(digit_video, has_as_many_components_as_digits)
{
    struct array v;
    make_video(402, &v);
    static double frames[FRAMES * PIXELS], components[20 * PIXELS], variance[20];
    for (size_t t = 0; t < FRAMES; t++)
        for (size_t p = 0; p < PIXELS; p++)
            frames[t * PIXELS + p] = v.data[p * FRAMES + t];
    cr_assert(pca(frames, FRAMES, PIXELS, 20, components, variance) == SB_OK);
    cr_assert(variance[14] > 1e-3 * variance[0], "%g", variance[14] / variance[0]);
    cr_assert(variance[15] < 1e-10 * variance[0], "%g", variance[15] / variance[0]);
    array_free(&v);
}

Test(digit_video, bad_input_has_a_status_and_leaves_the_video_empty)
{
    double pixels[DIGIT_VIDEO_PARTS] = {0};
    struct array digits = {
        .ndim = 3, .shape = {DIGIT_VIDEO_PARTS, 1, 1}, .count = DIGIT_VIDEO_PARTS, .data = pixels};
    struct array v;
    cr_assert(digit_video(&digits, 1, 0, &v) == SB_OK); /* all black: stays black */
    cr_assert(v.count == 1 && v.data[0] == 0);
    array_free(&v);
    cr_expect(digit_video(&digits, 0, 0, &v) == SB_EINVAL && v.data == NULL);
    cr_expect(digit_video(&digits, SIZE_MAX / 4, 0, &v) == SB_ENOMEM && v.data == NULL);
    pixels[3] = NAN;
    cr_expect(digit_video(&digits, 5, 0, &v) == SB_ENONFINITE && v.data == NULL);
    digits.ndim = 2;
    cr_expect(digit_video(&digits, 5, 0, &v) == SB_ESHAPE && v.data == NULL);
    digits.ndim = 3;
    digits.shape[0] = digits.count = DIGIT_VIDEO_PARTS - 1;
    cr_expect(digit_video(&digits, 5, 0, &v) == SB_ESHAPE && v.data == NULL);
}
