/* plot.c: the page and its panels. */
#include "plot_page.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct plot *plot_new(size_t rows, size_t cols, const char *title)
{
    struct plot *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    if (rows == 0 || cols == 0 || rows > 100 || cols > 100) {
        plot_page_fail(p, SB_EINVAL, "a page has 1 to 100 rows and columns");
        return p;
    }
    p->rows = rows;
    p->cols = cols;
    p->title = plot_page_text(p, title);
    p->panel = calloc(rows * cols, sizeof *p->panel);
    if (!p->panel)
        plot_page_fail(p, SB_ENOMEM, "out of memory");
    return p;
}

void plot_size(struct plot *p, double width, double height)
{
    if (!p)
        return;
    if (!(width >= 100 && width <= 10000 && height >= 100 && height <= 10000)) {
        plot_page_fail(p, SB_EINVAL, "a page is 100 to 10000 points wide and high");
        return;
    }
    p->width = width;
    p->height = height;
}

void plot_cells(struct plot *p, size_t columns, size_t rows)
{
    if (!p)
        return;
    p->most_columns = columns;
    p->most_rows = rows;
}

void plot_pixels(struct plot *p, double width, double height)
{
    if (!p)
        return;
    p->most_width = width;
    p->most_height = height;
}

static void set_sizes(struct plot *p, double **sizes, const double *given, size_t n)
{
    if (p->status != SB_OK)
        return;
    for (size_t i = 0; i < n; i++)
        if (!(given[i] > 0 && given[i] < 1e6)) {
            plot_page_fail(p, SB_EINVAL, "relative sizes must be positive");
            return;
        }
    free(*sizes);
    *sizes = plot_page_values(p, given, n);
}

void plot_widths(struct plot *p, const double *width)
{
    if (p)
        set_sizes(p, &p->widths, width, p->cols);
}

void plot_heights(struct plot *p, const double *height)
{
    if (p)
        set_sizes(p, &p->heights, height, p->rows);
}

void plot_share(struct plot *p, unsigned which)
{
    if (p)
        p->share = which;
}

static struct panel *next_panel(struct plot *p)
{
    if (!p || p->status != SB_OK)
        return NULL;
    if (p->used == p->rows * p->cols) {
        plot_page_fail(p, SB_EINVAL, "more panels than the page has cells");
        return NULL;
    }
    return &p->panel[p->used++];
}

void plot_panel(struct plot *p, const char *title, const char *xlabel, const char *ylabel)
{
    struct panel *panel = next_panel(p);
    if (!panel)
        return;
    panel->title = plot_page_text(p, title);
    panel->x.label = plot_page_text(p, xlabel);
    panel->y.label = plot_page_text(p, ylabel);
    panel->x.lo = panel->x.hi = panel->y.lo = panel->y.hi = NAN;
}

void plot_skip(struct plot *p)
{
    struct panel *panel = next_panel(p);
    if (panel)
        panel->empty = true;
}

static void set_range(struct plot *p, struct axis *axis, double lo, double hi)
{
    if ((!isnan(lo) && !plot_drawable(lo)) || (!isnan(hi) && !plot_drawable(hi)) || lo == hi) {
        plot_page_fail(p, SB_EINVAL, "the ends of a range must be finite and differ");
        return;
    }
    axis->lo = lo;
    axis->hi = hi;
}

void plot_range_x(struct plot *p, double lo, double hi)
{
    struct panel *panel = plot_page_panel(p);
    if (panel)
        set_range(p, &panel->x, lo, hi);
}

void plot_range_y(struct plot *p, double lo, double hi)
{
    struct panel *panel = plot_page_panel(p);
    if (panel)
        set_range(p, &panel->y, lo, hi);
}

void plot_log_x(struct plot *p)
{
    struct panel *panel = plot_page_panel(p);
    if (panel)
        panel->x.log = true;
}

void plot_log_y(struct plot *p)
{
    struct panel *panel = plot_page_panel(p);
    if (panel)
        panel->y.log = true;
}

/* Significant digits with which neighbours that differ look different: 6, or more. */
static int digits_that_differ(const double *at, size_t n)
{
    int digits = 6;
    for (size_t i = 1; i < n; i++) {
        char one[32], other[32];
        do {
            snprintf(one, sizeof one, "%.*g", digits, at[i - 1]);
            snprintf(other, sizeof other, "%.*g", digits, at[i]);
        } while (at[i - 1] != at[i] && strcmp(one, other) == 0 && ++digits < 17);
    }
    return digits;
}

static void set_ticks(struct plot *p, struct axis *axis, const double *at,
                      const char *const *labels, size_t n)
{
    plot_ticks_free(&axis->ticks);
    axis->own_ticks = true;
    if (n == 0)
        return;
    axis->ticks.at = plot_page_values(p, at, n);
    axis->ticks.label = calloc(n, sizeof *axis->ticks.label);
    if (!axis->ticks.at || !axis->ticks.label) {
        plot_page_fail(p, SB_ENOMEM, "out of memory");
        return;
    }
    axis->ticks.n = n;
    locale_t before = plot_numbers_with_point();
    int digits = digits_that_differ(at, n);
    for (size_t i = 0; i < n; i++) {
        char number[32];
        snprintf(number, sizeof number, "%.*g", digits, at[i]);
        axis->ticks.label[i] = plot_page_text(p, labels && labels[i] ? labels[i] : number);
    }
    plot_numbers_as_before(before);
}

void plot_ticks_x(struct plot *p, const double *at, const char *const *labels, size_t n)
{
    struct panel *panel = plot_page_panel(p);
    if (panel)
        set_ticks(p, &panel->x, at, labels, n);
}

void plot_ticks_y(struct plot *p, const double *at, const char *const *labels, size_t n)
{
    struct panel *panel = plot_page_panel(p);
    if (panel)
        set_ticks(p, &panel->y, at, labels, n);
}

void plot_bare(struct plot *p)
{
    struct panel *panel = plot_page_panel(p);
    if (panel)
        panel->bare = true;
}

void plot_legend(struct plot *p, enum plot_legend where)
{
    struct panel *panel = plot_page_panel(p);
    if (panel)
        panel->legend = where;
}

void plot_colourbar(struct plot *p, const char *label)
{
    struct panel *panel = plot_page_panel(p);
    if (!panel)
        return;
    panel->colourbar = true;
    free(panel->bar_label);
    panel->bar_label = plot_page_text(p, label);
}

void plot_abandon(struct plot *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->used; i++) {
        struct panel *panel = &p->panel[i];
        for (size_t k = 0; k < panel->count; k++) {
            free(panel->series[k].label);
            free(panel->series[k].x);
            free(panel->series[k].y);
            free(panel->series[k].colour);
        }
        free(panel->series);
        free(panel->title);
        free(panel->bar_label);
        free(panel->x.label);
        free(panel->y.label);
        plot_ticks_free(&panel->x.ticks);
        plot_ticks_free(&panel->y.ticks);
        plot_ticks_free(&panel->bar_ticks);
    }
    free(p->panel);
    free(p->widths);
    free(p->heights);
    free(p->title);
    free(p);
}
