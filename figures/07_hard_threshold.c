/* The figures of chapter 7: a hard threshold makes a picture sparse. */
#include <math.h>
#include <stdio.h>

#include "../chapters/07_hard_threshold/hard_threshold.h"
#include "figure.h"
#include "reference.h"

REFERENCE(hard_thres);

#define GREY "Grey value (0..255)"
#define EXCESS "Excess kurtosis"

static double *thresholded(struct picture f, double theta)
{
    double *frame_HT = figure_array(f.count);

    hard_thres(f.frame, f.rows, f.cols, theta, frame_HT);
    return frame_HT;
}

static double p80(struct picture f)
{
    double theta;

    figure_must(stat_percentile(f.frame, f.count, 80.0, &theta), "stat_percentile");
    return theta;
}

static void panel_image(struct plot *p, const char *title, struct picture f, const double *z)
{
    plot_panel(p, title, NULL, NULL);
    plot_image(p, z, f.rows, f.cols, PLOT_GREY, 0.0, 255.0);
}

static struct plot *draw_frame(void)
{
    struct picture f = figure_first_frame();
    struct plot *p = plot_new(1, 1, "The first frame");

    plot_panel(p, NULL, "Column (pixels)", "Row (pixels)");
    plot_image(p, f.frame, f.rows, f.cols, PLOT_GREY, 0.0, 255.0);
    plot_colourbar(p, GREY);
    value("ch07.rows", "%zu", f.rows);
    value("ch07.cols", "%zu", f.cols);
    return p;
}

/* The frame beside what a threshold leaves of it. */
static struct plot *draw_beside(double theta, const char *key)
{
    struct picture f = figure_first_frame();
    double *frame_HT = thresholded(f, theta);
    struct plot *p = plot_new(1, 2, NULL);
    char title[64];

    panel_image(p, "frame", f, f.frame);
    snprintf(title, sizeof title, "hard_thres(frame, %g)", theta);
    panel_image(p, title, f, frame_HT);
    plot_size(p, 880, 290);
    value(key, "%.1f", 100.0 * (double)stat_l0(frame_HT, f.count) / (double)f.count);
    return p;
}

static struct plot *draw_150(void)
{
    return draw_beside(150.0, "ch07.kept_150");
}

static struct plot *draw_p80(void)
{
    double theta = p80(figure_first_frame());

    value("ch07.p80", "%g", theta);
    return draw_beside(theta, "ch07.kept_p80");
}

static struct plot *draw_histograms(void)
{
    struct picture f = figure_first_frame();
    double theta = p80(f), edges[101];
    const double *shown[] = {f.frame, thresholded(f, 150.0), thresholded(f, theta)};
    char last[32];
    const char *names[] = {"frame", "hard_thres(frame, 150)", last};
    size_t counts[100];
    struct plot *p = plot_new(1, 3, "Grey values before and after");

    snprintf(last, sizeof last, "hard_thres(frame, %g)", theta);
    plot_size(p, 1100, 420);
    plot_share(p, PLOT_SHARE_X | PLOT_SHARE_Y);
    for (size_t i = 0; i < 3; i++) {
        plot_panel(p, names[i], GREY, "Count (pixels)");
        figure_histogram(shown[i], f.count, 0.0, 255.0, 100, edges, counts);
        plot_hist(p, NULL, edges, counts, 100, pen(i));
        plot_log_y(p);
    }
    return p;
}

static struct plot *draw_kurtosis(void)
{
    struct picture f = figure_first_frame();
    double theta = p80(f), at[25], hard[25], want[25], soft[25];
    double *rectified = figure_array(f.count), *expected = figure_array(f.count);
    char last[32];
    const char *names[] = {"frame", "\u03b8 = 150", last};
    double bars[] = {stat_excess_kurtosis(f.frame, f.count),
                     stat_excess_kurtosis(thresholded(f, 150.0), f.count),
                     stat_excess_kurtosis(thresholded(f, theta), f.count)};
    size_t lowest = 0;
    struct plot *p = plot_new(1, 2, "How sparse is the thresholded frame?");

    snprintf(last, sizeof last, "\u03b8 = %g", theta);
    plot_panel(p, "The frame and two thresholds", NULL, EXCESS);
    plot_bars(p, NULL, names, bars, 3, pen(0));
    for (size_t i = 1; i < 3; i++)
        plot_bar_colour(p, i, pen(i));
    for (size_t i = 0; i < 25; i++) {
        at[i] = 10.0 * (double)i;
        hard[i] = stat_excess_kurtosis(thresholded(f, at[i]), f.count);
        ref_hard_thres(f.frame, f.rows, f.cols, at[i], expected);
        want[i] = stat_excess_kurtosis(expected, f.count);
        for (size_t j = 0; j < f.count; j++) /* ReLU: chapter 2 may not be done yet */
            rectified[j] = fmax(f.frame[j] - at[i], 0.0);
        soft[i] = stat_excess_kurtosis(rectified, f.count);
        if (hard[i] < hard[lowest])
            lowest = i;
    }
    plot_panel(p, "Every threshold", "Threshold \u03b8 (grey values)", EXCESS);
    if (overlay)
        plot_line(p, "reference", at, want, 25, pen_reference());
    plot_linepoints(p, "hard threshold", at, hard, 25, pen(3));
    plot_linepoints(p, "ReLU", at, soft, 25, pen(4));
    plot_legend(p, PLOT_TOP_LEFT);

    value("ch07.kurtosis_frame", "%.2f", bars[0]);
    value("ch07.kurtosis_150", "%.2f", bars[1]);
    value("ch07.kurtosis_p80", "%.2f", bars[2]);
    value("ch07.lowest_theta", "%.0f", at[lowest]);
    value("ch07.lowest_kurtosis", "%.2f", hard[lowest]);
    value("ch07.kurtosis_240", "%.2f", hard[24]);
    value("ch07.kurtosis_relu_150", "%.2f", soft[15]);
    return p;
}

static const struct figure figures[] = {
    {"F7.1", "frame", "The first frame of the bird video", draw_frame},
    {"F7.2", "hard_150", "The frame and what a threshold of 150 leaves of it", draw_150},
    {"F7.3", "hard_p80", "The frame and its brightest fifth", draw_p80},
    {"F7.4", "histograms", "Histograms of the frame and of both thresholded frames",
     draw_histograms},
    {"F7.5", "kurtosis", "Excess kurtosis of the frame and of thresholded frames", draw_kurtosis},
};

FIGURE_PROGRAM("07_hard_threshold", figures)
