/* The figures of chapter 4: a signal as a sum of few sines. See 04_omp.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../chapters/04_omp/omp.h"
#include "04_omp.h"
#include "reference.h"

REFERENCE(set_sigs);
REFERENCE(OMP);
REFERENCE(cardinality_sweep);

#define STEPS 20 /* cardinalities 1, 6, .., 96 */
#define FREQUENCY "Frequency (radians per frame)"
#define GREY "Grey value (0..255)"
#define TIME "Time (frames)"

/* This chapter studies pixel (66, 133), as the tutorial does. */
struct problem bird(bool ref)
{
    struct problem b = {0};

    b.sig = figure_sig_at(66, 133, &b.n);
    if (b.n < ATOMS)
        figure_fail("the signal has %zu frames; this chapter needs at least %d", b.n, ATOMS);
    if (isnan(stat_r2(b.sig, b.sig, b.n)))
        figure_fail("the signal is constant, so there is nothing to explain");
    b.freqs = figure_array(ATOMS);
    b.D = figure_array(ATOMS * b.n);
    (ref ? ref_set_sigs : set_sigs)(b.n, ATOMS, b.freqs, b.D);
    return b;
}

static struct pursuit workspace_for(size_t n, size_t k)
{
    struct pursuit p = {0};

    p.support = calloc(k + 1, sizeof *p.support);
    if (!p.support)
        figure_fail("out of memory");
    p.h = figure_array(k);
    p.residual = figure_array(n);
    return p;
}

static struct pursuit pursue_by(bool ref, const double *D, size_t K, size_t n, const double *y,
                                size_t k)
{
    struct pursuit p = workspace_for(n, k);

    p.count = (ref ? ref_OMP : OMP)(D, K, n, y, k, p.support, p.h, &p.intercept, p.residual);
    /* A student's count and support are not to be trusted as sizes. */
    if (p.count > k)
        figure_fail("OMP returned %zu features, more than the %zu asked for", p.count, k);
    for (size_t i = 0; i < p.count; i++)
        if (p.support[i] >= K)
            figure_fail("OMP picked feature %zu of %zu", p.support[i], K);
    return p;
}

struct pursuit pursue(const double *D, size_t K, size_t n, const double *y, size_t k)
{
    return pursue_by(false, D, K, n, y, k);
}

/* The weights of all K features, most of them 0. */
static double *all_weights(struct pursuit p, size_t K)
{
    double *h = figure_array(K);

    for (size_t i = 0; i < p.count; i++)
        h[p.support[i]] = p.h[i];
    return h;
}

static double *reconstruction(const double *y, struct pursuit p, size_t n)
{
    double *fit = figure_array(n);

    for (size_t t = 0; t < n; t++)
        fit[t] = y[t] - p.residual[t];
    return fit;
}

double sum_of_squares(const double *x, size_t n)
{
    double sum = 0.0;

    for (size_t t = 0; t < n; t++)
        sum += x[t] * x[t];
    return sum;
}

double r2_of(const double *y, size_t n, const double *residual)
{
    double mean = stat_mean(y, n), total = 0.0;

    for (size_t t = 0; t < n; t++)
        total += (y[t] - mean) * (y[t] - mean);
    return 1.0 - sum_of_squares(residual, n) / total;
}

/* ---- F4.1: y = D h + eps ---- */

/* A sign between two blocks of the equation, drawn by strokes. */
static void sign(struct plot *p, char which)
{
    struct pen ink = pen_width(pen(6), 4.0);
    const double side[] = {-0.6, 0.6}, level[] = {0.0, 0.0};

    plot_panel(p, NULL, NULL, NULL);
    plot_bare(p);
    plot_range_x(p, -1.0, 1.0);
    plot_range_y(p, -0.5, 0.5);
    if (which == '=') {
        plot_line(p, NULL, side, (double[]){0.015, 0.015}, 2, ink);
        plot_line(p, NULL, side, (double[]){-0.015, -0.015}, 2, ink);
    } else if (which == '+') {
        plot_line(p, NULL, side, level, 2, ink);
        plot_line(p, NULL, level, (double[]){-0.04, 0.04}, 2, ink);
    } else {
        plot_points(p, NULL, level, level, 1, pen_marker(ink, PLOT_DISC, 1.2));
    }
}

/* A block of the equation: rows x cols numbers with a frame around them, at
 * the top of a panel that is `height` rows high. */
static void block(struct plot *p, const char *title, const double *z, size_t rows, size_t cols,
                  double height, double limit)
{
    double right = (double)cols - 0.5, bottom = (double)rows - 0.5;

    plot_panel(p, title, NULL, NULL);
    plot_heatmap(p, z, rows, cols, PLOT_DIVERGING, -limit, limit);
    plot_line(p, NULL, (double[]){-0.5, right, right, -0.5, -0.5},
              (double[]){-0.5, -0.5, bottom, bottom, -0.5}, 5, pen_width(pen_grey(), 1.0));
    plot_range_x(p, -0.6, (double)cols - 0.4);
    plot_range_y(p, height - 0.4, -3.5); /* space above for the marks */
    plot_bare(p);
}

static double largest_magnitude(const double *x, size_t n)
{
    double largest = 0.0;

    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(x[i]));
    return largest;
}

static struct plot *draw_schematic(void)
{
    enum { n = 56, K = 28, k = 6 };
    struct problem b = bird(false);
    double *freqs = figure_array(K), *D = figure_array(K * n);
    double *columns = figure_array(K * n), *y = figure_array(n), above[k], column[k], beside[k];
    struct pen mark = pen_marker(pen(1), PLOT_DISC, 0.8);

    set_sigs(n, K, freqs, D);
    struct pursuit o = pursue(D, K, n, b.sig, k);
    for (size_t t = 0; t < n; t++) {
        y[t] = b.sig[t] - o.intercept;
        for (size_t j = 0; j < K; j++)
            columns[t * K + j] = D[j * n + t];
    }
    for (size_t i = 0; i < o.count; i++) {
        column[i] = (double)o.support[i];
        above[i] = -2.0;
        beside[i] = 0.8;
    }
    double *h = all_weights(o, K), limit = largest_magnitude(y, n);
    struct plot *p = plot_new(1, 7, "A signal is a sum of few features");
    plot_size(p, 960, 520);
    plot_widths(p, (double[]){2, 1, 11, 1, 2, 1, 2});
    block(p, "signal y", y, n, 1, n, limit);
    sign(p, '=');
    block(p, "dictionary D, one feature a column", columns, n, K, n, 1.0);
    plot_points(p, NULL, column, above, o.count, mark);
    sign(p, '.');
    block(p, "weights h", h, K, 1, n, largest_magnitude(h, K));
    plot_range_x(p, -0.6, 1.0);
    plot_points(p, NULL, beside, column, o.count, mark);
    sign(p, '+');
    block(p, "error ε", o.residual, n, 1, n, limit);
    return p;
}

/* ---- F4.2, F4.3: features and a code of ten of them ---- */

static struct plot *draw_features(void)
{
    static const size_t shown[] = {1, 5, 21};
    struct problem b = bird(false), ref = bird(true);
    struct plot *p = plot_new(3, 1, "Three of the 100 features");
    char title[80];

    plot_share(p, PLOT_SHARE_X | PLOT_SHARE_Y);
    for (size_t i = 0; i < 3; i++) {
        snprintf(title, sizeof title, "Feature %zu: %.3f radians per frame", shown[i],
                 b.freqs[shown[i]]);
        plot_panel(p, title, TIME, "Value");
        if (overlay)
            plot_line(p, NULL, NULL, ref.D + shown[i] * ref.n, ref.n, pen_reference());
        plot_line(p, NULL, NULL, b.D + shown[i] * b.n, b.n, pen(i));
    }
    return p;
}

static void panel_dictionary(struct plot *p, struct problem b)
{
    static const size_t rows[] = {0, 20, 40, 60, 80, 99};
    char text[6][16];
    const char *labels[6];
    double at[6];

    plot_panel(p, "All features", TIME, FREQUENCY);
    plot_heatmap(p, b.D, ATOMS, b.n, PLOT_DIVERGING, -1.0, 1.0);
    plot_colourbar(p, "Value");
    for (size_t i = 0; i < 6; i++) {
        snprintf(text[i], sizeof text[i], "%.3f", b.freqs[rows[i]]);
        labels[i] = text[i];
        at[i] = (double)rows[i];
    }
    plot_ticks_y(p, at, labels, 6);
}

/* Stems where the weight is not 0, dots on the axis elsewhere. */
static void weights(struct plot *p, const double *freqs, struct pursuit o, struct pen colour)
{
    double *zero = figure_array(ATOMS), *at = figure_array(o.count);

    for (size_t i = 0; i < o.count; i++)
        at[i] = freqs[o.support[i]];
    plot_points(p, NULL, freqs, zero, ATOMS, pen_marker(pen_grey(), PLOT_DISC, 0.25));
    plot_stems(p, NULL, at, o.h, o.count, colour);
}

static void panel_contributions(struct plot *p, struct problem b, struct pursuit o)
{
    double *part = figure_array(b.n), *centred = figure_array(b.n);

    for (size_t t = 0; t < b.n; t++)
        centred[t] = b.sig[t] - o.intercept;
    plot_panel(p, "What each chosen feature adds", TIME, "Grey value less intercept");
    plot_legend(p, PLOT_OUTSIDE);
    plot_line(p, "signal", NULL, centred, b.n, pen_width(pen_grey(), 1.5));
    for (size_t i = 0; i < o.count; i++) {
        for (size_t t = 0; t < b.n; t++)
            part[t] = o.h[i] * b.D[o.support[i] * b.n + t];
        plot_line(p,
                  i == 0             ? "first picked"
                  : i == o.count - 1 ? "last picked"
                                     : NULL,
                  NULL, part, b.n, pen_width(pen_viridis(i, o.count), 1.5));
    }
}

static struct plot *draw_code(void)
{
    struct problem b = bird(false), ref = bird(true);
    struct pursuit o = pursue(b.D, ATOMS, b.n, b.sig, 10);
    struct pursuit want = pursue_by(true, ref.D, ATOMS, ref.n, ref.sig, 10);
    struct plot *p = plot_new(2, 2, "Ten features of a hundred");

    plot_size(p, 1200, 800);
    panel_dictionary(p, b);
    plot_panel(p, "The signal and its reconstruction", TIME, GREY);
    plot_range_y(p, 0.0, 300.0);
    plot_legend(p, PLOT_TOP_LEFT);
    plot_line(p, "signal", NULL, b.sig, b.n, pen_width(pen_grey(), 1.5));
    if (overlay)
        plot_line(p, "reference", NULL, reconstruction(ref.sig, want, ref.n), ref.n,
                  pen_reference());
    plot_line(p, "10 features", NULL, reconstruction(b.sig, o, b.n), b.n, pen(1));
    plot_panel(p, "Weights", FREQUENCY, "Weight (grey values)");
    if (overlay)
        weights(p, ref.freqs, want, pen_reference());
    weights(p, b.freqs, o, pen(0));
    panel_contributions(p, b, o);

    value("ch04.intercept_10", "%.2f", o.intercept);
    value("ch04.r2_10", "%.3f", r2_of(b.sig, b.n, o.residual));
    value("ch04.frames", "%zu", b.n);
    value("ch04.first_picked", "%zu", o.support[0]);
    value("ch04.first_weight", "%.1f", o.h[0]);
    double ways = 1.0;
    for (int i = 0; i < 10; i++)
        ways = ways * (ATOMS - i) / (i + 1);
    value("ch04.ways_10", "%.1f million million", ways / 1e12);
    return p;
}

/* ---- F4.4, F4.5: more and more features ---- */

struct sweep {
    size_t ks[STEPS];
    double k[STEPS], r2[STEPS], rmse[STEPS];
};

static struct sweep swept(bool ref)
{
    struct problem b = bird(ref);
    struct pursuit workspace = workspace_for(b.n, b.n);
    struct sweep s;

    for (size_t i = 0; i < STEPS; i++)
        s.k[i] = (double)(s.ks[i] = 1 + 5 * i);
    (ref ? ref_cardinality_sweep : cardinality_sweep)(b.D, ATOMS, b.n, b.sig, s.ks, STEPS,
                                                      workspace.support, workspace.h,
                                                      workspace.residual, s.r2, s.rmse);
    return s;
}

/* The point of a rising curve that is farthest above the line from its first to its last point (the
 * rule of Satopaa et al. 2011, ICDCS Workshops, 166-171). */
static size_t ankle(const double *x, const double *y, size_t n)
{
    size_t best = 0;
    double most = -1.0;

    for (size_t i = 0; i < n; i++) {
        double above = (y[i] - y[0]) / (y[n - 1] - y[0]) - (x[i] - x[0]) / (x[n - 1] - x[0]);
        if (above > most) {
            most = above;
            best = i;
        }
    }
    return best;
}

static struct plot *draw_sweep(void)
{
    struct sweep s = swept(false), want = swept(true);
    size_t bend = ankle(s.k, s.r2, STEPS);
    struct plot *p = plot_new(1, 2, "How many features are enough?");
    char label[32];

    snprintf(label, sizeof label, "ankle: k = %zu", s.ks[bend]);
    plot_panel(p, "Share of the variance explained", "Cardinality k (features)", "R²");
    plot_range_y(p, 0.0, 1.0);
    plot_vline(p, s.k[bend], label, pen_dashed(pen_grey()));
    if (overlay)
        plot_line(p, NULL, want.k, want.r2, STEPS, pen_reference());
    plot_linepoints(p, NULL, s.k, s.r2, STEPS, pen(0));
    plot_panel(p, "Size of what is left", "Cardinality k (features)",
               "Root-mean-square error (grey values)");
    plot_range_y(p, 0.0, NAN);
    plot_vline(p, s.k[bend], label, pen_dashed(pen_grey()));
    if (overlay)
        plot_line(p, NULL, want.k, want.rmse, STEPS, pen_reference());
    plot_linepoints(p, NULL, s.k, s.rmse, STEPS, pen(1));

    value("ch04.ankle", "%zu", s.ks[bend]);
    value("ch04.r2_ankle", "%.3f", s.r2[bend]);
    value("ch04.r2_1", "%.3f", s.r2[0]);
    value("ch04.r2_6", "%.3f", s.r2[1]);
    value("ch04.r2_96", "%.3f", s.r2[19]);
    value_curve("ch04.r2_curve", s.r2, STEPS, 1, 3);
    value("ch04.rmse_ankle", "%.1f", s.rmse[bend]);
    value("ch04.rmse_96", "%.1f", s.rmse[19]);
    return p;
}

static struct plot *draw_stems(void)
{
    const double limit = 60.0;
    struct problem b = bird(false);
    struct plot *p = plot_new(5, 4, "The weights for k = 1, 6, .., 96");
    char title[64];

    plot_size(p, 1100, 1000);
    plot_share(p, PLOT_SHARE_X | PLOT_SHARE_Y);
    for (size_t k = 1; k <= 96; k += 5) {
        struct pursuit o = pursue(b.D, ATOMS, b.n, b.sig, k);
        double largest = largest_magnitude(o.h, o.count);
        /* At k = 96 hardly one digit is certain, so give the power of ten below. */
        double power = pow(10.0, floor(log10(largest)));
        snprintf(title, sizeof title,
                 largest <= limit   ? "k = %zu"
                 : largest < 1000.0 ? "k = %zu (cut off: up to %.0f)"
                                    : "k = %zu (cut off: above %.0f)",
                 k, largest < 1000.0 ? largest : power);
        plot_panel(p, title, "Frequency (rad/frame)", "Weight (grey values)");
        plot_range_y(p, -limit, limit);
        weights(p, b.freqs, o, pen_marker(pen_width(pen(0), 1.2), PLOT_DISC, 0.5));
        if (k == 71)
            value("ch04.weight_71", "%.0f", largest);
        if (k == 96)
            value("ch04.weight_96", "%.0f", power);
    }
    return p;
}

static const struct figure figures[] = {
    {"F4.1", "schematic", "A signal is a few weighted features and an error", draw_schematic},
    {"F4.2", "features", "Three of the 100 sines in the dictionary", draw_features},
    {"F4.3", "code", "The dictionary, and the signal as ten of its features", draw_code},
    {"F4.4", "sweep", "Fit and error with more and more features", draw_sweep},
    {"F4.5", "stems", "The weights at every cardinality", draw_stems},
    {"F4.6", "held_out", "Error on frames that the fit has not seen", draw_held_out},
    {"F4.7", "exhaustive", "Greedy choice and the best support", draw_exhaustive},
};

FIGURE_PROGRAM("04_omp", figures)
