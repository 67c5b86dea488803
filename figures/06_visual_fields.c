/* The figures of chapter 6: atoms learned from natural images. */
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/mman.h>

#include "../chapters/06_visual_fields/visual_fields.h"
#include "figure.h"
#include "gabor.h"
#include "lasso.h"
#include "reference.h"
#include "visual_model.h"

REFERENCE(train_fields);
REFERENCE(my_alpha);

/* ---- the small setting ---- */

enum { CROP = 4, M = CROP * CROP, FRAMES = 80, ATOMS = 8, MAX_ITER = 100 };

/* All images in grey, 0..1. */
static double *grey_images(size_t *count, size_t *rows, size_t *cols)
{
    const struct array *rgb = figure_data("cifar10");
    *count = rgb->shape[0];
    *rows = rgb->shape[1];
    *cols = rgb->shape[2];
    size_t pixels = *count * *rows * *cols;
    double *grey = figure_array(pixels);
    rgb2gray(rgb->data, pixels, grey);
    for (size_t i = 0; i < pixels; i++)
        grey[i] /= 255.0;
    return grey;
}

/* The middle CROP x CROP pixels of FRAMES images spread over all, one a row. */
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
    struct small s = {.X = crops(), .D = figure_array(ATOMS * M),
                      .A = figure_array(FRAMES * ATOMS)};
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

/* ---- pictures of many small squares ---- */

static double largest(const double *x, size_t n)
{
    double most = 0.0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(x[i]));
    return most;
}

struct mosaic {
    double *z;
    size_t rows, cols;
};

/* count squares, `across` in a row, with an empty line between; order (may be
 * NULL) says which. */
static struct mosaic tile(const double *squares, const size_t *order, size_t count, size_t side,
                          size_t across)
{
    size_t down = (count + across - 1) / across;
    struct mosaic t = {.rows = down * (side + 1) - 1, .cols = across * (side + 1) - 1};
    t.z = figure_array(t.rows * t.cols);
    for (size_t i = 0; i < t.rows * t.cols; i++)
        t.z[i] = NAN;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < side * side; j++) {
            size_t row = i / across * (side + 1) + j / side, col = i % across * (side + 1);
            t.z[row * t.cols + col + j % side] = squares[(order ? order[i] : i) * side * side + j];
        }
    return t;
}

static void panel_mosaic(struct plot *p, const char *title, struct mosaic t, enum plot_map map,
                         double lo, double hi)
{
    plot_panel(p, title, NULL, NULL);
    plot_ticks_x(p, NULL, NULL, 0);
    plot_ticks_y(p, NULL, NULL, 0);
    plot_image(p, t.z, t.rows, t.cols, map, lo, hi);
}

/* printf into text that lives as long as the child. */
__attribute__((format(printf, 1, 2))) static const char *text(const char *fmt, ...)
{
    char *line = malloc(128);
    va_list args;
    va_start(args, fmt);
    if (line)
        vsnprintf(line, 128, fmt, args);
    va_end(args);
    return line;
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
    panel_mosaic(p, "50 natural images, grey", tile(grey, which, 50, rows, 10), PLOT_GREY, 0, 1);
    panel_mosaic(p, text("The middle %d x %d pixels of %d of them", CROP, CROP, FRAMES),
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
    struct plot *p = plot_new(1, 1, text("The %d atoms on one scale, \u03b1 = %g", ATOMS,
                                         my_alpha()));
    panel_mosaic(p, NULL, tile(s.D, NULL, ATOMS, CROP, 4), PLOT_DIVERGING, NAN, NAN);
    plot_colourbar(p, "Value of a pixel in an atom of norm 1");
    value("ch06.my_alpha", "%g", my_alpha());
    return p;
}

static struct plot *draw_coefficients(void)
{
    struct small s = train_small(train_fields, my_alpha());
    struct small ref = overlay ? train_small(ref_train_fields, my_alpha()) : s;
    struct plot *p = plot_new((ATOMS + 1) / 2, 2,
                              text("The weight of each atom in each frame, \u03b1 = %g",
                                   my_alpha()));
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

static double *transposed(const double *A, size_t n, size_t K)
{
    double *z = figure_array(n * K);
    for (size_t i = 0; i < n * K; i++)
        z[i % K * n + i / K] = fabs(A[i]);
    return z;
}

static struct plot *draw_alphas(void)
{
    static const char *const names[] = {"1e-4", "1e-3", "1e-2", "1e-1", "1"};
    struct small s[5];
    struct plot *p = plot_new(2, 5, "The same patches at five prices");
    plot_size(p, 1280, 600);
    for (size_t i = 0; i < 5; i++) {
        s[i] = train_small(train_fields, pow(10.0, (double)i - 4.0));
        panel_mosaic(p, text("\u03b1 = %s", names[i]), tile(s[i].D, NULL, ATOMS, CROP, 2),
                     PLOT_DIVERGING, -1, 1);
    }
    for (size_t i = 0; i < 5; i++) {
        plot_panel(p, text("%.1f of %d atoms on\n%.0f %% unexplained", s[i].on, ATOMS,
                           100.0 * s[i].unexplained), "Frame (image)", i == 0 ? "Atom" : NULL);
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
        plot_vline(p, my_alpha(), "my_alpha", pen_dashed(pen_grey()));
        plot_linepoints(p, NULL, alpha, i == 0 ? on : unexplained, STEPS, pen(i));
    }
    return p;
}

/* ---- the full model: trained once, by the first figure that asks ---- */

enum { SIDE = 12, SQUARE = SIDE * SIDE, FIELDS = 128, HELD_OUT = 5000 };

static struct full {
    bool trained;
    double objective, on;
    double D[FIELDS * SQUARE], held_out[HELD_OUT * SQUARE];
} *full; /* in memory that the figures' processes share */

static bool tell(const struct dict_progress *now, void *data)
{
    (void)data;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r  training %d atoms: %3.0f %%, %.0f s left ", FIELDS,
                100.0 * now->fraction, now->seconds_left);
    return true;
}

static const struct full *full_model(void)
{
    if (full->trained)
        return full;
    size_t count, rows, cols;
    const double *grey = grey_images(&count, &rows, &cols);
    figure_patience(300);
    struct visual_options options = visual_defaults();
    struct visual_model model;
    options.side = SIDE;
    options.K = FIELDS;
    options.held_out = HELD_OUT;
    options.learn.progress = tell;
    figure_must(visual_model_train(grey, count, rows, cols, &options, &model), "training");
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
    memcpy(full->D, model.D.data, sizeof full->D);
    memcpy(full->held_out, model.held_out.data, sizeof full->held_out);
    full->objective = model.objective;
    full->on = model.on;
    full->trained = true;
    visual_model_free(&model);
    return full;
}

static double *full_codes(const struct full *f, const double *D, size_t K, double alpha)
{
    double *A = figure_array(HELD_OUT * K);
    figure_must(lasso_codes(f->held_out, HELD_OUT, SQUARE, D, K, alpha, 1e-6, A), "lasso_codes");
    return A;
}

/* Each square divided by its own largest magnitude, so that all can be seen. */
static double *evened(const double *squares, size_t count, size_t m)
{
    double *out = figure_array(count * m);
    for (size_t i = 0; i < count; i++) {
        double most = largest(squares + i * m, m);
        for (size_t j = 0; j < m; j++)
            out[i * m + j] = most > 0.0 ? squares[i * m + j] / most : 0.0;
    }
    return out;
}

/* The atoms by falling total weight. */
static size_t *by_use(const double *A, size_t n, size_t K)
{
    double *use = figure_array(K);
    size_t *order = malloc(K * sizeof *order);
    if (!order)
        figure_fail("out of memory");
    for (size_t i = 0; i < n * K; i++)
        use[i % K] += fabs(A[i]);
    for (size_t k = 0; k < K; k++) {
        size_t at = k;
        for (; at > 0 && use[order[at - 1]] < use[k]; at--)
            order[at] = order[at - 1];
        order[at] = k;
    }
    return order;
}

static struct plot *draw_full(void)
{
    const struct full *f = full_model();
    const double *A = full_codes(f, f->D, FIELDS, visual_defaults().learn.alpha);
    struct plot *p = plot_new(1, 1, text("%d atoms of %d x %d pixels, the most used first", FIELDS,
                                         SIDE, SIDE));
    panel_mosaic(p, NULL, tile(evened(f->D, FIELDS, SQUARE), by_use(A, HELD_OUT, FIELDS), FIELDS,
                               SIDE, 16), PLOT_GREY, -1, 1);
    value("ch06.fields", "%d", FIELDS);
    value("ch06.training_patches", "%zu", visual_defaults().patches);
    return p;
}

static struct plot *draw_activity(void)
{
    enum { SHOWN = 150, BINS = 60 };
    const struct full *f = full_model();
    const double *A = full_codes(f, f->D, FIELDS, visual_defaults().learn.alpha);
    double *on = figure_array(HELD_OUT), components[FIELDS * SQUARE], edges[BINS + 1];
    double *filtered = figure_array(HELD_OUT * FIELDS);
    size_t counts[BINS];
    figure_must(pca(f->held_out, HELD_OUT, SQUARE, FIELDS, components, NULL), "pca");
    for (size_t t = 0; t < HELD_OUT; t++)
        on[t] = (double)stat_l0(A + t * FIELDS, FIELDS);
    for (size_t i = 0; i < HELD_OUT * FIELDS; i++) /* patch by component, as the codes */
        for (size_t j = 0; j < SQUARE; j++)
            filtered[i] += f->held_out[i / FIELDS * SQUARE + j] *
                           components[i % FIELDS * SQUARE + j];
    struct plot *p = plot_new(1, 3, "The activity of the model on patches it has not seen");
    plot_size(p, 1280, 440);
    plot_widths(p, (double[]){1.6, 1.0, 1.0});
    plot_panel(p, "Weights (darker: larger)", "Patch", "Atom");
    plot_heatmap(p, transposed(A, SHOWN, FIELDS), FIELDS, SHOWN, PLOT_INK, 0, 0.3);
    plot_panel(p, "How many are on", "Atoms on in a patch", "Count (patches)");
    figure_histogram(on, HELD_OUT, -0.5, 39.5, 40, edges, counts);
    plot_hist(p, NULL, edges, counts, 40, pen(0));
    plot_panel(p, "How strong", "Weight", "Count (weights)");
    plot_log_y(p);
    figure_histogram(filtered, HELD_OUT * FIELDS, -1, 1, BINS, edges, counts);
    plot_hist_outline(p, "principal components", edges, counts, BINS, pen(3));
    figure_histogram(A, HELD_OUT * FIELDS, -1, 1, BINS, edges, counts);
    plot_hist_outline(p, "sparse code", edges, counts, BINS, pen(0));
    value("ch06.full_on", "%.1f", stat_mean(on, HELD_OUT));
    value("ch06.full_kurtosis", "%.0f", stat_excess_kurtosis(A, HELD_OUT * FIELDS));
    value("ch06.pca_kurtosis", "%.0f", stat_excess_kurtosis(filtered, HELD_OUT * FIELDS));
    return p;
}

/* ---- are they like simple cells? ---- */

enum { KINDS = 4 };
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
    struct visual_model model = {.side = SIDE, .alpha = visual_defaults().learn.alpha,
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
    double squares[2 * SHOWN * SQUARE], sorted[FIELDS];
    static const double percent[SHOWN] = {90, 70, 50, 30, 10};
    memcpy(sorted, fit->r2, sizeof sorted);
    for (size_t i = 0; i < SHOWN; i++) {
        double wanted;
        size_t best = 0;
        figure_must(stat_percentile(sorted, FIELDS, percent[i], &wanted), "stat_percentile");
        for (size_t k = 1; k < FIELDS; k++)
            if (fabs(fit->r2[k] - wanted) < fabs(fit->r2[best] - wanted))
                best = k;
        memcpy(squares + i * SQUARE, f->D + best * SQUARE, SQUARE * sizeof *squares);
        gabor_draw(&fit->g[best], SIDE, squares + (SHOWN + i) * SQUARE);
    }
    panel_mosaic(p, "Five atoms, from good to poor fit,\nand their Gabor functions",
                 tile(evened(squares, 2 * SHOWN, SQUARE), NULL, 2 * SHOWN, SIDE, SHOWN), PLOT_GREY,
                 -1, 1);
}

static struct plot *draw_gabor(void)
{
    enum { BINS = 20 };
    const struct full *f = full_model();
    struct fitted *fit[KINDS];
    double edges[BINS + 1], share[KINDS], centre[2][FIELDS], theta[FIELDS], octaves[FIELDS];
    size_t counts[BINS], good = 0, band = 0;
    for (size_t i = 0; i < KINDS; i++) {
        fit[i] = fit_kind(f, i);
        share[i] = 100.0 * fit[i]->share;
    }
    for (size_t k = 0; k < FIELDS; k++) {
        const struct gabor *g = &fit[0]->g[k];
        if (!(g->r2 > 0.8) || !gabor_localised(g, SIDE))
            continue;
        centre[0][good] = g->col;
        centre[1][good] = g->row;
        theta[good++] = g->theta * 180.0 / 3.14159265358979323846;
        double width = gabor_octaves(g);
        if (isfinite(width))
            octaves[band++] = width;
    }
    struct plot *p = plot_new(2, 3, "Localised, oriented, band-pass: measured");
    plot_size(p, 1280, 760);
    panel_examples(p, f, fit[0]);

    plot_panel(p, "How well a Gabor function fits", "R\u00b2 of the fit", "Count (atoms)");
    for (size_t i = KINDS; i-- > 0;) {
        figure_histogram(fit[i]->r2, FIELDS, 0, 1, BINS, edges, counts);
        plot_hist_outline(p, kind_names[i], edges, counts, BINS, pen(i));
    }
    plot_panel(p, "R\u00b2 above 0.8 and localised", "Share of the atoms (%)", NULL);
    plot_range_x(p, 0, 118);
    plot_ticks_x(p, (double[]){0, 25, 50, 75, 100}, NULL, 5);
    plot_hbars(p, NULL, kind_names, share, KINDS, pen(0));
    for (size_t i = 1; i < KINDS; i++)
        plot_bar_colour(p, i, pen(i));
    for (size_t i = 0; i < KINDS; i++)
        plot_text(p, share[i] + 2.0, (double)i, text("%.0f %%", share[i]), PLOT_LEFT, pen(i));

    plot_panel(p, "Localised: centres of the fields", "Column (pixels)", "Row (pixels)");
    plot_range_x(p, -1.5, SIDE + 0.5);
    plot_range_y(p, SIDE + 0.5, -1.5);
    plot_points(p, NULL, centre[0], centre[1], good, pen(0));
    plot_panel(p, "Oriented: direction of the wave", "Orientation (degrees)", "Count (atoms)");
    figure_histogram(theta, good, 0, 180, 12, edges, counts);
    plot_hist(p, NULL, edges, counts, 12, pen(0));
    plot_panel(p, "Band-pass: width at half height", "Bandwidth (octaves)", "Count (atoms)");
    figure_histogram(octaves, band, 0, 4, BINS, edges, counts);
    plot_hist(p, NULL, edges, counts, BINS, pen(0));

    double median = NAN;
    figure_must(stat_percentile(octaves, band, 50, &median), "stat_percentile");
    value("ch06.gabor_sparse", "%.0f", share[0]);
    value("ch06.gabor_pca", "%.0f", share[1]);
    value("ch06.gabor_patches", "%.0f", share[2]);
    value("ch06.gabor_noise", "%.0f", share[3]);
    value("ch06.octaves", "%.1f", median);
    value("ch06.band_pass", "%.0f", 100.0 * (double)band / (double)good);
    return p;
}

static const struct figure figures[] = {
    {"F6.0", "images", "Natural images, and the crops that the small model sees", draw_images},
    {"F6.1", "pca", "Principal components beside sparse components", draw_pca},
    {"F6.2", "atoms", "The atoms on one diverging scale", draw_atoms},
    {"F6.3", "coefficients", "The weight of each atom over time", draw_coefficients},
    {"F6.4", "alphas", "Atoms, codes and error for \u03b1 from 1e-4 to 1", draw_alphas},
    {"F6.4b", "alpha_curves", "Sparsity and error as \u03b1 grows", draw_alpha_curves},
    {"F6.5", "full", "The full model, trained just now", draw_full},
    {"F6.6", "activity", "The activity of the full model", draw_activity},
    {"F6.7", "gabor", "How much the atoms are like simple cells, beside controls", draw_gabor},
};

/* Leave the atoms in a file: the book's gallery shows the same ones. */
static bool keep_atoms(const char *path)
{
    FILE *file = fopen(path, "wb");
    size_t sizes[] = {FIELDS, SIDE};
    bool written = file && fwrite(sizes, sizeof sizes, 1, file) == 1 &&
                   fwrite(full->D, sizeof full->D, 1, file) == 1;
    return file && fclose(file) == 0 && written;
}

int main(int argc, char **argv)
{
    full = mmap(NULL, sizeof *full, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (full == MAP_FAILED) {
        fprintf(stderr, "06_visual_fields: no memory for the full model\n");
        return 1;
    }
    int status = figure_main(argc, argv, "06_visual_fields", figures,
                             sizeof figures / sizeof *figures);
    const char *path = getenv("SPARSEBOOK_MODEL");
    if (full->trained && path && !keep_atoms(path)) {
        fprintf(stderr, "06_visual_fields: %s: the atoms cannot be written there\n", path);
        return 1;
    }
    return status;
}
