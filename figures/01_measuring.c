/* 01_measuring.c: the figure of chapter 1. */
#include "figure.h"
#include "measuring.h"
#include "reference.h"

#include <math.h>

REFERENCE(l0_norm);

enum { UNITS = 30, TIMES = 100 };

/* A made-up population: unit i is on at time t with a probability of its own. */
static void activity(uint64_t *state, double lowest, double highest, double *on)
{
    for (size_t i = 0; i < UNITS; i++) {
        double probability = lowest + (highest - lowest) * random_uniform(state);
        for (size_t t = 0; t < TIMES; t++)
            on[i * TIMES + t] = random_uniform(state) < probability ? 1 : 0;
    }
}

/* Weights between all units, or between a few pairs only. */
static void connections(uint64_t *state, double probability, double *weight)
{
    for (size_t i = 0; i < UNITS; i++)
        for (size_t j = 0; j < UNITS; j++) {
            double w = random_normal(state);
            bool connected = random_uniform(state) < probability && i != j;
            weight[i * UNITS + j] = connected ? w : 0;
        }
}

/* Share of non-zeros in every column (units on at a time) and row (times a
 * unit is on), in percent. */
static void shares(size_t (*count)(const double *, size_t), const double *on, double *population,
                   double *lifetime)
{
    double column[UNITS];
    for (size_t t = 0; t < TIMES; t++) {
        for (size_t i = 0; i < UNITS; i++)
            column[i] = on[i * TIMES + t];
        population[t] = 100.0 * (double)count(column, UNITS) / UNITS;
    }
    for (size_t i = 0; i < UNITS; i++)
        lifetime[i] = 100.0 * (double)count(on + i * TIMES, TIMES) / TIMES;
}

/* Two rows of the page: marginal over raster, marginal beside it, weights. */
static void draw_kind(struct plot *p, const char *title, const char *wiring, const double *on,
                      const double *weight, struct pen colour)
{
    static const double half[] = {0, 50, 100};
    double population[TIMES], lifetime[UNITS];
    if (overlay)
        shares(ref_l0_norm, on, population, lifetime);
    plot_panel(p, title, NULL, "Units\non (%)");
    plot_range_x(p, -0.5, TIMES - 0.5);
    plot_range_y(p, 0, 100);
    plot_ticks_x(p, NULL, NULL, 0);
    plot_ticks_y(p, half, NULL, 3);
    if (overlay)
        plot_steps(p, NULL, NULL, population, TIMES, pen_reference());
    shares(l0_norm, on, population, lifetime);
    plot_steps(p, NULL, NULL, population, TIMES, colour);
    plot_skip(p);
    plot_skip(p);

    plot_panel(p, NULL, "Time (steps)", "Unit");
    plot_heatmap(p, on, UNITS, TIMES, PLOT_INK, 0, 1);
    plot_panel(p, NULL, "Time on (%)", NULL);
    plot_hbars(p, NULL, NULL, lifetime, UNITS, colour);
    plot_range_x(p, 0, 100);
    plot_range_y(p, UNITS - 0.5, -0.5);
    plot_ticks_x(p, half, NULL, 3);
    plot_ticks_y(p, NULL, NULL, 0);
    plot_panel(p, wiring, "From unit", "To unit");
    plot_image(p, weight, UNITS, UNITS, PLOT_DIVERGING, -2, 2);
    plot_colourbar(p, "Weight");
}

static struct plot *draw_notions(void)
{
    static double dense[UNITS * TIMES], sparse[UNITS * TIMES];
    static double all[UNITS * UNITS], few[UNITS * UNITS];
    uint64_t state = 1;
    activity(&state, 0.30, 0.75, dense);
    activity(&state, 0.02, 0.08, sparse);
    connections(&state, 1, all);
    connections(&state, 0.06, few);
    struct plot *p = plot_new(4, 3, NULL);
    plot_size(p, 1200, 900);
    plot_widths(p, (const double[]){4, 1.1, 2.3});
    plot_heights(p, (const double[]){1, 3.2, 1, 3.2});
    draw_kind(p, "Dense activity", "Dense connections", dense, all, pen(1));
    draw_kind(p, "Sparse activity", "Sparse connections", sparse, few, pen(0));
    value("ch01.dense_on", "%.0f %%", 100 * stat_mean(dense, UNITS * TIMES));
    value("ch01.sparse_on", "%.0f %%", 100 * stat_mean(sparse, UNITS * TIMES));
    value("ch01.dense_weights", "%zu", stat_l0(all, UNITS * UNITS));
    value("ch01.sparse_weights", "%zu", stat_l0(few, UNITS * UNITS));
    return p;
}

static const struct figure figures[] = {
    {"F1.1", "notions",
     "Dense and sparse activity, with the share of units on at each time "
     "and the share of time each unit is on; dense and sparse connections",
     draw_notions},
};

FIGURE_PROGRAM("01_measuring", figures)
