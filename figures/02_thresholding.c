/* 02_thresholding.c: the figures of chapter 2. */
#include "figure.h"
#include "reference.h"
#include "thresholding.h"

#include <math.h>
#include <stdio.h>

REFERENCE(ReLU);

static const char frames[] = "Time (frames)", grey[] = "Grey value (0..255)";
static const double theta = 150;

static struct plot *draw_pixel(void)
{
    size_t n, row, col;
    const double *sig = figure_sig(&n);
    char title[100];
    figure_pixel(&row, &col);
    snprintf(title, sizeof title, "sig: the pixel in row %zu, column %zu", row, col);
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, title, frames, "Grey value of the pixel (0..255)");
    plot_range_y(p, 0, NAN);
    plot_line(p, NULL, NULL, sig, n, pen(0));
    value("ch02.frames", "%zu", n);
    value("ch02.kurtosis_sig", "%.1f", stat_excess_kurtosis(sig, n));
    return p;
}

static struct plot *draw_relu(void)
{
    size_t n;
    const double *sig = figure_sig(&n);
    double *out = figure_array(n), *ref = figure_array(n);
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, "What is left above the threshold", frames, grey);
    plot_range_y(p, 0, NAN);
    if (overlay) {
        ref_ReLU(sig, n, theta, ref);
        plot_line(p, "reference", NULL, ref, n, pen_reference());
    }
    ReLU(sig, n, theta, out);
    plot_line(p, "sig", NULL, sig, n, pen(0));
    plot_line(p, "ReLU(sig), \u03b8 = 150", NULL, out, n, pen(1));
    plot_hline(p, theta, "\u03b8", pen_dashed(pen_width(pen_grey(), 1)));
    value("ch02.l0_sig", "%zu", stat_l0(sig, n));
    value("ch02.l0_relu", "%zu", stat_l0(out, n));
    return p;
}

static struct plot *draw_histograms(void)
{
    enum { BINS = 100 };
    size_t n, counts[BINS];
    double edges[BINS + 1];
    const double *sig = figure_sig(&n);
    double *out = figure_array(n);
    struct plot *p = plot_new(2, 1, NULL);
    plot_share(p, PLOT_SHARE_X | PLOT_ALIKE_Y);
    plot_panel(p, "sig", grey, "Count (frames)");
    figure_histogram(sig, n, 0, 255, BINS, edges, counts);
    plot_hist(p, NULL, edges, counts, BINS, pen(0));
    plot_panel(p, "ReLU(sig), \u03b8 = 150", grey, "Count (frames)");
    ReLU(sig, n, theta, out);
    figure_histogram(out, n, 0, 255, BINS, edges, counts);
    plot_hist(p, NULL, edges, counts, BINS, pen(1));
    value("ch02.zeros_relu", "%zu", n - stat_l0(out, n));
    if (overlay) {
        ref_ReLU(sig, n, theta, out);
        figure_histogram(out, n, 0, 255, BINS, edges, counts);
        plot_hist_outline(p, "reference", edges, counts, BINS, pen_width(pen_grey(), 1.5));
    }
    return p;
}

static struct plot *draw_thresholds(void)
{
    enum { COUNT = 12 };
    size_t n;
    const double *sig = figure_sig(&n);
    double *out = figure_array(n);
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, "ReLU(sig) for rising thresholds", frames, grey);
    plot_range_y(p, 0, NAN);
    plot_legend(p, PLOT_OUTSIDE);
    for (size_t i = 0; overlay && i < COUNT; i++) {
        ref_ReLU(sig, n, 20.0 * (double)i, out);
        plot_line(p, i ? NULL : "reference", NULL, out, n, pen_reference());
    }
    for (size_t i = 0; i < COUNT; i++) {
        char label[32];
        snprintf(label, sizeof label, "\u03b8 = %zu", 20 * i);
        ReLU(sig, n, 20.0 * (double)i, out);
        plot_line(p, label, NULL, out, n, pen_width(pen_viridis(i, COUNT), 1.5));
    }
    return p;
}

enum { THETAS = 241 };

/* Excess kurtosis of relu(sig) for theta = 0, 1, .., 240; NaN where nothing is left. */
static void kurtosis_curve(void (*relu)(const double *, size_t, double, double *),
                           const double *sig, size_t n, double *curve)
{
    double *out = figure_array(n);
    for (size_t i = 0; i < THETAS; i++) {
        relu(sig, n, (double)i, out);
        curve[i] = stat_excess_kurtosis(out, n);
    }
}

static struct plot *draw_kurtosis(void)
{
    size_t n, dip = 0;
    const double *sig = figure_sig(&n);
    double curve[THETAS], ref[THETAS];
    char text[100];
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, "Kurtosis falls, then rises", "\u03b8 (grey values)", "Excess kurtosis");
    if (overlay) {
        kurtosis_curve(ref_ReLU, sig, n, ref);
        plot_line(p, "reference", NULL, ref, THETAS, pen_reference());
    }
    kurtosis_curve(ReLU, sig, n, curve);
    plot_line(p, "ReLU(sig)", NULL, curve, THETAS, pen_width(pen(1), 3));
    double alone = stat_excess_kurtosis(sig, n);
    plot_hline(p, alone, "sig itself", pen_dashed(pen_width(pen(0), 1.5)));
    for (size_t i = 0; i < THETAS; i++)
        if (curve[i] < curve[dip] || isnan(curve[dip]))
            dip = i;
    if (!isnan(curve[dip])) {
        double x = (double)dip, last = curve[THETAS - 1];
        double end = isnan(last) ? curve[dip] : last;
        plot_points(p, NULL, &x, &curve[dip], 1, pen_marker(pen(2), PLOT_DISC, 1.5));
        snprintf(text, sizeof text, "the dip: %.1f at \u03b8 = %zu", curve[dip], dip);
        plot_text(p, x, curve[dip] + 0.12 * (end - curve[dip]), text, PLOT_CENTRE, pen(2));
        value("ch02.theta_dip", "%zu", dip);
        value("ch02.kurtosis_dip", "%.1f", curve[dip]);
    }
    if (!isnan(curve[THETAS - 1])) {
        double x = THETAS - 1;
        plot_points(p, NULL, &x, &curve[THETAS - 1], 1, pen_marker(pen(1), PLOT_DISC, 1.5));
        snprintf(text, sizeof text, "the rise: %.0f at \u03b8 = %d", curve[THETAS - 1], THETAS - 1);
        plot_text(p, x, curve[THETAS - 1], text, PLOT_RIGHT, pen(1));
    }
    value("ch02.kurtosis_140", "%.1f", curve[140]);
    value("ch02.kurtosis_240", "%.0f", curve[240]);
    value_curve("ch02.kurtosis_curve", curve, THETAS, 10, 1);
    return p;
}

static const struct figure figures[] = {
    {"F2.1", "pixel", "The studied pixel over time", draw_pixel},
    {"F2.2", "relu", "The signal and what ReLU leaves of it", draw_relu},
    {"F2.3", "histograms", "Histograms of the signal before and after ReLU, 100 bins",
     draw_histograms},
    {"F2.4", "thresholds", "ReLU of the signal for thresholds from 0 to 220", draw_thresholds},
    {"F2.6", "kurtosis", "Excess kurtosis of ReLU(sig) as a function of the threshold",
     draw_kurtosis},
};

FIGURE_PROGRAM("02_thresholding", figures)
