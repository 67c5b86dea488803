/* Chapter 8: NumPy's values on the bird's small first frame, and the claims on the large one. */
#include "spatial.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "filter.h"
#include "load/load.h"
#include "reference/reference.h"
#include "stats.h"

static struct array frame;

static void small_frame(void)
{
    struct sb_error err;
    cr_assert(load_npy("data/bird.npy", &frame, &err) == SB_OK, "%s", err.text);
    frame.shape[0] = frame.shape[1]; /* its first frame alone */
    frame.shape[1] = frame.shape[2];
    frame.count = frame.shape[0] * frame.shape[1];
}

static void large_frame(void)
{
    struct sb_error err;
    cr_assert(load_image("data/bird_frame.png", 1, &frame, &err) == SB_OK, "%s", err.text);
}

static void end(void)
{
    array_free(&frame);
}

static double *numbers(size_t count)
{
    double *x = calloc(count, sizeof *x);
    cr_assert(x != NULL);
    return x;
}

/* Excess kurtosis, and the histogram of magnitudes. */
static void expect_as_numpy(double *x, size_t n, const char *name)
{
    char block[64];
    double lowest = INFINITY, highest = 0.0, edges[101];
    size_t counts[100], want_counts[100];

    snprintf(block, sizeof block, "kurtosis_%s", name);
    double want = reference_value("frame.txt", block);
    cr_expect(fabs(stat_excess_kurtosis(x, n) - want) <= 1e-12 * fabs(want), "%s: %.15g", block,
              stat_excess_kurtosis(x, n));
    for (size_t i = 0; i < n; i++) {
        x[i] = fabs(x[i]);
        lowest = fmin(lowest, x[i]);
        highest = fmax(highest, x[i]);
    }
    snprintf(block, sizeof block, "hist_%s", name);
    reference_indices("frame.txt", block, want_counts, 100);
    cr_assert(stat_bin_edges(lowest, highest, 100, edges) == SB_OK);
    cr_assert(stat_histogram(x, n, edges, 100, counts) == SB_OK);
    for (size_t i = 0; i < 100; i++)
        cr_expect(counts[i] == want_counts[i], "%s, bin %zu: %zu", block, i, counts[i]);
}

Test(chapter_08, differences_are_numpys, .init = small_frame, .fini = end)
{
    size_t rows = frame.shape[0], cols = frame.shape[1];
    double *d = numbers(rows * cols);

    diff_x(frame.data, rows, cols, d);
    expect_as_numpy(d, rows * (cols - 1), "diff_x");
    diff_y(frame.data, rows, cols, d);
    expect_as_numpy(d, (rows - 1) * cols, "diff_y");
    free(d);
}

Test(chapter_08, taps_are_numpys)
{
    static const size_t windows[] = {2, 10, 92};
    double data[100] = {0.0}, out[100], taps[200];
    char name[64];

    for (size_t i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "taps_spatial_%zu", windows[i]);
        struct mat want = reference("taps.txt", name);
        cr_assert(want.cols == 2 * 4 + 2 * windows[i] + 1);
        cr_assert(diff_box_spatial(data, 100, windows[i], 4, out, taps) == 0);
        cr_expect(reference_error(taps, want.data, want.cols) <= 1e-12, "%s", name);
        mat_free(&want);
    }
}

Test(chapter_08, filtered_signals_are_numpys)
{
    static const char *const files[] = {"pixel_57_6.txt", "pixel_66_133.txt"};
    double out[280], taps[200];
    char name[64];

    for (size_t f = 0; f < 2; f++) {
        struct mat sig = reference(files[f], "sig");
        cr_assert(sig.cols == 280);
        for (size_t window = 2; window <= 92; window += 10) {
            snprintf(name, sizeof name, "diff_box_spatial_%zu", window);
            struct mat want = reference(files[f], name);
            cr_assert(diff_box_spatial(sig.data, 280, window, 4, out, taps) == 0);
            cr_expect(reference_error(out, want.data, 280) <= 1e-12, "%s %s: off by %g", files[f],
                      name, reference_error(out, want.data, 280));
            mat_free(&want);
        }
        mat_free(&sig);
    }
}

/* Rows of the reference: window, excess kurtosis, sum of magnitudes, element (17, 41). */
static void expect_box_values(const char *name, bool along_y)
{
    size_t rows = frame.shape[0], cols = frame.shape[1], width = along_y ? rows : cols;
    struct mat want = reference("frame.txt", name);
    double *out = numbers(rows * cols), line[250], taps[200];

    cr_assert(want.rows >= 9);
    for (size_t i = 0; i < want.rows; i++) {
        const double *w = mat_row(&want, i);
        size_t window = (size_t)w[0];
        (along_y ? diff_box_values_y : diff_box_values_x)(frame.data, rows, cols, &window, 1, line,
                                                          taps, out);
        double got[] = {stat_excess_kurtosis(out, frame.count), stat_l1(out, frame.count),
                        out[17 * width + 41]};
        for (size_t j = 0; j < 3; j++)
            cr_expect(fabs(got[j] - w[1 + j]) <= 1e-12 * fmax(fabs(w[1 + j]), 1.0),
                      "%s, window %zu: %.15g, not %.15g", name, window, got[j], w[1 + j]);
    }
    free(out);
    mat_free(&want);
}

Test(chapter_08, box_differences_along_rows_are_numpys, .init = small_frame, .fini = end)
{
    expect_box_values("box_values_x", false);
}

Test(chapter_08, box_differences_along_columns_are_numpys, .init = small_frame, .fini = end)
{
    expect_box_values("box_values_y", true);
}

/* In space the neighbours on both sides count the same; in time only those before. */
Test(chapter_08, spatial_taps_are_symmetric_and_temporal_ones_are_not)
{
    double data[100] = {0.0}, out[100], space[29], time[29];

    cr_assert(diff_box_spatial(data, 100, 10, 4, out, space) == 0);
    cr_assert(diff_box(data, 100, 10, 4, out, time) == SB_OK);
    for (size_t i = 0; i < 29; i++)
        cr_expect(space[i] == space[28 - i], "tap %zu", i);
    for (size_t i = 4; i < 14; i++)
        cr_expect(time[i] == 0.0 && time[28 - i] < 0.0, "tap %zu", i);
}

Test(chapter_08, differences_raise_the_kurtosis_of_the_frame, .init = large_frame, .fini = end)
{
    size_t rows = frame.shape[0], cols = frame.shape[1];
    double *d = numbers(frame.count), before = stat_excess_kurtosis(frame.data, frame.count);

    diff_x(frame.data, rows, cols, d);
    cr_expect(stat_excess_kurtosis(d, rows * (cols - 1)) > before + 3.0);
    diff_y(frame.data, rows, cols, d);
    cr_expect(stat_excess_kurtosis(d, (rows - 1) * cols) > before + 3.0);
    free(d);
}

Test(chapter_08, the_longer_the_window_the_lower_the_kurtosis, .init = large_frame, .fini = end)
{
    size_t rows = frame.shape[0], cols = frame.shape[1];
    double *out = numbers(frame.count), *line = numbers(rows + cols), taps[200];
    double before_x = INFINITY, before_y = INFINITY;

    for (size_t window = 2; window <= 92; window += 10) {
        diff_box_values_x(frame.data, rows, cols, &window, 1, line, taps, out);
        double x = stat_excess_kurtosis(out, frame.count);
        diff_box_values_y(frame.data, rows, cols, &window, 1, line, taps, out);
        double y = stat_excess_kurtosis(out, frame.count);
        cr_expect(x < before_x && y < before_y, "window %zu: %g, %g", window, x, y);
        before_x = x;
        before_y = y;
    }
    free(line);
    free(out);
}
