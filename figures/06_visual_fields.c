/* The figures of chapter 6: atoms learned from natural images, F6.0 to F6.4b by the
 * small model here, the others by the full one (06_full_model.c). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../chapters/06_visual_fields/visual_fields.h"
#include "06_full_model.h"
#include "06_mosaic.h"
#include "06_simple_cells.h"
#include "reference.h"

REFERENCE(train_fields);
REFERENCE(my_alpha);

/* ---- the small setting ---- */

enum { CROP = 4, M = CROP * CROP, FRAMES = 80, ATOMS = 8, MAX_ITER = 100 };

/* The middle CROP x CROP pixels of FRAMES images spread over all of them, one per row. */
static double *crops(void)
{
    size_t count, rows, cols;
    const double *grey = grey_images(&count, &rows, &cols);
    if (count < FRAMES || rows != cols || rows < CROP + 2)
        figure_fail("cifar10 has %zu images of %zu x %zu; %d square ones are needed", count, rows,
                    cols, FRAMES);
    double *nine = figure_array(9 * M), *patches = figure_array(FRAMES * M);
    for (size_t i = 0; i < FRAMES; i++) {
        /* Three by three places; the fifth is the middle. */
        if (extract_patches(grey + i * (count / FRAMES) * rows * cols, rows, cols, CROP,
                            (rows - CROP) / 2, nine) != 9)
            figure_fail("extract_patches does not find 3 x 3 places");
        memcpy(patches + i * M, nine + 4 * M, M * sizeof *patches);
    }
    return patches;
}

struct small {
    double *X, *D, *A; /* centred crops, atoms, codes */
    double on, unexplained;
};

static struct small train_small(__typeof__(train_fields) *train, double alpha)
{
    struct small s = {
        .X = crops(), .D = figure_array(ATOMS * M), .A = figure_array(FRAMES * ATOMS)};
    figure_must((enum sb_status)train(s.X, FRAMES, M, ATOMS, alpha, MAX_ITER, s.D, s.A),
                "train_fields");
    double left = 0.0, all = 0.0;
    for (size_t i = 0; i < FRAMES * M; i++) {
        double fit = 0.0;
        for (size_t k = 0; k < ATOMS; k++)
            fit += s.A[i / M * ATOMS + k] * s.D[k * M + i % M];
        left += (s.X[i] - fit) * (s.X[i] - fit);
        all += s.X[i] * s.X[i];
    }
    s.on = (double)stat_l0(s.A, FRAMES * ATOMS) / FRAMES;
    s.unexplained = left / all;
    return s;
}

static struct plot *draw_images(void)
{
    size_t count, rows, cols;
    const double *grey = grey_images(&count, &rows, &cols);
    size_t which[50];
    for (size_t i = 0; i < 50; i++)
        which[i] = i * (count / 50);
    struct plot *p = plot_new(1, 2, NULL);
    plot_size(p, 1080, 360);
    panel_mosaic(p, "50 of the images, grey", tile(grey, which, 50, rows, 10), PLOT_GREY, 0, 1);
    panel_mosaic(p, text("The middle %d \u00d7 %d pixels of %d", CROP, CROP, FRAMES),
                 tile(crops(), NULL, FRAMES, CROP, 12), PLOT_GREY, 0, 1);
    value("ch06.images", "%zu", count);
    return p;
}

static struct plot *draw_pca(void)
{
    struct small s = train_small(train_fields, my_alpha());
    double components[ATOMS * M];
    figure_must(pca(s.X, FRAMES, M, ATOMS, components, NULL), "pca");
    struct plot *p = plot_new(overlay ? 3 : 2, 1, NULL);
    plot_size(p, 960, overlay ? 540 : 380);
    panel_mosaic(p, "Principal components", tile(components, NULL, ATOMS, CROP, ATOMS),
                 PLOT_DIVERGING, NAN, NAN);
    panel_mosaic(p, text("Sparse components, \u03b1 = %g", my_alpha()),
                 tile(s.D, NULL, ATOMS, CROP, ATOMS), PLOT_DIVERGING, NAN, NAN);
    if (overlay) {
        struct small ref = train_small(ref_train_fields, my_alpha());
        panel_mosaic(p, "Reference", tile(ref.D, NULL, ATOMS, CROP, ATOMS), PLOT_DIVERGING, NAN,
                     NAN);
    }
    return p;
}

static struct plot *draw_atoms(void)
{
    struct small s = train_small(train_fields, my_alpha());
    struct plot *p = plot_new(1, 1,
                              text("The %d atoms on one scale, \u03b1 = %g", ATOMS, my_alpha()));
    panel_mosaic(p, NULL, tile(s.D, NULL, ATOMS, CROP, 4), PLOT_DIVERGING, NAN, NAN);
    plot_colourbar(p, "Value of a pixel in an atom of norm 1");
    value("ch06.my_alpha", "%g", my_alpha());
    return p;
}

static struct plot *draw_coefficients(void)
{
    struct small s = train_small(train_fields, my_alpha());
    struct small ref = overlay ? train_small(ref_train_fields, my_alpha()) : s;
    struct plot *p = plot_new(
        (ATOMS + 1) / 2, 2, text("The weight of each atom in each frame, \u03b1 = %g", my_alpha()));
    plot_share(p, PLOT_SHARE_X | PLOT_SHARE_Y);
    for (size_t k = 0; k < ATOMS; k++) {
        double *a = figure_array(FRAMES), *b = figure_array(FRAMES);
        for (size_t t = 0; t < FRAMES; t++) {
            a[t] = s.A[t * ATOMS + k];
            b[t] = ref.A[t * ATOMS + k];
        }
        plot_panel(p, text("Atom %zu", k + 1), "Frame (image)", "Weight");
        if (overlay)
            plot_line(p, k == 0 ? "reference" : NULL, NULL, b, FRAMES, pen_reference());
        plot_line(p, NULL, NULL, a, FRAMES, pen(0));
    }
    return p;
}

/* ---- alpha ---- */

static struct plot *draw_alphas(void)
{
    static const char *const names[] = {"1e-4", "1e-3", "1e-2", "1e-1", "1"};
    struct small s[5];
    struct plot *p = plot_new(2, 5, "The same patches at five prices");
    plot_size(p, 1280, 600);
    for (size_t i = 0; i < 5; i++) {
        double alpha = pow(10.0, (double)i - 4.0);
        s[i] = train_small(train_fields, alpha);
        panel_mosaic(p, text("\u03b1 = %g", alpha), tile(s[i].D, NULL, ATOMS, CROP, 2),
                     PLOT_DIVERGING, -1, 1);
    }
    for (size_t i = 0; i < 5; i++) {
        plot_panel(p,
                   text("%.1f of %d atoms on\n%.0f %% unexplained", s[i].on, ATOMS,
                        100.0 * s[i].unexplained),
                   "Frame (image)", i == 0 ? "Atom" : NULL);
        plot_ticks_y(p, (double[]){0, 3, 7}, (const char *const[]){"1", "4", "8"}, 3);
        plot_heatmap(p, transposed(s[i].A, FRAMES, ATOMS), ATOMS, FRAMES, PLOT_INK, 0, 0.5);
        value(text("ch06.on_%s", names[i]), "%.1f", s[i].on);
        value(text("ch06.unexplained_%s", names[i]), "%.0f", 100.0 * s[i].unexplained);
    }
    return p;
}

static struct plot *draw_alpha_curves(void)
{
    enum { STEPS = 17 };
    double alpha[STEPS], on[STEPS], unexplained[STEPS];
    for (size_t i = 0; i < STEPS; i++) {
        alpha[i] = pow(10.0, -4.0 + (double)i / 4.0);
        struct small s = train_small(train_fields, alpha[i]);
        on[i] = s.on;
        unexplained[i] = 100.0 * s.unexplained;
    }
    struct plot *p = plot_new(1, 2, "What \u03b1 buys, and what it costs");
    plot_size(p, 1080, 440);
    const char *const titles[] = {"Sparsity", "Error"};
    const char *const labels[] = {text("Atoms on in a crop (of %d)", ATOMS),
                                  "Unexplained variance (%)"};
    for (size_t i = 0; i < 2; i++) {
        plot_panel(p, titles[i], "\u03b1 (price of a weight of 1)", labels[i]);
        plot_log_x(p);
        plot_range_y(p, 0.0, NAN);
        plot_vline(p, my_alpha(), "chosen \u03b1", pen_dashed(pen_grey()));
        plot_linepoints(p, NULL, alpha, i == 0 ? on : unexplained, STEPS, pen(i));
    }
    return p;
}

static const struct figure figures[] = {
    {"F6.0", "images", "Natural images, and the crops that the small model sees", draw_images},
    {"F6.1", "pca", "Principal components beside sparse components", draw_pca},
    {"F6.2", "atoms", "The atoms on one diverging scale", draw_atoms},
    {"F6.3", "coefficients", "The weight of each atom over time", draw_coefficients},
    {"F6.4", "alphas", "Atoms, codes and error for \u03b1 from 0.0001 to 1", draw_alphas},
    {"F6.4b", "alpha_curves", "Sparsity and error as \u03b1 grows", draw_alpha_curves},
    {"F6.5", "full", "The full model, trained just now", draw_full},
    {"F6.6", "activity", "The activity of the full model", draw_activity},
    {"F6.7", "gabor", "How much the atoms are like simple cells, beside controls", draw_gabor},
    {"F6.8", "wide",
     "Atoms of a model with twice as many atoms as pixels: small edges and bars, many with "
     "several stripes",
     draw_wide},
};

int main(int argc, char **argv)
{
    if (!full_prepare()) {
        fprintf(stderr, "06_visual_fields: no memory for the full model\n");
        return 1;
    }
    int status = figure_main(argc, argv, "06_visual_fields", figures,
                             sizeof figures / sizeof *figures);
    const char *path = getenv("SPARSEBOOK_MODEL");
    if (path && !full_keep(path)) {
        fprintf(stderr, "06_visual_fields: %s: the atoms cannot be written there\n", path);
        return 1;
    }
    return status;
}
