/* The figures of chapter 5: atoms learned from a video of digits. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../chapters/05_dictionary/dictionary.h"
#include "learning/dict_learn.h"
#include "figure.h"
#include "reference.h"

REFERENCE(fit_transform);

enum { ATOMS = 15, MAX_ITER = 100, ROWS_OF_5 = (ATOMS + 4) / 5 };
static const double LAMBDA = 0.9, TOL = 1e-4;

/* A dictionary and its codes, learned from the video's frames. */
struct learned {
    size_t rows, cols, n, m; /* of the video; n frames of m pixels */
    size_t rounds;
    double *X, *D, *A, *R, *objective;
};

/* Each figure is drawn by its own process, and learning is most of the work for four of them. So
 * the first leaves here what it learned, by fit_transform and by the reference, for the others. */
struct shelf {
    size_t rounds; /* 0: nothing yet */
    double numbers[1 << 18];
};
static struct shelf *shelves; /* shared by these processes; NULL when out of memory */

static double largest(const double *x, size_t n)
{
    double most = 0.0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(x[i]));
    return most;
}

/* X: the video, one row per frame, scaled to at most 1 so that LAMBDA fits any recording. */
static struct learned video_rows(void)
{
    const struct array *video = figure_data("reweight_digits");
    struct learned l = {.rows = video->shape[0], .cols = video->shape[1], .n = video->shape[2]};
    l.m = l.rows * l.cols;
    if (l.n < ATOMS)
        figure_fail("reweight_digits has %zu frames; %d atoms need as many", l.n, ATOMS);
    l.X = figure_array(l.n * l.m);
    flatten_video(video->data, l.rows, l.cols, l.n, l.X);
    double most = largest(l.X, l.n * l.m);
    if (!(most > 0.0))
        figure_fail("reweight_digits: every pixel of it is 0, so there is nothing to learn");
    for (size_t i = 0; i < l.n * l.m; i++)
        l.X[i] /= most;
    return l;
}

/* Start each atom at a frame; the frames are spread evenly over the video. */
static void start_at_frames(struct learned *l)
{
    for (size_t k = 0; k < ATOMS; k++) {
        const double *frame = l->X + k * (l->n / ATOMS) * l->m;
        double norm = 0.0;
        for (size_t j = 0; j < l->m; j++)
            norm = hypot(norm, frame[j]);
        for (size_t j = 0; j < l->m; j++)
            l->D[k * l->m + j] = norm > 0.0 ? frame[j] / norm : 1.0 / sqrt((double)l->m);
    }
}

static void start_as_noise(struct learned *l)
{
    uint64_t seed = 5;
    for (size_t i = 0; i < ATOMS * l->m; i++)
        l->D[i] = random_normal(&seed);
}

/* Start at frames, and learn. */
static struct learned learn(__typeof__(fit_transform) *fit)
{
    struct learned l = video_rows();
    size_t count = ATOMS * l.m + l.n * ATOMS + l.n * l.m + MAX_ITER;
    struct shelf *shelf = shelves && count <= sizeof shelves->numbers / sizeof *shelves->numbers
                              ? &shelves[fit != fit_transform]
                              : NULL;
    l.D = shelf ? shelf->numbers : figure_array(count);
    l.A = l.D + ATOMS * l.m;
    l.R = l.A + l.n * ATOMS;
    l.objective = l.R + l.n * l.m;
    if (shelf && (l.rounds = shelf->rounds) > 0)
        return l;
    memset(l.D, 0, count * sizeof *l.D);
    start_at_frames(&l);
    l.rounds = fit(l.X, l.n, l.m, ATOMS, LAMBDA, MAX_ITER, TOL, l.D, l.A, l.R, l.objective);
    if (shelf)
        shelf->rounds = l.rounds;
    return l;
}

/* The best weights at no price: least squares on all atoms. */
static double *dense_codes(const struct learned *l)
{
    double *codes = figure_array(l->n * ATOMS);
    size_t all[ATOMS];
    for (size_t k = 0; k < ATOMS; k++)
        all[k] = k;
    for (size_t t = 0; t < l->n; t++)
        figure_must(least_squares(l->D, l->m, l->X + t * l->m, all, ATOMS, codes + t * ATOMS, NULL),
                    "least_squares");
    return codes;
}

static double *column(const double *A, size_t n, size_t k)
{
    double *x = figure_array(n);
    for (size_t t = 0; t < n; t++)
        x[t] = A[t * ATOMS + k];
    return x;
}

/* ---- pictures ---- */

static void panel_image(struct plot *p, const char *title, const double *z, const struct learned *l,
                        enum plot_map map, double lo, double hi)
{
    plot_panel(p, title, NULL, NULL);
    plot_ticks_x(p, NULL, NULL, 0);
    plot_ticks_y(p, NULL, NULL, 0);
    plot_image(p, z, l->rows, l->cols, map, lo, hi);
}

/* "Atom 3", kept for as long as the child lives. */
static const char *numbered(const char *what, size_t i)
{
    size_t size = strlen(what) + 24;
    char *text = malloc(size);
    if (text)
        snprintf(text, size, "%s %zu", what, i);
    return text;
}

static void atom_panels(struct plot *p, const struct learned *l, const char *name)
{
    double most = largest(l->D, ATOMS * l->m);
    for (size_t k = 0; k < ATOMS; k++)
        panel_image(p, numbered(name, k + 1), l->D + k * l->m, l, PLOT_GREY, 0.0, most);
}

static struct plot *draw_frames(void)
{
    struct learned l = video_rows();
    struct plot *p = plot_new(2, 5, "Ten frames of the digit video");
    for (size_t i = 0; i < 10; i++) {
        size_t t = i * (l.n - 1) / 9;
        panel_image(p, numbered("Frame", t), l.X + t * l.m, &l, PLOT_GREY, 0.0,
                    largest(l.X, l.n * l.m));
    }
    value("ch05.frames", "%zu", l.n);
    value("ch05.pixels", "%zu", l.m);
    return p;
}

static struct plot *draw_atoms(void)
{
    struct plot *p = plot_new(overlay ? 2 * ROWS_OF_5 : ROWS_OF_5, 5,
                              "The atoms learned from the video");
    struct learned l = learn(fit_transform);
    atom_panels(p, &l, "Atom");
    if (overlay) {
        struct learned ref = learn(ref_fit_transform);
        atom_panels(p, &ref, "Reference");
    }
    value("ch05.rounds", "%zu", l.rounds);
    return p;
}

static struct plot *draw_coefficients(void)
{
    struct learned l = learn(fit_transform), ref = overlay ? learn(ref_fit_transform) : l;
    double *dense = dense_codes(&l);
    struct plot *p = plot_new((ATOMS + 2) / 3, 3, "How much of each atom is in each frame");
    plot_size(p, 1080, 80.0 + 200.0 * ((ATOMS + 2) / 3));
    plot_share(p, PLOT_SHARE_X | PLOT_SHARE_Y);
    for (size_t k = 0; k < ATOMS; k++) {
        bool first = k == 0;
        plot_panel(p, numbered("Atom", k + 1), "Time (frames)", "Weight");
        if (overlay)
            plot_line(p, first ? "reference" : NULL, NULL, column(ref.A, l.n, k), l.n,
                      pen_reference());
        plot_line(p, first ? "least squares" : NULL, NULL, column(dense, l.n, k), l.n,
                  pen_width(pen(3), 1.2));
        plot_line(p, first ? "sparse" : NULL, NULL, column(l.A, l.n, k), l.n, pen(0));
    }
    return p;
}

static struct plot *draw_pca(void)
{
    struct learned l = video_rows();
    double *components = figure_array(ATOMS * l.m), variance[ATOMS], total = 0.0;
    figure_must(pca(l.X, l.n, l.m, ATOMS, components, variance), "pca");
    for (size_t j = 0; j < l.m; j++) {
        double mean = 0.0, square = 0.0;
        for (size_t t = 0; t < l.n; t++) {
            mean += l.X[t * l.m + j] / (double)l.n;
            square += l.X[t * l.m + j] * l.X[t * l.m + j] / (double)l.n;
        }
        total += square - mean * mean;
    }
    struct plot *p = plot_new(ROWS_OF_5, 5, "Principal components of the same video");
    double most = largest(components, ATOMS * l.m), share = 0.0;
    for (size_t k = 0; k < ATOMS; k++) {
        panel_image(p, numbered("Component", k + 1), components + k * l.m, &l, PLOT_DIVERGING,
                    -most, most);
        share += variance[k] / total;
    }
    value("ch05.pca_share", "%.0f", 100.0 * share);
    return p;
}

/* ---- how sparse ---- */

static double *atoms_on(const double *A, size_t n)
{
    double *on = figure_array(n);
    for (size_t t = 0; t < n; t++)
        on[t] = (double)stat_l0(A + t * ATOMS, ATOMS);
    return on;
}

static double unexplained(const struct learned *l, const double *codes)
{
    double left = 0.0, all = 0.0;
    for (size_t t = 0; t < l->n; t++)
        for (size_t j = 0; j < l->m; j++) {
            double x = l->X[t * l->m + j], fit = 0.0;
            for (size_t k = 0; k < ATOMS; k++)
                fit += codes[t * ATOMS + k] * l->D[k * l->m + j];
            left += (x - fit) * (x - fit);
            all += x * x;
        }
    return left / all;
}

static void histogram_panel(struct plot *p, const double *sparse, const double *dense, size_t n)
{
    enum { BINS = 40 };
    double most = fmax(largest(sparse, n), largest(dense, n)), edges[BINS + 1];
    size_t counts[BINS];
    plot_panel(p, "All weights", "Weight", "Count (weights)");
    plot_log_y(p);
    figure_histogram(dense, n, -most, most, BINS, edges, counts);
    plot_hist_outline(p, "least squares", edges, counts, BINS, pen(3));
    figure_histogram(sparse, n, -most, most, BINS, edges, counts);
    plot_hist_outline(p, "sparse", edges, counts, BINS, pen(0));
}

static struct plot *draw_sparsity(void)
{
    struct learned l = learn(fit_transform);
    size_t n = l.n * ATOMS;
    double *dense = dense_codes(&l), *on_sparse = atoms_on(l.A, l.n);
    double *on_dense = atoms_on(dense, l.n);
    double k_sparse = stat_excess_kurtosis(l.A, n), k_dense = stat_excess_kurtosis(dense, n);

    struct plot *p = plot_new(1, 3, "How sparse the two codes are");
    plot_size(p, 1200, 420);
    plot_panel(p, "Atoms in use", "Time (frames)", "Weights that are not 0");
    plot_range_y(p, 0.0, 4.0 * ATOMS / 3.0); /* space for the legend above the dense codes */
    plot_line(p, "least squares", NULL, on_dense, l.n, pen(3));
    if (overlay)
        plot_line(p, "reference", NULL, atoms_on(learn(ref_fit_transform).A, l.n), l.n,
                  pen_reference());
    plot_line(p, "sparse", NULL, on_sparse, l.n, pen(0));

    histogram_panel(p, l.A, dense, n);

    plot_panel(p, "Tails", NULL, "Excess kurtosis of all weights");
    plot_bars(p, NULL, (const char *const[]){"least squares", "sparse"},
              (double[]){k_dense, k_sparse}, 2, pen(0));
    plot_bar_colour(p, 0, pen(3));

    value("ch05.on_sparse", "%.1f", stat_mean(on_sparse, l.n));
    value("ch05.on_dense", "%.0f", stat_mean(on_dense, l.n));
    value("ch05.kurtosis_sparse", "%.1f", k_sparse);
    value("ch05.kurtosis_dense", "%.1f", k_dense);
    value("ch05.unexplained_sparse", "%.1f", 100.0 * unexplained(&l, l.A));
    value("ch05.unexplained_dense", "%.1f", 100.0 * unexplained(&l, dense));
    return p;
}

static struct plot *draw_objective(void)
{
    struct learned l = learn(fit_transform);
    double *round = figure_array(MAX_ITER);
    for (size_t i = 0; i < MAX_ITER; i++)
        round[i] = (double)(i + 1);
    struct plot *p = plot_new(1, 1, "The objective falls in every round");
    plot_panel(p, NULL, "Round", "Objective (squared grey values)");
    if (overlay) {
        struct learned ref = learn(ref_fit_transform);
        plot_line(p, "reference", round, ref.objective, ref.rounds, pen_reference());
    }
    plot_linepoints(p, NULL, round, l.objective, l.rounds, pen(0));
    value("ch05.objective_first", "%.0f", l.objective[0]);
    value("ch05.objective_last", "%.0f", l.objective[l.rounds - 1]);
    return p;
}

/* The digit that an atom resembles most, and how much: the cosine between them. */
static double nearest_digit(const double *atom, size_t m, size_t *which)
{
    const struct array *digits = figure_data("mnist_images");
    double best = 0.0;
    for (size_t i = 0; i < digits->shape[0] && digits->count / digits->shape[0] == m; i++) {
        double dot = 0.0, norm = 0.0;
        for (size_t j = 0; j < m; j++) {
            dot += atom[j] * digits->data[i * m + j];
            norm = hypot(norm, digits->data[i * m + j]);
        }
        if (norm > 0.0 && fabs(dot) / norm > fabs(best)) {
            best = dot / norm;
            *which = i;
        }
    }
    return best;
}

static size_t count_digits(const struct learned *l)
{
    size_t count = 0, which;
    for (size_t k = 0; k < ATOMS; k++)
        count += fabs(nearest_digit(l->D + k * l->m, l->m, &which)) > 0.95;
    return count;
}

/* The library's dict_learn does the same as fit_transform, only faster. */
static struct learned learn_from(void (*start)(struct learned *), double alpha)
{
    struct learned l = video_rows();
    struct dict_options options = {.alpha = alpha, .max_iter = 200, .tol = TOL};
    l.D = figure_array(ATOMS * l.m);
    l.A = figure_array(l.n * ATOMS);
    start(&l);
    figure_must(dict_learn(l.X, l.n, l.m, ATOMS, &options, l.D, l.A, NULL, NULL), "dict_learn");
    return l;
}

/* How many weights a frame uses, on average. */
static double weights_on(const struct learned *l)
{
    return (double)stat_l0(l->A, l->n * ATOMS) / (double)l->n;
}

#define LOW_LAMBDA 0.1

/* How many atoms have a weight in any frame. */
static size_t atoms_used(const struct learned *l)
{
    bool used[ATOMS] = {false};
    size_t count = 0;
    for (size_t i = 0; i < l->n * ATOMS; i++)
        used[i % ATOMS] = used[i % ATOMS] || l->A[i] != 0.0;
    for (size_t k = 0; k < ATOMS; k++)
        count += used[k];
    return count;
}

/* A lower price and atoms that start as noise; and what each of the two does alone. */
static struct plot *draw_lower_price(void)
{
    struct learned l = learn_from(start_as_noise, LOW_LAMBDA);
    struct learned frames = learn_from(start_at_frames, LOW_LAMBDA);
    struct learned noise = learn_from(start_as_noise, LAMBDA);

    struct plot *p = plot_new(ROWS_OF_5, 5,
                              "A lower price: \u03bb = 0.1, atoms that start as noise");
    for (size_t k = 0; k < ATOMS; k++) {
        size_t which = 0;
        double sign = nearest_digit(l.D + k * l.m, l.m, &which) < 0.0 ? -1.0 : 1.0;
        for (size_t j = 0; j < l.m; j++)
            l.D[k * l.m + j] *= sign;
    }
    double most = largest(l.D, ATOMS * l.m);
    for (size_t k = 0; k < ATOMS; k++)
        panel_image(p, numbered("Atom", k + 1), l.D + k * l.m, &l, PLOT_DIVERGING, -most, most);
    value("ch05.digits_low", "%zu", count_digits(&l));
    if (!overlay) {
        struct learned dear = learn(fit_transform);
        value("ch05.digits_high", "%zu", count_digits(&dear));
    }
    value("ch05.on_low", "%.1f", weights_on(&l));
    value("ch05.digits_low_frames", "%zu", count_digits(&frames));
    value("ch05.used_high_noise", "%zu", atoms_used(&noise));
    return p;
}

static const struct figure figures[] = {
    {"F5.0", "frames", "Ten frames of the digit video", draw_frames},
    {"F5.1", "atoms", "The atoms learned from the video", draw_atoms},
    {"F5.2", "coefficients", "Each atom's weight over time, sparse and by least squares",
     draw_coefficients},
    {"F5.3", "pca", "Principal components of the same video", draw_pca},
    {"F5.4", "sparsity", "How sparse the two codes are", draw_sparsity},
    {"F5.5", "objective", "The objective falls in every round", draw_objective},
    {"F5.6", "lower_price", "At a lower price most atoms are single digits", draw_lower_price},
};

int main(int argc, char **argv)
{
    void *shared = mmap(NULL, 2 * sizeof *shelves, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    shelves = shared == MAP_FAILED ? NULL : shared;
    return figure_main(argc, argv, "05_dictionary", figures, sizeof figures / sizeof *figures);
}
