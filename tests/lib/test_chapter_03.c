/* Chapter 3: differences agree with NumPy, and what the text says of their sparsity holds. */
#include "temporal.h"

#include <criterion/criterion.h>
#include <math.h>

#include "bird.h"
#include "filter.h"
#include "reference/reference.h"
#include "stats.h"

#define PIXEL "pixel_57_6.txt"
#define N 280
#define LAGS 10

/* Both pixels: the studied one, and the one the tutorial studies in its own video. */
static const struct pixel {
    const char *file;
    size_t row, col;
} pixels[] = {{PIXEL, 57, 6}, {"pixel_66_133.txt", 66, 133}};

Test(chapter_03, temporal_diff_agrees_with_numpy)
{
    for (size_t p = 0; p < 2; p++) {
        struct mat sig = bird_pixel(pixels[p].row, pixels[p].col);
        struct mat want = reference(pixels[p].file, "temporal_diff");
        double diff[N - 1];
        temporal_diff(sig.data, N, diff);
        cr_expect(reference_error(diff, want.data, N - 1) == 0.0, "%s", pixels[p].file);
        double got = stat_excess_kurtosis(diff, N - 1);
        double kurtosis = reference_value(pixels[p].file, "kurtosis_temporal_diff");
        cr_expect(reference_error(&got, &kurtosis, 1) <= 1e-12, "%s", pixels[p].file);
        mat_free(&sig);
        mat_free(&want);
    }
}

static void check_lag(const char *file, size_t tau, const double *diff)
{
    char label[64];
    snprintf(label, sizeof label, "tau_%zu", tau);
    struct mat want = reference(file, label);
    cr_assert(want.cols == N - tau);
    cr_expect(reference_error(diff, want.data, want.cols) == 0.0, "%s %s", file, label);
    mat_free(&want);
}

/* Counts in bins with edges 0, 5, .., 255. */
static void check_histogram(const double *diff, size_t n, const double *want)
{
    double edges[52];
    size_t counts[51];
    cr_assert(stat_bin_edges(0.0, 255.0, 51, edges) == SB_OK);
    cr_assert(stat_histogram(diff, n, edges, 51, counts) == SB_OK);
    for (size_t i = 0; i < 51; i++)
        cr_expect((double)counts[i] == want[i], "bin %zu: %zu, not %g", i, counts[i], want[i]);
}

Test(chapter_03, taus_list_agrees_with_numpy_for_the_ten_lags)
{
    for (size_t p = 0; p < 2; p++) {
        struct mat sig = bird_pixel(pixels[p].row, pixels[p].col);
        struct mat hist = reference(pixels[p].file, "hist_tau");
        struct mat kurtosis = reference(pixels[p].file, "kurtosis_tau");
        static double diffs[LAGS * N];
        size_t tau[LAGS];
        taus(LAGS, 1, 91, tau);
        taus_list(sig.data, N, tau, LAGS, diffs);
        for (size_t i = 0; i < LAGS; i++) {
            const double *diff = diffs + i * N;
            cr_assert((double)tau[i] == mat_row(&kurtosis, i)[0]);
            check_lag(pixels[p].file, tau[i], diff);
            check_histogram(diff, N - tau[i], mat_row(&hist, i));
            double got = stat_excess_kurtosis(diff, N - tau[i]);
            cr_expect(reference_error(&got, mat_row(&kurtosis, i) + 1, 1) <= 1e-12);
        }
        mat_free(&sig);
        mat_free(&hist);
        mat_free(&kurtosis);
    }
}

/* Excess kurtosis of the box difference, or of |sig - it|, over windows 1, 11, .., 91. */
static void box_kurtosis(const struct mat *sig, int minus, double kurtosis[LAGS])
{
    double out[N], taps[256];
    for (size_t i = 0; i < LAGS; i++) {
        cr_assert(diff_box(sig->data, N, 1 + 10 * i, 4, out, taps) == SB_OK);
        for (size_t t = 0; minus && t < N; t++)
            out[t] = fabs(sig->data[t] - out[t]);
        kurtosis[i] = stat_excess_kurtosis(out, N);
    }
}

Test(chapter_03, kurtosis_of_diff_box_agrees_with_scipy)
{
    static const char *const blocks[] = {"kurtosis_diff_box", "kurtosis_minus_diff_box"};
    for (size_t p = 0; p < 2; p++) {
        struct mat sig = bird_pixel(pixels[p].row, pixels[p].col);
        for (int minus = 0; minus < 2; minus++) {
            struct mat want = reference(pixels[p].file, blocks[minus]);
            double got[LAGS];
            box_kurtosis(&sig, minus, got);
            for (size_t i = 0; i < LAGS; i++) {
                double error = reference_error(&got[i], mat_row(&want, i) + 1, 1);
                cr_expect(error <= 1e-12, "%s %s, window %zu: off by %g", pixels[p].file,
                          blocks[minus], 1 + 10 * i, error);
            }
            mat_free(&want);
        }
        mat_free(&sig);
    }
}

Test(chapter_03, a_temporal_difference_raises_the_kurtosis)
{
    for (size_t p = 0; p < 2; p++) {
        struct mat sig = bird_pixel(pixels[p].row, pixels[p].col);
        double diff[N - 1];
        temporal_diff(sig.data, N, diff);
        double before = stat_excess_kurtosis(sig.data, N);
        double after = stat_excess_kurtosis(diff, N - 1);
        cr_expect(after > before + 5.0, "%g after %g", after, before);
        mat_free(&sig);
    }
}

Test(chapter_03, most_changes_are_small_and_a_few_are_large)
{
    struct mat sig = bird_pixel(57, 6);
    double diff[N - 1];
    size_t small = 0, large = 0;
    temporal_diff(sig.data, N, diff);
    for (size_t t = 0; t < N - 1; t++) {
        small += diff[t] < 5.0;
        large += diff[t] >= 50.0;
    }
    cr_expect(small > 3 * (N - 1) / 4, "%zu", small);
    cr_expect(large > 0 && large < (N - 1) / 20, "%zu", large);
    mat_free(&sig);
}

Test(chapter_03, the_shortest_lag_is_the_sparsest_and_the_middle_ones_are_not_sparse)
{
    struct mat sig = bird_pixel(57, 6);
    double before = stat_excess_kurtosis(sig.data, N), first = 0.0;
    static double diffs[LAGS * N];
    size_t tau[LAGS];
    taus(LAGS, 1, 91, tau);
    taus_list(sig.data, N, tau, LAGS, diffs);
    for (size_t i = 0; i < LAGS; i++) {
        double k = stat_excess_kurtosis(diffs + i * N, N - tau[i]);
        first = i == 0 ? k : first;
        cr_expect(i == 0 || k < first / 2.0, "lag %zu: %g", tau[i], k);
        cr_expect(tau[i] >= 21 && tau[i] <= 51 ? k < before : k > before, "lag %zu: %g", tau[i], k);
    }
    mat_free(&sig);
}

Test(chapter_03, the_kurtosis_of_diff_box_falls_with_the_window)
{
    struct mat sig = bird_pixel(57, 6);
    double before = stat_excess_kurtosis(sig.data, N), k[LAGS];
    box_kurtosis(&sig, 0, k);
    for (size_t i = 0; i < LAGS; i++) {
        cr_expect(i == 0 || k[i] < k[i - 1], "window %zu: %g after %g", 1 + 10 * i, k[i], k[i - 1]);
        cr_expect(i <= 5 ? k[i] > before : k[i] < before, "window %zu: %g", 1 + 10 * i, k[i]);
    }
    mat_free(&sig);
}

Test(chapter_03, the_darkest_and_the_brightest_frame_are_71_frames_apart)
{
    struct mat sig = bird_pixel(57, 6);
    double darkest = 255.0, brightest = 0.0;
    for (size_t t = 0; t < N; t++) {
        darkest = fmin(darkest, sig.data[t]);
        brightest = fmax(brightest, sig.data[t]);
    }
    cr_expect(sig.data[23] == darkest && sig.data[23 + 71] == brightest);
    mat_free(&sig);
}

/* Zeros for pad + window frames, then the start-up peak: as long as the window. */
Test(chapter_03, without_its_start_up_diff_box_is_sparser_up_to_window_21)
{
    struct mat sig = bird_pixel(57, 6);
    double before = stat_excess_kurtosis(sig.data, N), out[N], taps[256];
    for (size_t window = 1; window <= 91; window += 10) {
        size_t starts = 4 + window, settled = 4 + 2 * window;
        cr_assert(diff_box(sig.data, N, window, 4, out, taps) == SB_OK);
        for (size_t t = 0; t < starts; t++)
            cr_expect(out[t] == 0.0, "window %zu, frame %zu", window, t);
        cr_expect(fabs(out[starts] - taps[starts] * sig.data[0]) <= 1e-12 * out[starts]);
        double k = stat_excess_kurtosis(out + settled, N - settled);
        cr_expect(window <= 21 ? k > 2.0 * before : k < before, "window %zu: %g", window, k);
    }
    mat_free(&sig);
}

/* Only samples of the past: what comes later changes nothing before it. */
Test(chapter_03, diff_box_knows_only_the_past)
{
    struct mat sig = bird_pixel(57, 6);
    double out[N], changed[N], taps[64];
    cr_assert(diff_box(sig.data, N, 10, 4, out, taps) == SB_OK);
    sig.data[200] += 50.0;
    cr_assert(diff_box(sig.data, N, 10, 4, changed, taps) == SB_OK);
    for (size_t t = 0; t < N; t++)
        cr_expect((out[t] != changed[t]) == (t >= 214 && t <= 224), "frame %zu", t);
    mat_free(&sig);
}
