/* The figures of chapter 3: differences in time. */
#include <math.h>
#include <stdio.h>

#include "figure.h"
#include "filter.h"
#include "reference.h"
#include "../chapters/03_temporal/temporal.h"

REFERENCE(temporal_diff);
REFERENCE(taus);
REFERENCE(taus_list);

#define COUNT 10 /* of time lags, and of windows: 1, 11, .., 91 */
#define PAD 4
#define TAU "\u03c4"
#define GREY "Grey value (0..255)"
#define CHANGE "Change (grey values)"
#define FRAMES "Time (frames)"
#define KURTOSIS "Excess kurtosis"

/* The signal, of at least two frames. */
static const double *signal_of(size_t *n)
{
    const double *sig = figure_sig(n);
    if (*n < 2)
        figure_fail("the signal has fewer than two frames");
    return sig;
}

/* Grey values lie in 0..255; a recording of another kind widens the limits. */
static void widen(const double *x, size_t n, double *lo, double *hi)
{
    for (size_t t = 0; t < n; t++) {
        *lo = fmin(*lo, x[t]);
        *hi = fmax(*hi, x[t]);
    }
}

static void signal_panel(struct plot *p, const char *title, const double *sig, size_t n)
{
    double lo = 0.0, hi = 255.0;
    widen(sig, n, &lo, &hi);
    plot_panel(p, title, FRAMES, GREY);
    plot_range_y(p, lo, hi);
    plot_line(p, NULL, NULL, sig, n, pen(0));
}

/* ---- one frame to the next ---- */

static const double *changes(const double *sig, size_t n, bool reference)
{
    double *diff = figure_array(n - 1);
    (reference ? ref_temporal_diff : temporal_diff)(sig, n, diff);
    return diff;
}

static struct plot *draw_diff(void)
{
    size_t n;
    const double *sig = signal_of(&n), *diff = changes(sig, n, false);
    double *frame = figure_array(n - 1);
    for (size_t t = 0; t + 1 < n; t++)
        frame[t] = (double)(t + 1); /* a change is known when its second frame is there */

    struct plot *p = plot_new(2, 1, NULL);
    plot_share(p, PLOT_SHARE_X);
    signal_panel(p, "The pixel: sig", sig, n);
    plot_panel(p, "Its change since the frame before: temporal_diff", FRAMES, CHANGE);
    if (overlay)
        plot_line(p, "reference", frame, changes(sig, n, true), n - 1, pen_reference());
    plot_line(p, overlay ? "yours" : NULL, frame, diff, n - 1, pen(1));

    size_t small = 0, large = 0, largest = 0;
    for (size_t t = 0; t + 1 < n; t++) {
        small += diff[t] < 5.0;
        large += diff[t] >= 50.0;
        largest = diff[t] > diff[largest] ? t : largest;
    }
    value("ch03.frames", "%zu", n);
    value("ch03.changes", "%zu", n - 1);
    value("ch03.small_changes", "%zu", small);
    value("ch03.large_changes", "%zu", large);
    value("ch03.largest_change", "%.0f", diff[largest]);
    value("ch03.largest_frame", "%zu", largest + 1);
    return p;
}

/* One panel: the histogram of x in 100 bins. */
static void histogram_panel(struct plot *p, const char *title, const double *x,
                            const double *reference, size_t n, double lo, double hi,
                            struct pen look)
{
    double edges[101];
    size_t counts[100];
    plot_panel(p, title, "Grey value, or its change (0..255)", "Count (frames)");
    plot_log_y(p);
    figure_histogram(x, n, lo, hi, 100, edges, counts);
    plot_hist(p, overlay && reference ? "yours" : NULL, edges, counts, 100, look);
    if (overlay && reference) {
        figure_histogram(reference, n, lo, hi, 100, edges, counts);
        plot_hist_outline(p, "reference", edges, counts, 100, pen_grey());
    }
}

static struct plot *draw_histograms(void)
{
    size_t n;
    const double *sig = signal_of(&n), *diff = changes(sig, n, false);
    const double *reference = overlay ? changes(sig, n, true) : NULL;
    double lo = 0.0, hi = 255.0;
    widen(sig, n, &lo, &hi);
    widen(diff, n - 1, &lo, &hi);
    struct plot *p = plot_new(2, 1, NULL);
    plot_share(p, PLOT_SHARE_X | PLOT_SHARE_Y);
    histogram_panel(p, "Before: sig", sig, NULL, n, lo, hi, pen(0));
    histogram_panel(p, "After: temporal_diff", diff, reference, n - 1, lo, hi, pen(1));
    return p;
}

static struct plot *draw_kurtosis(void)
{
    static const char *const names[] = {"sig", "temporal_diff"};
    size_t n;
    const double *sig = signal_of(&n);
    double k[2] = {stat_excess_kurtosis(sig, n),
                   stat_excess_kurtosis(changes(sig, n, false), n - 1)};
    struct plot *p = plot_new(1, 1, NULL);
    plot_size(p, 640, 480);
    plot_panel(p, "A difference makes the signal sparser", NULL, KURTOSIS);
    plot_range_y(p, 0.0, NAN);
    plot_legend(p, PLOT_TOP_LEFT);
    if (overlay) {
        double want[2] = {k[0], stat_excess_kurtosis(changes(sig, n, true), n - 1)};
        plot_bars(p, "reference", names, want, 2, pen_reference());
    }
    plot_bars(p, overlay ? "yours" : NULL, names, k, 2, pen(0));
    plot_bar_colour(p, 1, pen(1));
    for (size_t i = 0; i < 2 && !overlay; i++) {
        char text[32];
        snprintf(text, sizeof text, "%.1f", k[i]);
        plot_text(p, (double)i, k[i] + 0.03 * fmax(k[0], k[1]), text, PLOT_CENTRE, pen(6));
    }
    value("ch03.kurtosis_sig", "%.1f", k[0]);
    value("ch03.kurtosis_diff", "%.1f", k[1]);
    return p;
}

/* ---- several lags ---- */

static struct lags {
    size_t tau[COUNT], n[COUNT];
    const double *diff[COUNT];  /* n values each */
    double kurtosis[COUNT + 1]; /* of sig, then of each lag */
} lags_of(const double *sig, size_t n, bool reference)
{
    struct lags lags = {.kurtosis = {stat_excess_kurtosis(sig, n)}};
    double *diffs = figure_array(COUNT * n);
    (reference ? ref_taus : taus)(COUNT, 1, 91, lags.tau);
    (reference ? ref_taus_list : taus_list)(sig, n, lags.tau, COUNT, diffs);
    for (size_t i = 0; i < COUNT; i++) {
        lags.n[i] = lags.tau[i] < n ? n - lags.tau[i] : 0;
        lags.diff[i] = diffs + i * n;
        lags.kurtosis[i + 1] = stat_excess_kurtosis(lags.diff[i], lags.n[i]);
    }
    return lags;
}

/* "sig", then "WHAT1", "WHAT11", .. */
static const char *const *names_of(const char *what, const size_t *number)
{
    static char text[COUNT + 1][32];
    static const char *names[COUNT + 1];
    for (size_t i = 0; i <= COUNT; i++) {
        snprintf(text[i], sizeof text[i], i ? "%s%zu" : "sig", what, i ? number[i - 1] : 0);
        names[i] = text[i];
    }
    return names;
}

#define BINS 51 /* edges 0, 5, .., 255 */

static void lag_lines(struct plot *p, const struct lags *lags, bool reference)
{
    const char *const *names = names_of(TAU " = ", lags->tau);
    double edges[BINS + 1], middle[BINS], height[BINS];
    size_t counts[BINS];
    for (size_t i = 0; i < COUNT; i++) {
        figure_histogram(lags->diff[i], lags->n[i], 0.0, 255.0, BINS, edges, counts);
        for (size_t b = 0; b < BINS; b++) {
            middle[b] = (edges[b] + edges[b + 1]) / 2.0;
            height[b] = (double)counts[b];
        }
        const char *label = !reference ? names[i + 1] : i == 0 ? "reference" : NULL;
        plot_line(p, label, middle, height, BINS, reference ? pen_reference() : pen_cool(i, COUNT));
    }
}

static struct plot *draw_lag_lines(void)
{
    size_t n;
    const double *sig = signal_of(&n);
    struct lags lags = lags_of(sig, n, false);
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, "Changes over ten time lags", CHANGE ", bins of 5", "Count (frames)");
    plot_range_x(p, 0.0, 100.0);
    if (overlay) {
        struct lags want = lags_of(sig, n, true);
        lag_lines(p, &want, true);
    }
    lag_lines(p, &lags, false);
    return p;
}

static struct plot *draw_lag_histograms(void)
{
    size_t n;
    const double *sig = signal_of(&n);
    struct lags lags = lags_of(sig, n, false), want = lags;
    if (overlay)
        want = lags_of(sig, n, true);
    const char *const *names = names_of(TAU " = ", lags.tau);
    double lo = 0.0, hi = 255.0;
    widen(sig, n, &lo, &hi);
    for (size_t i = 0; i < COUNT; i++)
        widen(lags.diff[i], lags.n[i], &lo, &hi);
    struct plot *p = plot_new(3, 4, NULL);
    plot_share(p, PLOT_SHARE_X | PLOT_SHARE_Y);
    for (size_t i = 0; i <= COUNT; i++) {
        const double *x = i ? lags.diff[i - 1] : sig;
        size_t count = i ? lags.n[i - 1] : n, counts[BINS];
        double edges[BINS + 1];
        plot_panel(p, names[i], i ? CHANGE : GREY, "Count (frames)");
        plot_log_y(p);
        figure_histogram(x, count, lo, hi, BINS, edges, counts);
        plot_hist(p, NULL, edges, counts, BINS, i ? pen_cool(i - 1, COUNT) : pen(0));
        if (overlay && i) {
            figure_histogram(want.diff[i - 1], want.n[i - 1], lo, hi, BINS, edges, counts);
            plot_hist_outline(p, NULL, edges, counts, BINS, pen_grey());
        }
    }
    return p;
}

static struct plot *draw_lag_kurtosis(void)
{
    size_t n;
    const double *sig = signal_of(&n);
    struct lags lags = lags_of(sig, n, false);
    const char *const *names = names_of(TAU " = ", lags.tau);
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, "Sparse for short lags, not for all", KURTOSIS,
               "Signal, or lag " TAU " (frames)");
    if (overlay) {
        struct lags want = lags_of(sig, n, true);
        plot_hbars(p, "reference", names, want.kurtosis, COUNT + 1, pen_reference());
    }
    plot_hbars(p, overlay ? "yours" : NULL, names, lags.kurtosis, COUNT + 1, pen(0));
    for (size_t i = 0; i < COUNT; i++) {
        char key[64];
        plot_bar_colour(p, i + 1, pen_cool(i, COUNT));
        snprintf(key, sizeof key, "ch03.kurtosis_tau_%zu", lags.tau[i]);
        value(key, "%.1f", lags.kurtosis[i + 1]);
    }
    value_curve("ch03.kurtosis_lags", lags.kurtosis + 1, COUNT, 1, 1);
    plot_vline(p, lags.kurtosis[0], "as sig", pen_dashed(pen_grey()));
    return p;
}

/* ---- the box difference ---- */

/* The filtered signal; *taps as well when it is not NULL. */
static double *box(const double *sig, size_t n, size_t window, double **taps)
{
    if (window >= n)
        figure_fail("the signal has %zu frames; a window of %zu needs more", n, window);
    double *out = figure_array(n), *f = figure_array(diff_box_taps(window, PAD));
    figure_must(diff_box(sig, n, window, PAD, out, f), "diff_box");
    if (taps)
        *taps = f;
    return out;
}

static void taps_panel(struct plot *p, const char *title, const double *taps, size_t window)
{
    size_t count = diff_box_taps(window, PAD);
    plot_panel(p, title, "Delay k (frames)", "Weight of sig[t - k]");
    plot_hline(p, 0.0, NULL, pen_grey());
    plot_steps(p, NULL, NULL, taps, count, pen(2));
    plot_points(p, NULL, NULL, taps, count, pen_marker(pen(2), PLOT_DISC, 0.8));
}

static struct plot *draw_taps(void)
{
    const size_t window = 10;
    size_t n;
    const double *sig = signal_of(&n);
    double *taps;
    box(sig, n, window, &taps);
    struct plot *p = plot_new(1, 1, NULL);
    taps_panel(p, "The taps of diff_box, window 10", taps, window);
    plot_range_y(p, -0.6, 3.4);
    plot_text(p, 13.2, 2.8, "one frame, weighted so\nthat the taps sum to 0", PLOT_RIGHT,
              pen_grey());
    plot_text(p, 15.0, 0.35, "less the ten frames before it", PLOT_LEFT, pen_grey());
    value("ch03.tap_plus", "%.3f", taps[PAD + window]);
    value("ch03.tap_minus", "%.3f", taps[PAD + window + 1]);
    return p;
}

static struct plot *draw_filter(void)
{
    const size_t window = 10;
    size_t n;
    const double *sig = signal_of(&n);
    double *taps, *out = box(sig, n, window, &taps);
    struct plot *p = plot_new(1, 3, NULL);
    plot_size(p, 1280, 480);
    signal_panel(p, "The signal: sig", sig, n);
    taps_panel(p, "is convolved with the taps", taps, window);
    plot_panel(p, "and gives diff_box(sig)", FRAMES, "Weighted difference (grey values)");
    plot_hline(p, 0.0, NULL, pen_grey());
    plot_line(p, NULL, NULL, out, n, pen(1));
    return p;
}

/* |sig - out|: what the tutorial's own plots show. */
static double *minus(const double *sig, const double *out, size_t n)
{
    double *rest = figure_array(n);
    for (size_t t = 0; t < n; t++)
        rest[t] = fabs(sig[t] - out[t]);
    return rest;
}

/* In the last cell: which colour is which. */
static void box_legend(struct plot *p)
{
    const char *const text[] = {"sig", "diff_box", "|sig - diff_box|"};
    const struct pen look[] = {pen(0), pen(1), pen(2)};
    plot_panel(p, NULL, NULL, NULL);
    plot_bare(p);
    plot_range_x(p, 0.0, 1.0);
    plot_range_y(p, 0.0, 1.0);
    for (size_t i = 0; i < 3; i++) {
        const double x = 0.1, y = 0.7 - 0.2 * (double)i;
        plot_points(p, NULL, &x, &y, 1, pen_marker(look[i], PLOT_SQUARE, 1.5));
        plot_text(p, x + 0.03, y, text[i], PLOT_LEFT, pen(6));
    }
}

static const size_t windows[COUNT] = {1, 11, 21, 31, 41, 51, 61, 71, 81, 91};

static struct plot *draw_box_signals(void)
{
    size_t n;
    const double *sig = signal_of(&n);
    size_t shown = n < 101 ? n : 101;
    const char *const *names = names_of("window ", windows);
    struct plot *p = plot_new(3, 4, NULL);
    plot_share(p, PLOT_SHARE_X);
    for (size_t i = 0; i <= COUNT; i++) {
        if (i == 0) {
            signal_panel(p, names[0], sig, shown);
            plot_range_x(p, 0.0, 100.0);
            continue;
        }
        plot_panel(p, names[i], FRAMES, "Grey values");
        plot_range_x(p, 0.0, 100.0);
        const double *out = box(sig, n, windows[i - 1], NULL);
        plot_line(p, NULL, NULL, minus(sig, out, n), shown, pen(2));
        plot_line(p, NULL, NULL, out, shown, pen(1));
    }
    box_legend(p);
    return p;
}

static struct plot *draw_box_histograms(void)
{
    size_t n;
    const double *sig = signal_of(&n);
    const char *const *names = names_of("window ", windows);
    struct plot *p = plot_new(3, 4, NULL);
    for (size_t i = 0; i <= COUNT; i++) {
        const double *out = i ? box(sig, n, windows[i - 1], NULL) : sig;
        const double *rest = i ? minus(sig, out, n) : sig;
        double lo = 0.0, hi = 0.0, edges[61];
        size_t counts[60];
        widen(out, n, &lo, &hi);
        widen(rest, n, &lo, &hi);
        plot_panel(p, names[i], "Grey values", "Count (frames)");
        figure_histogram(out, n, lo, hi, 60, edges, counts);
        plot_hist(p, NULL, edges, counts, 60, i ? pen(1) : pen(0));
        if (i == 0)
            continue;
        figure_histogram(rest, n, lo, hi, 60, edges, counts);
        plot_hist_outline(p, NULL, edges, counts, 60, pen(2));
    }
    box_legend(p);
    return p;
}

/* Samples from here on average over a whole window. */
static size_t start_up(size_t window, size_t n)
{
    return PAD + 2 * window < n ? PAD + 2 * window : n;
}

static struct plot *draw_box_kurtosis(void)
{
    size_t n;
    const double *sig = signal_of(&n);
    const char *const *names = names_of("window ", windows);
    double whole[COUNT + 1] = {stat_excess_kurtosis(sig, n)}, settled[COUNT + 1] = {NAN},
                         rest[COUNT + 1] = {NAN};
    for (size_t i = 0; i < COUNT; i++) {
        const double *out = box(sig, n, windows[i], NULL);
        size_t from = start_up(windows[i], n);
        whole[i + 1] = stat_excess_kurtosis(out, n);
        settled[i + 1] = stat_excess_kurtosis(out + from, n - from);
        rest[i + 1] = stat_excess_kurtosis(minus(sig, out, n), n);
        char key[64];
        snprintf(key, sizeof key, "ch03.kurtosis_box_%zu", windows[i]);
        value(key, "%.1f", whole[i + 1]);
        snprintf(key, sizeof key, "ch03.kurtosis_settled_%zu", windows[i]);
        value(key, "%.1f", settled[i + 1]);
        snprintf(key, sizeof key, "ch03.kurtosis_minus_%zu", windows[i]);
        value(key, "%.1f", rest[i + 1]);
    }
    struct plot *p = plot_new(1, 2, NULL);
    plot_share(p, PLOT_SHARE_Y);
    plot_panel(p, "diff_box", KURTOSIS, "Signal, or window (frames)");
    plot_legend(p, PLOT_BOTTOM_RIGHT);
    plot_hbars(p, "all frames", names, whole, COUNT + 1, pen(1));
    plot_bar_colour(p, 0, pen(0));
    plot_hbars(p, "start-up left out", names, settled, COUNT + 1, pen_alpha(pen(1), 0.4));
    plot_vline(p, whole[0], NULL, pen_dashed(pen_grey()));
    plot_panel(p, "|sig - diff_box|", KURTOSIS, "Signal, or window (frames)");
    rest[0] = whole[0];
    plot_hbars(p, NULL, names, rest, COUNT + 1, pen(2));
    plot_bar_colour(p, 0, pen(0));
    plot_vline(p, whole[0], NULL, pen_dashed(pen_grey()));
    return p;
}

static const struct figure figures[] = {
    {"F3.1", "diff", "The pixel over time, and how much it changes from frame to frame", draw_diff},
    {"F3.2", "histograms", "Grey values before, and their changes after", draw_histograms},
    {"F3.3", "kurtosis", "Excess kurtosis of the pixel and of its changes", draw_kurtosis},
    {"F3.4", "lag_lines", "Histograms of the changes over ten time lags", draw_lag_lines},
    {"F3.5", "lag_histograms", "The signal and each lag's changes, one histogram each",
     draw_lag_histograms},
    {"F3.6", "lag_kurtosis", "Excess kurtosis of the signal and of each lag's changes",
     draw_lag_kurtosis},
    {"F3.7", "taps", "The taps of the box difference with window 10", draw_taps},
    {"F3.8", "filter", "The signal, the taps, and the signal filtered by them", draw_filter},
    {"F3.9", "box_signals", "The signal and its box differences for ten windows", draw_box_signals},
    {"F3.10", "box_histograms", "Histograms of the box differences for ten windows",
     draw_box_histograms},
    {"F3.11", "box_kurtosis", "Excess kurtosis of the box differences for ten windows",
     draw_box_kurtosis},
};

FIGURE_PROGRAM("03_temporal", figures)
