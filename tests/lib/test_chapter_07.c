/* Chapter 7: NumPy's values on the bird's small first frame, and the claims on the large one. */
#include "hard_threshold.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "load/load.h"
#include "reference/reference.h"
#include "stats.h"

static struct array loaded(enum sb_status (*load)(const char *, struct array *, struct sb_error *),
                           const char *path)
{
    struct array a;
    struct sb_error err;
    cr_assert(load(path, &a, &err) == SB_OK, "%s", err.text);
    return a;
}

static enum sb_status load_grey(const char *path, struct array *out, struct sb_error *err)
{
    return load_image(path, 1, out, err);
}

/* Excess kurtosis and histogram of magnitudes as NumPy has them. */
static void expect_as_numpy(const double *x, size_t n, const char *name)
{
    char block[64];
    double *magnitude = calloc(n, sizeof *magnitude), lowest = INFINITY, highest = 0.0;
    double edges[101];
    size_t counts[100], want_counts[100];

    snprintf(block, sizeof block, "kurtosis_%s", name);
    double want = reference_value("frame.txt", block);
    cr_expect(fabs(stat_excess_kurtosis(x, n) - want) <= 1e-12 * fabs(want), "%s: %.15g, not %.15g",
              block, stat_excess_kurtosis(x, n), want);
    for (size_t i = 0; i < n; i++) {
        magnitude[i] = fabs(x[i]);
        lowest = fmin(lowest, magnitude[i]);
        highest = fmax(highest, magnitude[i]);
    }
    snprintf(block, sizeof block, "hist_%s", name);
    reference_indices("frame.txt", block, want_counts, 100);
    cr_assert(stat_bin_edges(lowest, highest, 100, edges) == SB_OK);
    cr_assert(stat_histogram(magnitude, n, edges, 100, counts) == SB_OK);
    for (size_t i = 0; i < 100; i++)
        cr_expect(counts[i] == want_counts[i], "%s, bin %zu: %zu", block, i, counts[i]);
    free(magnitude);
}

Test(chapter_07, numpy_agrees_on_the_small_frame)
{
    struct array video = loaded(load_npy, "data/bird.npy");
    size_t rows = video.shape[1], cols = video.shape[2], n = rows * cols;
    double *frame_HT = calloc(n, sizeof *frame_HT), p80;

    expect_as_numpy(video.data, n, "frame");
    hard_thres(video.data, rows, cols, 150.0, frame_HT);
    expect_as_numpy(frame_HT, n, "HT_150");
    cr_assert(stat_percentile(video.data, n, 80.0, &p80) == SB_OK);
    hard_thres(video.data, rows, cols, p80, frame_HT);
    expect_as_numpy(frame_HT, n, "HT_p80");
    free(frame_HT);
    array_free(&video);
}

Test(chapter_07, a_higher_threshold_leaves_fewer_pixels_and_the_80th_percentile_a_fifth)
{
    struct array frame = loaded(load_grey, "data/bird_frame.png");
    size_t rows = frame.shape[0], cols = frame.shape[1], left = frame.count;
    double *frame_HT = calloc(frame.count, sizeof *frame_HT), p80;

    for (double theta = 0.0; theta <= 250.0; theta += 10.0) {
        hard_thres(frame.data, rows, cols, theta, frame_HT);
        size_t now = stat_l0(frame_HT, frame.count);
        cr_expect(now <= left, "theta = %g", theta);
        left = now;
    }
    cr_assert(stat_percentile(frame.data, frame.count, 80.0, &p80) == SB_OK);
    hard_thres(frame.data, rows, cols, p80, frame_HT);
    double share = (double)stat_l0(frame_HT, frame.count) / (double)frame.count;
    cr_expect(share >= 0.2 && share < 0.21, "%g", share);
    free(frame_HT);
    array_free(&frame);
}

Test(chapter_07, kurtosis_first_falls_then_rises_with_a_hard_threshold)
{
    struct array frame = loaded(load_grey, "data/bird_frame.png");
    double *frame_HT = calloc(frame.count, sizeof *frame_HT), at[4];

    for (size_t i = 0; i < 4; i++) {
        static const double theta[] = {0.0, 100.0, 150.0, 240.0};
        hard_thres(frame.data, frame.shape[0], frame.shape[1], theta[i], frame_HT);
        at[i] = stat_excess_kurtosis(frame_HT, frame.count);
    }
    cr_expect(at[1] < at[0] - 0.5 && at[0] < at[2] && at[2] < at[3], "%g %g %g %g", at[0], at[1],
              at[2], at[3]);
    free(frame_HT);
    array_free(&frame);
}
