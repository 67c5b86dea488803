/* plot_series.c: what a panel shows. */
#include "plot_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A new series of n values in the current panel, or NULL. */
static struct series *add(struct plot *p, enum kind kind, const char *label, size_t n,
                          struct pen look)
{
    struct panel *panel = plot_page_panel(p);
    if (!panel)
        return NULL;
    if (panel->count == panel->capacity) {
        size_t capacity = panel->capacity ? 2 * panel->capacity : 8;
        struct series *more = realloc(panel->series, capacity * sizeof *more);
        if (!more) {
            plot_page_fail(p, SB_ENOMEM, "out of memory");
            return NULL;
        }
        panel->series = more;
        panel->capacity = capacity;
    }
    struct series *s = &panel->series[panel->count++];
    *s = (struct series){.kind = kind, .n = n, .pen = look, .label = plot_page_text(p, label)};
    return s;
}

static void add_xy(struct plot *p, enum kind kind, const char *label, const double *x,
                   const double *y, size_t n, struct pen look)
{
    static const double none = NAN; /* so that an empty series has arrays too */
    struct series *s = add(p, kind, label, n, look);
    if (!s)
        return;
    s->y = plot_page_values(p, n ? y : &none, n);
    s->x = plot_page_values(p, x && n ? x : s->y, n);
    if (!x && s->x)
        for (size_t i = 0; i < n; i++)
            s->x[i] = (double)i;
}

void plot_line(struct plot *p, const char *label, const double *x, const double *y, size_t n,
               struct pen pen)
{
    add_xy(p, LINE, label, x, y, n, pen);
}

void plot_points(struct plot *p, const char *label, const double *x, const double *y, size_t n,
                 struct pen pen)
{
    add_xy(p, POINTS, label, x, y, n, pen);
}

void plot_linepoints(struct plot *p, const char *label, const double *x, const double *y, size_t n,
                     struct pen pen)
{
    add_xy(p, LINEPOINTS, label, x, y, n, pen);
}

void plot_steps(struct plot *p, const char *label, const double *x, const double *y, size_t n,
                struct pen pen)
{
    add_xy(p, STEPS, label, x, y, n, pen);
}

void plot_stems(struct plot *p, const char *label, const double *x, const double *y, size_t n,
                struct pen pen)
{
    add_xy(p, STEMS, label, x, y, n, pen);
}

static void add_bars(struct plot *p, enum kind kind, const char *label, const char *const *names,
                     const double *value, size_t n, struct pen look)
{
    struct series *s = add(p, kind, label, n, look);
    if (!s)
        return;
    s->y = plot_page_values(p, value, n);
    s->colour = malloc((n + 1) * sizeof *s->colour);
    double *at = malloc((n + 1) * sizeof *at);
    if (s->colour && at) {
        for (size_t i = 0; i < n; i++) {
            s->colour[i] = look.rgb;
            at[i] = (double)i;
        }
        if (names && kind == BARS)
            plot_ticks_x(p, at, names, n);
        else if (names)
            plot_ticks_y(p, at, names, n);
    } else {
        plot_page_fail(p, SB_ENOMEM, "out of memory");
    }
    free(at);
}

void plot_bars(struct plot *p, const char *label, const char *const *names, const double *value,
               size_t n, struct pen pen)
{
    add_bars(p, BARS, label, names, value, n, pen);
}

void plot_hbars(struct plot *p, const char *label, const char *const *names, const double *value,
                size_t n, struct pen pen)
{
    add_bars(p, HBARS, label, names, value, n, pen);
}

void plot_bar_colour(struct plot *p, size_t i, struct pen pen)
{
    struct panel *panel = plot_page_panel(p);
    if (!panel)
        return;
    struct series *s = panel->count ? &panel->series[panel->count - 1] : NULL;
    if (s && s->colour && i < s->n)
        s->colour[i] = pen.rgb;
    else
        plot_page_fail(p, SB_EINVAL, "plot_bar_colour needs a bar drawn just before");
}

static void add_hist(struct plot *p, enum kind kind, const char *label, const double *edges,
                     const size_t *counts, size_t bins, struct pen look)
{
    struct series *s = add(p, kind, label, bins, look);
    if (!s)
        return;
    s->x = plot_page_values(p, edges, bins ? bins + 1 : 0);
    s->y = malloc((bins + 1) * sizeof *s->y);
    if (!s->y) {
        plot_page_fail(p, SB_ENOMEM, "out of memory");
        return;
    }
    for (size_t i = 0; i < bins; i++)
        s->y[i] = (double)counts[i];
}

void plot_hist(struct plot *p, const char *label, const double *edges, const size_t *counts,
               size_t bins, struct pen pen)
{
    add_hist(p, HIST, label, edges, counts, bins, pen);
}

void plot_hist_outline(struct plot *p, const char *label, const double *edges, const size_t *counts,
                       size_t bins, struct pen pen)
{
    add_hist(p, HIST_OUTLINE, label, edges, counts, bins, pen);
}

static void add_image(struct plot *p, const double *z, size_t rows, size_t cols, enum plot_map map,
                      double lo, double hi, bool square)
{
    struct panel *panel = plot_page_panel(p);
    if (!panel)
        return;
    if (rows == 0 || cols == 0 || rows > SIZE_MAX / sizeof *z / cols) {
        plot_page_fail(p, SB_EINVAL, "an image needs rows and columns");
        return;
    }
    if (plot_panel_image(panel)) {
        plot_page_fail(p, SB_EINVAL, "a panel holds one image");
        return;
    }
    struct series *s = add(p, IMAGE, NULL, rows * cols, pen(0));
    if (!s)
        return;
    s->y = plot_page_values(p, z, rows * cols);
    s->rows = rows;
    s->cols = cols;
    s->map = map;
    s->lo = lo;
    s->hi = hi;
    s->square = square;
}

void plot_image(struct plot *p, const double *z, size_t rows, size_t cols, enum plot_map map,
                double lo, double hi)
{
    add_image(p, z, rows, cols, map, lo, hi, true);
}

void plot_heatmap(struct plot *p, const double *z, size_t rows, size_t cols, enum plot_map map,
                  double lo, double hi)
{
    add_image(p, z, rows, cols, map, lo, hi, false);
}

void plot_text(struct plot *p, double x, double y, const char *text, enum plot_align align,
               struct pen pen)
{
    add_xy(p, TEXT, text, &x, &y, 1, pen);
    struct panel *panel = plot_page_panel(p);
    if (panel)
        panel->series[panel->count - 1].align = align;
}

void plot_vline(struct plot *p, double x, const char *label, struct pen pen)
{
    add_xy(p, VLINE, label, &x, &x, 1, pen);
}

void plot_hline(struct plot *p, double y, const char *label, struct pen pen)
{
    add_xy(p, HLINE, label, &y, &y, 1, pen);
}
