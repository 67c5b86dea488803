/* The figures of chapter 8: differences between neighbouring pixels. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../chapters/08_spatial/spatial.h"
#include "figure.h"
#include "filter.h"
#include "reference.h"

REFERENCE(diff_x);
REFERENCE(diff_y);
REFERENCE(diff_box_spatial);
REFERENCE(diff_box_values_x);
REFERENCE(diff_box_values_y);

#define WINDOWS 10 /* 2, 12, .., 92 */
#define PAD 4
#define EXCESS "Excess kurtosis"

/* Grey values for the eye: the 10th percentile of z becomes 0, the 90th 255,
 * and what lies outside is clipped. Sets the two percentiles. */
static double *for_display(const double *z, size_t n, double *lo, double *hi)
{
    double *shown = figure_array(n), ends[2];

    figure_must(stat_percentiles(z, n, (const double[]){10.0, 90.0}, 2, ends), "stat_percentiles");
    *lo = ends[0];
    *hi = ends[1];
    double range = *hi > *lo ? *hi - *lo : 1.0;
    for (size_t i = 0; i < n; i++)
        shown[i] = fmin(fmax((z[i] - *lo) / range, 0.0), 1.0) * 255.0;
    return shown;
}

static void panel_image(struct plot *p, const char *title, const double *z, size_t rows,
                        size_t cols)
{
    double lo, hi;

    plot_panel(p, title, NULL, NULL);
    plot_image(p, for_display(z, rows * cols, &lo, &hi), rows, cols, PLOT_GREY, 0.0, 255.0);
}

/* The same, drawn with a quarter of the pixels, each the mean of 2 x 2: ten
 * such pictures stay small as a file, and look the same at that size. */
static void panel_small_image(struct plot *p, const char *title, const double *z, size_t rows,
                              size_t cols)
{
    double lo, hi, *shown = for_display(z, rows * cols, &lo, &hi);
    size_t half_rows = rows / 2, half_cols = cols / 2;
    double *small = figure_array(half_rows * half_cols);

    for (size_t r = 0; r < half_rows; r++)
        for (size_t c = 0; c < half_cols; c++) {
            const double *top = shown + 2 * r * cols + 2 * c, *bottom = top + cols;
            small[r * half_cols + c] = (top[0] + top[1] + bottom[0] + bottom[1]) / 4.0;
        }
    plot_panel(p, title, NULL, NULL);
    plot_image(p, small, half_rows, half_cols, PLOT_GREY, 0.0, 255.0);
}

/* ---- F8.1 to F8.3: neighbours ---- */

struct differences {
    double *dx, *dy;
    size_t x_count, y_count;
};

/* of_reference: by the reference solution, for the faint picture behind. */
static struct differences differences_of(struct picture f, bool of_reference)
{
    struct differences d = {.x_count = f.rows * (f.cols - 1), .y_count = (f.rows - 1) * f.cols};

    d.dx = figure_array(d.x_count);
    d.dy = figure_array(d.y_count);
    (of_reference ? ref_diff_x : diff_x)(f.frame, f.rows, f.cols, d.dx);
    (of_reference ? ref_diff_y : diff_y)(f.frame, f.rows, f.cols, d.dy);
    return d;
}

static struct plot *draw_differences(void)
{
    struct picture f = figure_first_frame();
    struct differences d = differences_of(f, false);
    double lo, hi;
    struct plot *p = plot_new(overlay ? 2 : 1, 3, "Differences between neighbours");

    plot_size(p, 1300, overlay ? 600 : 320);
    plot_panel(p, "frame", NULL, NULL);
    plot_image(p, f.frame, f.rows, f.cols, PLOT_GREY, 0.0, 255.0);
    panel_image(p, "diff_x: right neighbour minus pixel", d.dx, f.rows, f.cols - 1);
    panel_image(p, "diff_y: pixel below minus pixel", d.dy, f.rows - 1, f.cols);
    if (overlay) {
        struct differences ref = differences_of(f, true);

        plot_skip(p);
        panel_image(p, "diff_x of the reference", ref.dx, f.rows, f.cols - 1);
        panel_image(p, "diff_y of the reference", ref.dy, f.rows - 1, f.cols);
    }
    for_display(d.dx, d.x_count, &lo, &hi);
    value("ch08.dx_p10", "%g", lo);
    value("ch08.dx_p90", "%g", hi);
    value("ch08.zeros_dx", "%.0f",
          100.0 - 100.0 * (double)stat_l0(d.dx, d.x_count) / (double)d.x_count);
    value("ch08.zeros_dy", "%.0f",
          100.0 - 100.0 * (double)stat_l0(d.dy, d.y_count) / (double)d.y_count);
    return p;
}

static struct plot *draw_histograms(void)
{
    struct picture f = figure_first_frame();
    struct differences d = differences_of(f, false);
    const double *shown[] = {f.frame, d.dx, d.dy};
    const size_t sizes[] = {f.count, d.x_count, d.y_count};
    static const char *const names[] = {"frame", "|diff_x|", "|diff_y|"};
    double edges[101], *magnitude = figure_array(f.count);
    size_t counts[100];
    struct plot *p = plot_new(1, 3, "Magnitudes before and after");

    plot_size(p, 1100, 420);
    plot_share(p, PLOT_SHARE_X | PLOT_SHARE_Y);
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < sizes[i]; j++)
            magnitude[j] = fabs(shown[i][j]);
        plot_panel(p, names[i], "Magnitude (grey values)", "Count (pixels)");
        figure_histogram(magnitude, sizes[i], 0.0, 255.0, 100, edges, counts);
        plot_hist(p, NULL, edges, counts, 100, pen(i));
        plot_log_y(p);
    }
    return p;
}

static struct plot *draw_kurtosis(void)
{
    struct picture f = figure_first_frame();
    struct differences d = differences_of(f, false);
    static const char *const names[] = {"frame", "diff_x", "diff_y"};
    double bars[] = {stat_excess_kurtosis(f.frame, f.count), stat_excess_kurtosis(d.dx, d.x_count),
                     stat_excess_kurtosis(d.dy, d.y_count)};
    char text[32];
    struct plot *p = plot_new(1, 1, "Differences are far sparser than grey values");

    plot_panel(p, NULL, NULL, EXCESS);
    plot_legend(p, PLOT_TOP_LEFT);
    if (overlay) {
        struct differences ref = differences_of(f, true);
        double want[] = {bars[0], stat_excess_kurtosis(ref.dx, ref.x_count),
                         stat_excess_kurtosis(ref.dy, ref.y_count)};

        plot_bars(p, "reference", names, want, 3, pen_reference());
    }
    plot_bars(p, overlay ? "yours" : NULL, names, bars, 3, pen(0));
    for (size_t i = 1; i < 3; i++)
        plot_bar_colour(p, i, pen(i));
    for (size_t i = 0; i < 3 && !overlay; i++) {
        snprintf(text, sizeof text, "%.2f", bars[i]);
        plot_text(p, (double)i, fmax(bars[i], 0.0) + 1.5, text, PLOT_CENTRE, pen(i));
    }
    value("ch08.kurtosis_frame", "%.2f", bars[0]);
    value("ch08.kurtosis_dx", "%.1f", bars[1]);
    value("ch08.kurtosis_dy", "%.1f", bars[2]);
    return p;
}

/* ---- F8.4, F8.5: taps ---- */

static double *spatial_taps(size_t window, bool ref)
{
    size_t n = window + 2;
    double *taps = figure_array(2 * PAD + 2 * window + 1);

    if ((ref ? ref_diff_box_spatial : diff_box_spatial)(figure_array(n), n, window, PAD,
                                                        figure_array(n), taps) != 0)
        figure_fail("diff_box_spatial refuses a window of %zu for %zu samples", window, n);
    return taps;
}

static void panel_taps(struct plot *p, const char *title, const char *xlabel, const double *taps,
                       const double *reference, size_t window, struct pen colour)
{
    size_t count = 2 * PAD + 2 * window + 1;
    double *at = figure_array(count);

    for (size_t j = 0; j < count; j++)
        at[j] = (double)j - (double)(PAD + window);
    plot_panel(p, title, xlabel, "Tap");
    plot_hline(p, 0.0, NULL, pen_grey());
    if (reference)
        plot_steps(p, "reference", at, reference, count, pen_reference());
    plot_steps(p, NULL, at, taps, count, colour);
    plot_points(p, NULL, at, taps, count, pen_marker(colour, PLOT_DISC, 0.7));
}

static struct plot *draw_two_filters(void)
{
    enum { window = 10 };
    size_t n = window + 2;
    double *temporal = figure_array(diff_box_taps(window, PAD));
    struct plot *p = plot_new(1, 2, "Time has a direction, space has two sides");

    figure_must(diff_box(figure_array(n), n, window, PAD, figure_array(n), temporal), "diff_box");
    plot_share(p, PLOT_SHARE_X | PLOT_SHARE_Y);
    panel_taps(p, "diff_box: in time", "Samples back (frames or pixels)", temporal, NULL, window,
               pen(0));
    panel_taps(p, "diff_box_spatial: in space", "Samples back (frames or pixels)",
               spatial_taps(window, false), overlay ? spatial_taps(window, true) : NULL, window,
               pen(1));
    return p;
}

static struct plot *draw_taps(void)
{
    enum { window = 10 };
    double *taps = spatial_taps(window, false);
    struct plot *p = plot_new(1, 1, "The taps of diff_box_spatial for window 10");

    panel_taps(p, NULL, "Position (pixels from the middle)", taps,
               overlay ? spatial_taps(window, true) : NULL, window, pen(1));
    value("ch08.middle_tap_10", "%.3f", taps[PAD + window]);
    value("ch08.side_tap_10", "%.3f", taps[PAD]);
    return p;
}

/* ---- F8.6 to F8.8: the filtered frames ---- */

struct filtered {
    size_t windows[WINDOWS];
    double *x, *y;
};

static struct filtered filtered_frames(struct picture f, bool along_x, bool along_y,
                                       bool of_reference)
{
    struct filtered b = {0};
    double *line = figure_array(f.rows + f.cols), *taps = figure_array(2 * PAD + 2 * 92 + 1);

    for (size_t i = 0; i < WINDOWS; i++)
        b.windows[i] = 2 + 10 * i;
    if (f.rows <= 92 || f.cols <= 92)
        figure_fail("the frame has %zu x %zu pixels; the longest window, 92, needs more", f.rows,
                    f.cols);
    if (along_x) {
        b.x = figure_array(WINDOWS * f.count);
        (of_reference ? ref_diff_box_values_x : diff_box_values_x)(
            f.frame, f.rows, f.cols, b.windows, WINDOWS, line, taps, b.x);
    }
    if (along_y) {
        b.y = figure_array(WINDOWS * f.count);
        (of_reference ? ref_diff_box_values_y : diff_box_values_y)(
            f.frame, f.rows, f.cols, b.windows, WINDOWS, line, taps, b.y);
    }
    return b;
}

static struct plot *draw_ten_x(void)
{
    struct picture f = figure_first_frame();
    struct filtered b = filtered_frames(f, true, false, false);
    struct plot *p = plot_new(2, 5, "Box differences along the rows");
    char title[32];

    plot_size(p, 1500, 420);
    for (size_t i = 0; i < WINDOWS; i++) {
        snprintf(title, sizeof title, "window %zu", b.windows[i]);
        panel_small_image(p, title, b.x + i * f.count, f.rows, f.cols);
    }
    return p;
}

/* Stored transposed, shown upright. */
static struct plot *draw_ten_y(void)
{
    struct picture f = figure_first_frame();
    struct filtered b = filtered_frames(f, false, true, false);
    double *upright = figure_array(f.count);
    struct plot *p = plot_new(2, 5, "Box differences along the columns");
    char title[32];

    plot_size(p, 1500, 420);
    for (size_t i = 0; i < WINDOWS; i++) {
        for (size_t r = 0; r < f.rows; r++)
            for (size_t c = 0; c < f.cols; c++)
                upright[r * f.cols + c] = b.y[i * f.count + c * f.rows + r];
        snprintf(title, sizeof title, "window %zu", b.windows[i]);
        panel_small_image(p, title, upright, f.rows, f.cols);
    }
    return p;
}

/* Without the samples at each line's start whose taps reach beyond the picture. */
static double inner_kurtosis(const double *z, size_t lines, size_t length, size_t window)
{
    size_t from = PAD + 2 * window < length ? PAD + 2 * window : length, kept = length - from;
    double *inner = figure_array(lines * kept);

    for (size_t r = 0; r < lines; r++)
        for (size_t c = 0; c < kept; c++)
            inner[r * kept + c] = z[r * length + from + c];
    return stat_excess_kurtosis(inner, lines * kept);
}

static struct plot *draw_ten_kurtosis(void)
{
    struct picture f = figure_first_frame();
    struct filtered b = filtered_frames(f, true, true, false);
    struct filtered ref = overlay ? filtered_frames(f, true, true, true) : b;
    double x[WINDOWS], y[WINDOWS], ref_x[WINDOWS], ref_y[WINDOWS];
    char text[WINDOWS][8];
    const char *names[WINDOWS];
    struct plot *p = plot_new(1, 2, "The longer the window, the less sparse the result");

    for (size_t i = 0; i < WINDOWS; i++) {
        snprintf(text[i], sizeof text[i], "%zu", b.windows[i]);
        names[i] = text[i];
        x[i] = stat_excess_kurtosis(b.x + i * f.count, f.count);
        y[i] = stat_excess_kurtosis(b.y + i * f.count, f.count);
        ref_x[i] = stat_excess_kurtosis(ref.x + i * f.count, f.count);
        ref_y[i] = stat_excess_kurtosis(ref.y + i * f.count, f.count);
    }
    plot_size(p, 1200, 520);
    for (int close_up = 0; close_up < 2; close_up++) {
        plot_panel(p, close_up ? "The same, closer" : "All of it", "Window (pixels)", EXCESS);
        if (overlay)
            plot_bars(p, "reference", names, ref_x, WINDOWS, pen_reference());
        plot_bars(p, "along x", names, x, WINDOWS, pen(1));
        if (overlay)
            plot_bars(p, NULL, names, ref_y, WINDOWS, pen_reference());
        plot_bars(p, "along y", names, y, WINDOWS, pen(2));
        if (close_up)
            plot_range_y(p, -1.0, 12.0);
    }
    value("ch08.box_x_2", "%.0f", x[0]);
    value("ch08.box_y_2", "%.0f", y[0]);
    value("ch08.box_x_12", "%.1f", x[1]);
    value("ch08.box_y_12", "%.1f", y[1]);
    value("ch08.box_x_92", "%.1f", x[9]);
    value("ch08.box_y_92", "%.1f", y[9]);
    value("ch08.inner_x_92", "%.1f", inner_kurtosis(b.x + 9 * f.count, f.rows, f.cols, 92));
    value("ch08.inner_y_92", "%.1f", inner_kurtosis(b.y + 9 * f.count, f.cols, f.rows, 92));
    value("ch08.inner_x_2", "%.0f", inner_kurtosis(b.x, f.rows, f.cols, 2));
    return p;
}

static const struct figure figures[] = {
    {"F8.1", "differences", "The frame and its differences in x and y", draw_differences},
    {"F8.2", "histograms", "Histograms of the magnitudes of grey values and differences",
     draw_histograms},
    {"F8.3", "kurtosis", "Excess kurtosis of the frame and its differences", draw_kurtosis},
    {"F8.4", "two_filters", "The box difference in time and in space", draw_two_filters},
    {"F8.5", "taps", "The taps of the spatial box difference for window 10", draw_taps},
    {"F8.6", "ten_x", "Box differences along the rows for ten windows", draw_ten_x},
    {"F8.7", "ten_y", "Box differences along the columns for ten windows", draw_ten_y},
    {"F8.8", "ten_kurtosis", "Excess kurtosis for ten windows, in x and in y", draw_ten_kurtosis},
};

FIGURE_PROGRAM("08_spatial", figures)
