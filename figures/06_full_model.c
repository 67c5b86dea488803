/* Chapter 6, the full model: trained once, by the first figure that asks, and measured; and a
 * second one with twice as many atoms as pixels. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/mman.h>
#include <sys/resource.h>

#include "06_full_model.h"
#include "06_gabor_fits.h"
#include "06_mosaic.h"
#include "fields/gabor.h"
#include "coding/lasso.h"
#include "fields/visual_model.h"

enum { WIDE = 2 * SQUARE };

static struct full *full; /* in memory that the figures' processes share */

bool full_prepare(void)
{
    full = mmap(NULL, sizeof *full, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return full != MAP_FAILED;
}

bool full_keep(const char *path)
{
    if (!full->trained)
        return true;
    FILE *file = fopen(path, "wb");
    size_t sizes[] = {FIELDS, SIDE};
    bool written = file && fwrite(sizes, sizeof sizes, 1, file) == 1 &&
                   fwrite(full->D, sizeof full->D, 1, file) == 1;
    return file && fclose(file) == 0 && written;
}

/* What the training has achieved, and how long it took. */
struct training {
    struct timespec start;
    double fraction;
};

static bool tell(const struct dict_progress *now, void *data)
{
    enum { BAR = 30 };
    struct training *t = data;
    char bar[BAR + 1] = "";
    t->fraction = now->fraction;
    if (!isatty(STDERR_FILENO))
        return true;
    memset(bar, '.', BAR);
    memset(bar, '#', (size_t)(BAR * now->fraction));
    fprintf(stderr, "\r  [%s] %3.0f %%, objective %.3f, %.0f s left \033[K", bar,
            100.0 * now->fraction, now->objective, now->seconds_left);
    return true;
}

/* "in 9.1 s, with 180 MB of memory at most" */
static const char *spent(const struct training *t)
{
    struct timespec now;
    struct rusage used;
    clock_gettime(CLOCK_MONOTONIC, &now);
    getrusage(RUSAGE_SELF, &used);
    return text("in %.1f s, with %.0f MB of memory at most",
                (double)(now.tv_sec - t->start.tv_sec) +
                    1e-9 * (double)(now.tv_nsec - t->start.tv_nsec),
                (double)used.ru_maxrss / 1024.0);
}

/* Train on the images, with a progress bar and a note of the time and memory used; returns how much
 * was done, 0..1. */
static double train(struct visual_options options, struct visual_model *model)
{
    size_t count, rows, cols;
    const double *grey = grey_images(&count, &rows, &cols);
    struct training t = {.fraction = 0};
    options.side = SIDE;
    options.held_out = HELD_OUT;
    options.learn.progress = tell;
    options.learn.data = &t;
    figure_patience(300);
    options.learn.stop = figure_may_stop();
    if (options.learn.stop && options.learn.max_iter > 1)
        figure_note("training %zu atoms; Ctrl-C draws what they are by then", options.K);
    clock_gettime(CLOCK_MONOTONIC, &t.start);
    enum sb_status status = visual_model_train(grey, count, rows, cols, &options, model);
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
    if (status != SB_ESTOPPED)
        figure_must(status, "training");
    figure_stop_over();
    if (status == SB_OK)
        figure_note("%zu atoms of %d \u00d7 %d pixels trained on %zu patches %s", options.K, SIDE,
                    SIDE, options.patches, spent(&t));
    else
        figure_note("stopped after %.0f %% of the training, %s; these atoms are drawn",
                    100.0 * t.fraction, spent(&t));
    return status == SB_OK ? 1.0 : t.fraction;
}

static void full_train(void)
{
    struct visual_options options = visual_defaults();
    struct visual_model model;
    options.K = FIELDS;
    full->done = train(options, &model);
    full->objective = model.objective;
    full->on = model.on;
    memcpy(full->D, model.D.data, sizeof full->D);
    memcpy(full->held_out, model.held_out.data, sizeof full->held_out);
    full->trained = true;
    visual_model_free(&model);
}

const struct full *full_model(void)
{
    if (!full->trained)
        full_train();
    return full;
}

const char *how_far(void)
{
    return full->done < 1.0 ? text(" (stopped after %.0f %%)", 100.0 * full->done) : "";
}

static double *full_codes(const struct full *f, const double *D, size_t K, double alpha)
{
    double *A = figure_array(HELD_OUT * K);
    figure_must(lasso_codes(f->held_out, HELD_OUT, SQUARE, D, K, alpha, 1e-6, A), "lasso_codes");
    return A;
}

static double largest(const double *x, size_t n)
{
    double most = 0.0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(x[i]));
    return most;
}

double *evened(const double *squares, size_t count, size_t m)
{
    double *out = figure_array(count * m);
    for (size_t i = 0; i < count; i++) {
        double most = largest(squares + i * m, m);
        for (size_t j = 0; j < m; j++)
            out[i * m + j] = most > 0.0 ? squares[i * m + j] / most : 0.0;
    }
    return out;
}

/* The atoms in order of decreasing total weight. */
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

struct plot *draw_full(void)
{
    const struct full *f = full_model();
    const double *A = full_codes(f, f->D, FIELDS, visual_defaults().learn.alpha);
    struct plot *p = plot_new(1, 1,
                              text("%d atoms of %d \u00d7 %d pixels, the most used first%s", FIELDS,
                                   SIDE, SIDE, how_far()));
    panel_mosaic(p, NULL,
                 tile(evened(f->D, FIELDS, SQUARE), by_use(A, HELD_OUT, FIELDS), FIELDS, SIDE, 16),
                 PLOT_GREY, -1, 1);
    value("ch06.fields", "%d", FIELDS);
    value("ch06.training_patches", "%zu", visual_defaults().patches);
    return p;
}

struct plot *draw_activity(void)
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
    struct plot *p = plot_new(
        1, 3, text("The activity of the model on patches it has not seen%s", how_far()));
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

/* ---- twice as many atoms as pixels ---- */

struct plot *draw_wide(void)
{
    const struct full *f = full_model();
    struct visual_options options = visual_defaults();
    struct visual_model model;
    options.K = WIDE;
    options.learn.max_iter = 2;
    if (f->done < 1.0) { /* the first training was cut short, so this one is, too */
        options.patches = 4000;
        options.learn.max_iter = 1;
    }
    double done = fmin(f->done, train(options, &model));
    struct gabor *g = calloc(WIDE, sizeof *g);
    if (!g)
        figure_fail("out of memory");
    figure_must(gabor_fit_all(model.D.data, WIDE, SIDE, g), "gabor_fit_all");
    const struct counted n = count_fits(g, WIDE, SIDE);
    const double *A = full_codes(f, model.D.data, WIDE, options.learn.alpha);
    struct plot *p = plot_new(1, 1,
                              text("%d atoms of %d \u00d7 %d = %d pixels, the most used first%s",
                                   WIDE, SIDE, SIDE, SQUARE, done < 1.0 ? " (stopped early)" : ""));
    panel_mosaic(
        p, NULL,
        tile(evened(model.D.data, WIDE, SQUARE), by_use(A, HELD_OUT, WIDE), WIDE, SIDE, 24),
        PLOT_GREY, -1, 1);
    value("ch06.wide", "%d", WIDE);
    value("ch06.wide_on", "%.1f", model.on);
    value("ch06.wide_gain", "%.0f", 100.0 * (1.0 - model.objective / f->objective));
    value("ch06.wide_counted", "%.0f", percent(n.good, WIDE));
    value("ch06.wide_determined", "%.0f", percent(n.determined, n.good));
    value("ch06.wide_octaves", "%.1f", median_of(n.octaves, n.band));
    visual_model_free(&model);
    free(g);
    return p;
}
