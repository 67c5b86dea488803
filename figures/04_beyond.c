/* Chapter 4, what a greedy code is worth: on frames that it has not seen, and compared with all
 * other supports. See 04_omp.h. */
#include <math.h>
#include <stdio.h>

#include "04_omp.h"

/* ---- F4.6: samples that the fit has not seen ---- */

#define FOLDS 4

/* Root-mean-square error on the held-out frames. A frame belongs to fold
 * (t / run) mod 4; each fold is left out once, the features and weights come
 * from the other three. */
static double held_out_error(struct problem b, size_t run, size_t k)
{
    double *D = figure_array(ATOMS * b.n), *y = figure_array(b.n), sum = 0.0;

    for (size_t fold = 0; fold < FOLDS; fold++) {
        size_t kept = 0;
        for (size_t t = 0; t < b.n; t++)
            kept += t / run % FOLDS != fold;
        for (size_t t = 0, i = 0; t < b.n; t++) {
            if (t / run % FOLDS == fold)
                continue;
            for (size_t j = 0; j < ATOMS; j++)
                D[j * kept + i] = b.D[j * b.n + t];
            y[i++] = b.sig[t];
        }
        struct pursuit o = pursue(D, ATOMS, kept, y, k);
        for (size_t t = 0; t < b.n; t++) {
            if (t / run % FOLDS != fold)
                continue;
            double error = b.sig[t] - o.intercept;
            for (size_t i = 0; i < o.count; i++)
                error -= o.h[i] * b.D[o.support[i] * b.n + t];
            sum += error * error;
        }
    }
    return sqrt(sum / (double)b.n);
}

struct plot *draw_held_out(void)
{
    static const size_t ks[] = {0,  1,  2,  3,  4,  5,  6,  8,  11, 16,
                                21, 26, 31, 36, 41, 51, 61, 71, 81, 91};
    enum { COUNT = sizeof ks / sizeof *ks, GAP = 7 };
    struct problem b = bird(false);
    double k[COUNT], seen[COUNT], single[COUNT], gaps[COUNT];
    size_t best = 0;

    for (size_t i = 0; i < COUNT; i++) {
        struct pursuit o = pursue(b.D, ATOMS, b.n, b.sig, ks[i]);
        k[i] = (double)ks[i];
        seen[i] = sqrt(sum_of_squares(o.residual, b.n) / (double)b.n);
        single[i] = held_out_error(b, 1, ks[i]);
        gaps[i] = held_out_error(b, GAP, ks[i]);
        if (gaps[i] < gaps[best])
            best = i;
    }
    struct plot *p = plot_new(1, 1, "The error on frames that the fit has not seen");
    plot_panel(p, NULL, "Cardinality k (features)", "Root-mean-square error (grey values)");
    plot_range_y(p, 10.0, 300.0);
    plot_log_y(p);
    plot_ticks_y(p, (double[]){10, 20, 30, 50, 100, 200, 300}, NULL, 7);
    plot_hline(p, gaps[0], "the mean alone", pen_dashed(pen_grey()));
    plot_linepoints(p, "gaps of 7 frames left out", k, gaps, COUNT, pen(1));
    plot_linepoints(p, "every fourth frame left out", k, single, COUNT, pen(2));
    plot_linepoints(p, "nothing left out", k, seen, COUNT, pen(0));
    plot_legend(p, PLOT_TOP_LEFT);

    size_t worse = COUNT - 1; /* from here on, worse than the mean alone */
    while (worse > 0 && gaps[worse - 1] > gaps[0])
        worse--;
    value("ch04.gap_worse_k", "%zu", ks[worse]);
    value("ch04.best_gap_k", "%zu", ks[best]);
    value("ch04.best_gap_error", "%.1f", gaps[best]);
    value("ch04.mean_gap_error", "%.1f", gaps[0]);
    value("ch04.gap_error_91", "%.0f", gaps[COUNT - 1]);
    value("ch04.single_error_91", "%.1f", single[COUNT - 1]);
    value("ch04.seen_error_91", "%.1f", seen[COUNT - 1]);
    return p;
}

/* ---- F4.7: does the greedy choice find the best support? ---- */

/* The fit of every set of three features, from their Gram matrix: the next feature adds the square
 * of its part orthogonal to those before. */
struct gram {
    double *G, *fit, total; /* centred inner products; with y; ||y - mean||^2 */
};

static struct gram gram_of(struct problem b)
{
    struct gram g = {figure_array(ATOMS * ATOMS), figure_array(ATOMS), 0.0};
    double *C = figure_array(ATOMS * b.n), *y = figure_array(b.n), mean = stat_mean(b.sig, b.n);

    for (size_t t = 0; t < b.n; t++)
        y[t] = b.sig[t] - mean;
    g.total = sum_of_squares(y, b.n);
    for (size_t i = 0; i < ATOMS; i++) {
        double m = stat_mean(b.D + i * b.n, b.n);
        for (size_t t = 0; t < b.n; t++) {
            C[i * b.n + t] = b.D[i * b.n + t] - m;
            g.fit[i] += C[i * b.n + t] * y[t];
        }
        for (size_t j = 0; j <= i; j++) {
            double product = 0.0;
            for (size_t t = 0; t < b.n; t++)
                product += C[i * b.n + t] * C[j * b.n + t];
            g.G[i * ATOMS + j] = g.G[j * ATOMS + i] = product;
        }
    }
    return g;
}

static double r2_of_three(const struct gram *g, size_t i, size_t j, size_t l)
{
    const double *Gi = g->G + i * ATOMS, *Gj = g->G + j * ATOMS, *Gl = g->G + l * ATOMS;
    double jj = Gj[j] - Gi[j] * Gi[j] / Gi[i], jl = Gj[l] - Gi[j] * Gi[l] / Gi[i];
    double fj = g->fit[j] - Gi[j] * g->fit[i] / Gi[i];
    double ll = Gl[l] - Gi[l] * Gi[l] / Gi[i] - jl * jl / jj;
    double fl = g->fit[l] - Gi[l] * g->fit[i] / Gi[i] - jl * fj / jj;

    return (g->fit[i] * g->fit[i] / Gi[i] + fj * fj / jj + fl * fl / ll) / g->total;
}

#define TOP 12

struct triple {
    size_t member[3];
    double r2;
};

/* The TOP best of all triples, best first; returns how many there are in all. */
static size_t best_triples(const struct gram *g, struct triple *best)
{
    size_t count = 0;

    for (size_t r = 0; r < TOP; r++)
        best[r].r2 = -1.0;
    for (size_t i = 0; i < ATOMS; i++)
        for (size_t j = i + 1; j < ATOMS; j++)
            for (size_t l = j + 1; l < ATOMS; l++, count++) {
                struct triple now = {{i, j, l}, r2_of_three(g, i, j, l)};
                for (size_t r = 0; r < TOP; r++)
                    if (now.r2 > best[r].r2) {
                        struct triple other = best[r];
                        best[r] = now;
                        now = other;
                    }
            }
    return count;
}

static void panel_small_case(struct plot *p)
{
    static const double D[] = {3, -1, -1, -1, 1, 1, -1, -1, 1, -1, 1, -1}, y[] = {2, 0, 0, -2};
    static const char *const names[] = {"first and\nsecond", "first and\nthird",
                                        "second and\nthird"};
    static const size_t pairs[3][2] = {{0, 1}, {0, 2}, {1, 2}};
    struct pursuit o = pursue(D, 3, 4, y, 2);
    double r2[3], h[2], c, left[4];

    plot_panel(p, "Three features, two allowed", "Pair of features", "R²");
    plot_range_y(p, 0.0, 1.2);
    for (size_t i = 0; i < 3; i++) {
        figure_must(least_squares(D, 4, y, pairs[i], 2, h, &c), "least_squares");
        for (size_t t = 0; t < 4; t++)
            left[t] = y[t] - c - h[0] * D[pairs[i][0] * 4 + t] - h[1] * D[pairs[i][1] * 4 + t];
        r2[i] = r2_of(y, 4, left);
    }
    plot_bars(p, NULL, names, r2, 3, pen(0));
    for (size_t i = 0; i < 3; i++)
        if (o.count == 2 && o.support[0] + o.support[1] == pairs[i][0] + pairs[i][1]) {
            plot_bar_colour(p, i, pen(1));
            plot_text(p, (double)i, r2[i] + 0.05, "OMP's", PLOT_CENTRE, pen(1));
        }
    plot_text(p, 2.0, r2[2] + 0.05, "the best", PLOT_CENTRE, pen(0));
    value("ch04.small_omp", "%.2f", r2_of(y, 4, o.residual));
    value("ch04.small_best", "%.2f", r2[2]);
}

/* R^2 of the three features that OMP picks when all have length 1 and mean 0. */
static double scaled_r2(struct problem b)
{
    double *D = figure_array(ATOMS * b.n);

    for (size_t j = 0; j < ATOMS; j++) {
        double mean = 0.0, norm = 0.0;
        for (size_t t = 0; t < b.n; t++)
            mean += b.D[j * b.n + t] / (double)b.n;
        for (size_t t = 0; t < b.n; t++)
            norm = hypot(norm, b.D[j * b.n + t] - mean);
        for (size_t t = 0; t < b.n; t++)
            D[j * b.n + t] = norm > 0.0 ? (b.D[j * b.n + t] - mean) / norm : 0.0;
    }
    return r2_of(b.sig, b.n, pursue(D, ATOMS, b.n, b.sig, 3).residual);
}

struct plot *draw_exhaustive(void)
{
    struct problem b = bird(false);
    struct gram g = gram_of(b);
    struct pursuit o = pursue(b.D, ATOMS, b.n, b.sig, 3);
    struct triple best[TOP];
    size_t count = best_triples(&g, best), greedy = TOP;
    double rank[TOP], r2[TOP], omp_r2 = r2_of(b.sig, b.n, o.residual);
    char title[64], text[48];

    struct plot *p = plot_new(1, 2, "Trying all supports can beat the greedy choice");
    panel_small_case(p);
    for (size_t r = 0; r < TOP; r++) {
        rank[r] = (double)(r + 1);
        r2[r] = best[r].r2;
        if (greedy == TOP && fabs(best[r].r2 - omp_r2) <= 1e-9)
            greedy = r;
    }
    snprintf(title, sizeof title, "The best of all %zu triples on the bird", count);
    plot_panel(p, title, "Rank", "R²");
    plot_range_x(p, 0.0, TOP + 1.0);
    plot_ticks_x(p, (double[]){1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, NULL, TOP);
    plot_points(p, NULL, rank, r2, TOP, pen(0));
    snprintf(text, sizeof text, "{%zu, %zu, %zu}: the best", best[0].member[0], best[0].member[1],
             best[0].member[2]);
    plot_text(p, rank[0] + 0.4, r2[0] + 0.001, text, PLOT_LEFT, pen(0));
    if (greedy < TOP) {
        plot_points(p, NULL, rank + greedy, r2 + greedy, 1, pen_marker(pen(1), PLOT_DISC, 1.3));
        snprintf(text, sizeof text, "{%zu, %zu, %zu}: OMP's, rank %zu", o.support[0], o.support[1],
                 o.support[2], greedy + 1);
        plot_text(p, rank[greedy] + 0.4, r2[greedy] - 0.001, text, PLOT_LEFT, pen(1));
    }
    value("ch04.triples", "%zu", count);
    value("ch04.triple_best", "%.4f", best[0].r2);
    value("ch04.triple_omp", "%.4f", omp_r2);
    value("ch04.triple_rank", "%zu", greedy + 1);
    value("ch04.triple_scaled", "%.4f", scaled_r2(b));
    return p;
}
