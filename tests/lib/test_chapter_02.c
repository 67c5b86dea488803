/* Chapter 2: ReLU agrees with NumPy, and its kurtosis falls, then rises, on the bird. */
#include "thresholding.h"

#include <criterion/criterion.h>
#include <math.h>

#include "bird.h"
#include "reference/reference.h"
#include "stats.h"

#define PIXEL "pixel_57_6.txt"

Test(chapter_02, sig_is_row_57_column_6_of_the_bird)
{
    struct mat sig = bird_pixel(57, 6), want = reference(PIXEL, "sig");
    cr_assert(sig.cols == 280 && want.cols == 280);
    cr_expect(reference_error(sig.data, want.data, 280) == 0.0);
    for (size_t t = 0; t < 280; t++)
        cr_expect(sig.data[t] >= 0.0 && sig.data[t] <= 255.0);
    mat_free(&sig);
    mat_free(&want);
}

Test(chapter_02, relu_and_its_histogram_agree_with_numpy)
{
    struct mat sig = bird_pixel(57, 6), want = reference(PIXEL, "relu_150");
    struct mat hist = reference(PIXEL, "hist_relu_150");
    double out[280], hi = 0.0, edges[101];
    size_t counts[100];

    ReLU(sig.data, sig.cols, 150.0, out);
    cr_expect(reference_error(out, want.data, 280) == 0.0);
    for (size_t t = 0; t < 280; t++)
        hi = fmax(hi, out[t]);
    cr_assert(stat_bin_edges(0.0, hi, 100, edges) == SB_OK);
    cr_assert(stat_histogram(out, 280, edges, 100, counts) == SB_OK);
    for (size_t i = 0; i < 100; i++)
        cr_expect((double)counts[i] == hist.data[i], "bin %zu: %zu, not %g", i, counts[i],
                  hist.data[i]);
    mat_free(&sig);
    mat_free(&want);
    mat_free(&hist);
}

/* Excess kurtosis of ReLU_theta(sig). */
static double relu_kurtosis(const struct mat *sig, double theta)
{
    double out[280];
    ReLU(sig->data, sig->cols, theta, out);
    return stat_excess_kurtosis(out, sig->cols);
}

Test(chapter_02, kurtosis_agrees_with_scipy_for_every_theta)
{
    struct mat sig = bird_pixel(57, 6), table = reference(PIXEL, "kurtosis_relu");
    cr_assert(table.rows == 13);
    for (size_t i = 0; i < table.rows; i++) {
        double got = relu_kurtosis(&sig, mat_row(&table, i)[0]);
        double error = reference_error(&got, mat_row(&table, i) + 1, 1);
        cr_expect(error <= 1e-12, "theta %g: off by %g", mat_row(&table, i)[0], error);
    }
    mat_free(&sig);
    mat_free(&table);
}

Test(chapter_02, kurtosis_first_falls_then_rises_steeply)
{
    struct mat sig = bird_pixel(57, 6);
    double start = relu_kurtosis(&sig, 0.0), lowest = relu_kurtosis(&sig, 140.0);
    double end = relu_kurtosis(&sig, 240.0);

    /* No pixel is darker than 40: up to there nothing but the zero of the axis moves. */
    for (double theta = 20.0; theta <= 40.0; theta += 20.0)
        cr_expect(fabs(relu_kurtosis(&sig, theta) - start) <= 1e-12, "theta %g", theta);
    for (double theta = 60.0; theta <= 240.0; theta += 20.0) {
        double before = relu_kurtosis(&sig, theta - 20.0), now = relu_kurtosis(&sig, theta);
        cr_expect(theta <= 140.0 ? now < before : now > before, "theta %g: %g after %g", theta, now,
                  before);
    }
    cr_expect(lowest < start / 10.0, "%g, after %g at the start", lowest, start);
    cr_expect(end > 10.0 * start, "%g, after %g at the start", end, start);
    mat_free(&sig);
}

/* The outliers of the negative lie above the rest from the start: no dip. */
Test(chapter_02, kurtosis_of_the_negative_only_rises)
{
    struct mat sig = bird_pixel(57, 6);
    for (size_t t = 0; t < 280; t++)
        sig.data[t] = -sig.data[t];
    double before = stat_excess_kurtosis(sig.data, 280);
    for (double theta = -240.0; theta <= -60.0; theta += 20.0) {
        double now = relu_kurtosis(&sig, theta);
        cr_expect(now > before, "theta %g: %g after %g", theta, now, before);
        before = now;
    }
    mat_free(&sig);
}

Test(chapter_02, fewer_samples_survive_a_higher_threshold)
{
    struct mat sig = bird_pixel(57, 6);
    double out[280];
    size_t before = 280;
    for (double theta = 20.0; theta <= 240.0; theta += 20.0) {
        ReLU(sig.data, sig.cols, theta, out);
        size_t now = stat_l0(out, 280);
        cr_expect(theta < 100.0 ? now <= before : now < before, "theta %g: %zu after %zu", theta,
                  now, before);
        before = now;
    }
    mat_free(&sig);
}
