/* 06_simple_cells.c: are the full model's atoms like simple cells? Figure F6.7. */
#include "06_simple_cells.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "06_full_model.h"
#include "06_gabor_fits.h"
#include "06_mosaic.h"
#include "fields/visual_model.h"

enum { KINDS = 4, BINS = 20 };
static const char *const kind_names[KINDS] = {"sparse atoms", "PCA", "raw patches", "noise"};

struct fitted {
    struct gabor g[FIELDS];
    double r2[FIELDS], share;
};

static struct fitted *fit_kind(const struct full *f, size_t kind)
{
    static const enum visual_control control[] = {VISUAL_PCA, VISUAL_PCA, VISUAL_PATCHES,
                                                  VISUAL_NOISE};
    double *D = figure_array(FIELDS * SQUARE);
    struct visual_model model = {.side = SIDE,
                                 .alpha = visual_defaults().learn.alpha,
                                 .D = {FIELDS, SQUARE, (double *)(uintptr_t)f->D},
                                 .held_out = {HELD_OUT, SQUARE, (double *)(uintptr_t)f->held_out}};
    struct fitted *fit = calloc(1, sizeof *fit);
    if (!fit)
        figure_fail("out of memory");
    if (kind == 0)
        memcpy(D, f->D, sizeof f->D);
    else
        figure_must(visual_control_atoms(&model, control[kind], FIELDS, 1, D), "controls");
    figure_must(gabor_fit_all(D, FIELDS, SIDE, fit->g), "gabor_fit_all");
    for (size_t k = 0; k < FIELDS; k++)
        fit->r2[k] = fit->g[k].r2;
    fit->share = gabor_share(fit->g, FIELDS, SIDE);
    return fit;
}

/* Five atoms from good to poor fit above their Gabor functions. */
static void panel_examples(struct plot *p, const struct full *f, const struct fitted *fit)
{
    enum { SHOWN = 5 };
    double squares[2 * SHOWN * SQUARE], wanted[SHOWN];
    static const double ranks[SHOWN] = {90, 70, 50, 30, 10};
    figure_must(stat_percentiles(fit->r2, FIELDS, ranks, SHOWN, wanted), "stat_percentiles");
    for (size_t i = 0; i < SHOWN; i++) {
        size_t best = 0;
        for (size_t k = 1; k < FIELDS; k++)
            if (fabs(fit->r2[k] - wanted[i]) < fabs(fit->r2[best] - wanted[i]))
                best = k;
        memcpy(squares + i * SQUARE, f->D + best * SQUARE, SQUARE * sizeof *squares);
        gabor_draw(&fit->g[best], SIDE, squares + (SHOWN + i) * SQUARE);
    }
    panel_mosaic(p, "Five atoms, from good to poor fit,\nand their Gabor functions",
                 tile(evened(squares, 2 * SHOWN, SQUARE), NULL, 2 * SHOWN, SIDE, SHOWN), PLOT_GREY,
                 -1, 1);
}

/* The sparse atoms that count: where they are, and which way they point, in degrees. */
struct layout {
    double col[FIELDS], row[FIELDS], degrees[FIELDS];
    size_t count;
};

static struct layout layout_of(const struct fitted *fit)
{
    struct layout l = {.count = 0};
    for (size_t k = 0; k < FIELDS; k++) {
        const struct gabor *g = &fit->g[k];
        if (!(g->r2 > 0.8) || !gabor_localised(g, SIDE))
            continue;
        l.col[l.count] = g->col;
        l.row[l.count] = g->row;
        l.degrees[l.count++] = g->theta * 180.0 / 3.14159265358979323846;
    }
    return l;
}

static void panel_r2(struct plot *p, struct fitted *const fit[KINDS])
{
    double edges[BINS + 1];
    size_t counts[BINS];
    plot_panel(p, "How well a Gabor function fits", "R\u00b2 of the fit", "Count (atoms)");
    for (size_t i = KINDS; i-- > 0;) {
        figure_histogram(fit[i]->r2, FIELDS, 0, 1, BINS, edges, counts);
        plot_hist_outline(p, kind_names[i], edges, counts, BINS, pen(i));
    }
}

static void panel_shares(struct plot *p, const double share[KINDS])
{
    plot_panel(p, "R\u00b2 above 0.8 and localised", "Share of the atoms (%)", NULL);
    plot_range_x(p, 0, 118);
    plot_ticks_x(p, (double[]){0, 25, 50, 75, 100}, NULL, 5);
    plot_hbars(p, NULL, kind_names, share, KINDS, pen(0));
    for (size_t i = 1; i < KINDS; i++)
        plot_bar_colour(p, i, pen(i));
    for (size_t i = 0; i < KINDS; i++)
        plot_text(p, share[i] + 2.0, (double)i, text("%.0f %%", share[i]), PLOT_LEFT, pen(i));
}

static void panels_like_cells(struct plot *p, const struct layout *l, const struct counted *n)
{
    double edges[BINS + 1];
    size_t counts[BINS];
    plot_panel(p, "Localised: centres of the fields", "Column (pixels)", "Row (pixels)");
    plot_range_x(p, -1.5, SIDE + 0.5);
    plot_range_y(p, SIDE + 0.5, -1.5);
    plot_points(p, NULL, l->col, l->row, l->count, pen(0));
    plot_panel(p, "Oriented: direction of the wave", "Orientation (degrees)", "Count (atoms)");
    figure_histogram(l->degrees, l->count, 0, 180, 12, edges, counts);
    plot_hist(p, NULL, edges, counts, 12, pen(0));
    plot_panel(p, "Band-pass: width at half height", "Bandwidth (octaves)", "Count (atoms)");
    figure_histogram(n->octaves, n->band, 0, 4, BINS, edges, counts);
    plot_hist(p, NULL, edges, counts, BINS, pen(0));
}

static void values_of(const struct counted *n, const double share[KINDS])
{
    figure_note("%.0f %% of the atoms have a Gabor fit with R\u00b2 above 0.8 and are localised "
                "(PCA %.0f %%, raw patches %.0f %%, noise %.0f %%)",
                share[0], share[1], share[2], share[3]);
    if (n->band == 0)
        figure_note("no atom has a bandwidth that was measured, so its panel is empty");
    value("ch06.gabor_well", "%.0f", percent(n->well, FIELDS));
    value("ch06.counted", "%zu", n->good);
    value("ch06.determined", "%zu", n->determined);
    value("ch06.undetermined", "%zu", n->good - n->determined);
    value("ch06.full_determined", "%.0f", percent(n->determined, n->good));
    value("ch06.localised_limit", "%d", SIDE / 3);
    value("ch06.gabor_sparse", "%.0f", share[0]);
    value("ch06.gabor_pca", "%.0f", share[1]);
    value("ch06.gabor_patches", "%.0f", share[2]);
    value("ch06.gabor_noise", "%.0f", share[3]);
    value("ch06.octaves", "%.1f", median_of(n->octaves, n->band));
    value("ch06.band_pass", "%.0f", percent(n->band, n->determined));
}

struct plot *draw_gabor(void)
{
    const struct full *f = full_model();
    struct fitted *fit[KINDS];
    double share[KINDS];
    figure_patience(300); /* hundreds of fits take minutes on a busy machine */
    for (size_t i = 0; i < KINDS; i++) {
        fit[i] = fit_kind(f, i);
        share[i] = 100.0 * fit[i]->share;
    }
    const struct layout layout = layout_of(fit[0]);
    const struct counted n = count_fits(fit[0]->g, FIELDS, SIDE);
    struct plot *p = plot_new(2, 3, text("Localised, oriented, band-pass: measured%s", how_far()));
    plot_size(p, 1280, 760);
    panel_examples(p, f, fit[0]);
    panel_r2(p, fit);
    panel_shares(p, share);
    panels_like_cells(p, &layout, &n);
    values_of(&n, share);
    return p;
}
