/* Whitening against a plain Fourier sum; patches. */
#include "fields/patches.h"
#include "plain.h"
#include "fields/whiten.h"

#include <criterion/criterion.h>
#include <complex.h>

enum { ROWS = 9, COLS = 12, IMAGES = 5 };

static const double PI = 3.14159265358979323846;
static double image[ROWS * COLS], out[ROWS * COLS], images[IMAGES * 400];

static void fill(double *x, size_t n, uint64_t seed)
{
    for (size_t i = 0; i < n; i++)
        x[i] = 100 + 30 * random_normal(&seed);
}

/* out = sum over all frequencies of gain (1/n) sum image exp(..), term by term. */
static double plain_whiten_at(size_t row, size_t col, double f0)
{
    double complex sum = 0;
    for (int u = -ROWS / 2; u < ROWS - ROWS / 2; u++)
        for (int v = -COLS / 2; v < COLS - COLS / 2; v++) {
            double fr = u / (double)ROWS, fc = v / (double)COLS, f = hypot(fr, fc);
            double complex part = 0;
            for (size_t r = 0; r < ROWS; r++)
                for (size_t c = 0; c < COLS; c++)
                    part += image[r * COLS + c] *
                            cexp(2 * PI * I *
                                 (fr * ((double)row - (double)r) + fc * ((double)col - (double)c)));
            sum += part * f * exp(-pow(f / f0, 4)) / (ROWS * COLS);
        }
    return creal(sum);
}

Test(whiten, equals_the_plain_fourier_sum)
{
    fill(image, ROWS * COLS, 1);
    cr_assert(whiten_image(image, ROWS, COLS, 0.4, out) == SB_OK);
    for (size_t r = 0; r < ROWS; r++)
        for (size_t c = 0; c < COLS; c++)
            cr_assert(fabs(out[r * COLS + c] - plain_whiten_at(r, c, 0.4)) < 1e-4,
                      "pixel %zu, %zu: %g, plain %g", r, c, out[r * COLS + c],
                      plain_whiten_at(r, c, 0.4));
}

Test(whiten, makes_a_1_over_f_spectrum_flat)
{
    /* A sum of waves with amplitude 1/f keeps one amplitude, exp(-(f/f0)^4) apart. */
    enum { SIDE = 32 };
    static double wave[SIDE * SIDE], white[SIDE * SIDE];
    const int cycles[] = {2, 4, 6};
    for (size_t r = 0; r < SIDE; r++)
        for (size_t c = 0; c < SIDE; c++)
            for (int i = 0; i < 3; i++)
                wave[r * SIDE + c] += cos(2 * PI * cycles[i] * (double)c / SIDE) / cycles[i];
    cr_assert(whiten_image(wave, SIDE, SIDE, 0.4, white) == SB_OK);
    for (int i = 0; i < 3; i++) {
        double amplitude = 0, f = cycles[i] / (double)SIDE;
        for (size_t c = 0; c < SIDE; c++)
            amplitude += white[c] * cos(2 * PI * f * (double)c) * 2 / SIDE;
        cr_assert(fabs(amplitude * SIDE - exp(-pow(f / 0.4, 4))) < 1e-5);
    }
}

Test(whiten, works_in_place_in_any_unit_and_for_constant_images)
{
    static double again[ROWS * COLS];
    fill(image, ROWS * COLS, 2);
    whiten_image(image, ROWS, COLS, 0.4, out);
    memcpy(again, image, sizeof image);
    cr_assert(whiten_image(again, ROWS, COLS, 0.4, again) == SB_OK);
    cr_assert(memcmp(again, out, sizeof out) == 0);
    for (size_t i = 0; i < ROWS * COLS; i++)
        again[i] = image[i] * 0x1p500;
    cr_assert(whiten_image(again, ROWS, COLS, 0.4, again) == SB_OK);
    for (size_t i = 0; i < ROWS * COLS; i++)
        cr_assert(fabs(again[i] * 0x1p-500 - out[i]) < 1e-4);
    memset(image, 0, sizeof image);
    cr_assert(whiten_image(image, ROWS, COLS, 0.4, out) == SB_OK);
    for (size_t i = 0; i < ROWS * COLS; i++)
        cr_assert(out[i] == 0);
}

Test(whiten, refuses_what_it_cannot_do)
{
    cr_assert(whiten_image(image, 0, 3, 0.4, out) == SB_EINVAL);
    cr_assert(whiten_image(image, 3, 3, 0, out) == SB_EINVAL);
    cr_assert(whiten_image(image, 3, 3, NAN, out) == SB_EINVAL);
    image[4] = INFINITY;
    cr_assert(whiten_image(image, 3, 3, 0.4, out) == SB_ENONFINITE);
}

Test(patches, come_from_allowed_places)
{
    static double patches[500 * 9];
    size_t corner[2] = {0, 0};
    /* Element = its own place, so a patch tells where it was cut. */
    for (size_t i = 0; i < IMAGES * 400; i++)
        images[i] = (double)i;
    cr_assert(sample_patches(images, IMAGES, 20, 20, 3, 4, 500, 7, patches) == SB_OK);
    for (size_t t = 0; t < 500; t++) {
        size_t at = (size_t)patches[t * 9], row = at % 400 / 20, col = at % 20;
        cr_assert(at / 400 < IMAGES && row >= 4 && row + 3 <= 16 && col >= 4 && col + 3 <= 16);
        corner[0] += row == 4 && col == 4;
        corner[1] += row == 13 && col == 13;
        for (size_t i = 0; i < 9; i++)
            cr_assert(patches[t * 9 + i] == (double)(at + i / 3 * 20 + i % 3));
    }
    cr_assert(corner[0] > 0 && corner[1] > 0, "the first and the last place are both used");
    cr_assert(sample_patches(images, IMAGES, 20, 20, 20, 0, 1, 7, images) == SB_OK);
    cr_assert(sample_patches(images, 0, 20, 20, 3, 0, 1, 7, patches) == SB_EINVAL);
    cr_assert(sample_patches(images, 1, 20, 20, 21, 0, 1, 7, patches) == SB_EINVAL);
    cr_assert(sample_patches(images, 1, 20, 20, 13, 4, 1, 7, patches) == SB_EINVAL);
    cr_assert(sample_patches(images, 1, 20, 20, 0, 4, 1, 7, patches) == SB_EINVAL);
}

Test(patches, same_seed_same_patches)
{
    static double a[50 * 9], b[50 * 9];
    fill(images, IMAGES * 400, 3);
    sample_patches(images, IMAGES, 20, 20, 3, 0, 50, 7, a);
    sample_patches(images, IMAGES, 20, 20, 3, 0, 50, 7, b);
    cr_assert(memcmp(a, b, sizeof a) == 0);
    sample_patches(images, IMAGES, 20, 20, 3, 0, 50, 8, b);
    cr_assert(memcmp(a, b, sizeof a) != 0);
}

Test(patches, contrast_becomes_one_unless_there_is_hardly_any)
{
    static double x[4 * 25];
    fill(x, 100, 4);
    for (size_t i = 75; i < 100; i++)
        x[i] = 5 + 1e-3 * (i % 2 ? 1 : -1);
    cr_assert(contrast_normalise(x, 4, 25, 0.1) == SB_OK);
    for (size_t t = 0; t < 4; t++) {
        double mean = 0, var = 0;
        for (size_t i = 0; i < 25; i++)
            mean += x[t * 25 + i] / 25;
        for (size_t i = 0; i < 25; i++)
            var += x[t * 25 + i] * x[t * 25 + i] / 25;
        cr_assert(fabs(mean) < 1e-12);
        cr_assert(t < 3 ? fabs(var - 1) < 1e-4 : var < 2e-4);
    }
    for (int power = -1000; power <= 1000; power += 500) {
        static double usual[100], other[100];
        fill(usual, 100, 4);
        for (size_t i = 0; i < 100; i++)
            other[i] = ldexp(usual[i], power);
        cr_assert(contrast_normalise(usual, 4, 25, 0.1) == SB_OK);
        cr_assert(contrast_normalise(other, 4, 25, ldexp(0.1, power)) == SB_OK);
        for (size_t i = 0; i < 100; i++)
            cr_assert(fabs(other[i] - usual[i]) < 1e-12, "in the unit 2^%d", power);
    }
    cr_assert(contrast_normalise(x, 4, 25, 0) == SB_EINVAL);
    cr_assert(contrast_normalise(x, 4, 0, 1) == SB_EINVAL);
    x[3] = NAN;
    cr_assert(contrast_normalise(x, 4, 25, 1) == SB_ENONFINITE);
}
