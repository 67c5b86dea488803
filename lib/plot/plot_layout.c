/* plot_layout.c: places everything on the page, in points, y downwards. */
#include "plot_marks.h"

#include <math.h>
#include <string.h>

#define LONG_NUMBER 4.5                       /* in font sizes: 7 letters and a half */
enum { LEAST_COLUMNS = 40, LEAST_ROWS = 12 }; /* narrower, a page of text shows nothing */

static double ticks_width(const struct ticks *ticks)
{
    double width = 0;
    for (size_t i = 0; i < ticks->n; i++)
        width = fmax(width, plot_text_width(ticks->label[i], FONT_TICK));
    return width;
}

static bool has_ticks(const struct axis *axis)
{
    return axis->show && axis->ticks.n > 0;
}

bool plot_ticks_slanted(const struct panel *panel)
{
    const struct ticks *ticks = &panel->x.ticks;
    double width = panel->box.right - panel->box.left;
    if (ticks->n < 2)
        return false;
    if (!panel->x.own_ticks) /* numbers: only very long ones, where even few do not fit */
        return ticks_width(ticks) > LONG_NUMBER * FONT_TICK &&
               ticks_width(ticks) * (double)ticks->n > width;
    return ticks_width(ticks) + 6 > width / (double)ticks->n;
}

double plot_ticks_height(const struct panel *panel)
{
    double height = 0;
    for (size_t i = 0; i < panel->x.ticks.n; i++)
        height = fmax(height, plot_text_height(panel->x.ticks.label[i], FONT_TICK));
    return height + (plot_ticks_slanted(panel) ? 0.64 * ticks_width(&panel->x.ticks) : 0);
}

/* Names too long to stand side by side go on several lines. */
static void wrap_names(struct panel *panel)
{
    if (!plot_ticks_slanted(panel))
        return;
    for (size_t i = 0; i < panel->x.ticks.n; i++)
        for (char *c = panel->x.ticks.label[i]; *c; c++)
            if (*c == ' ')
                *c = '\n';
}

/* Margins around a panel's box. */
struct margins {
    double left, right, top, bottom;
};

static struct margins panel_margins(const struct plot *p, const struct panel *panel)
{
    struct margins m = {6, 8, 6, 6};
    m.top += panel->title ? plot_text_height(panel->title, FONT_TITLE) + 6 : 0;
    if (panel->colourbar)
        m.right += 12 + 14 + 20 + ticks_width(&panel->bar_ticks) +
                   (panel->bar_label ? 1.6 * FONT_LABEL : 0);
    if (panel->legend == PLOT_OUTSIDE)
        m.right += plot_legend_width(panel) + 52;
    if (panel->legend == PLOT_DIRECT)
        m.right += plot_legend_width(panel) + 6;
    if (panel->bare)
        return m;
    if (p->text_only)
        m.top += plot_text_height(panel->y.show ? panel->y.label : NULL, FONT_LABEL);
    else if (panel->y.show)
        m.left += plot_text_height(panel->y.label, FONT_LABEL) * 1.1 + (panel->y.label ? 8 : 0);
    m.left += 15 + (has_ticks(&panel->y) ? ticks_width(&panel->y.ticks) : 0);
    m.bottom += 2 + (has_ticks(&panel->x) ? 10 + plot_ticks_height(panel) : 0);
    if (has_ticks(&panel->x) && plot_ticks_slanted(panel))
        m.left = fmax(m.left, 0.7 * ticks_width(&panel->x.ticks));
    if (panel->x.show)
        m.bottom += plot_text_height(panel->x.label, FONT_LABEL) * 1.1;
    if (has_ticks(&panel->x) && !panel->colourbar) /* half of the last tick's label */
        m.right = fmax(m.right,
                       4 + plot_text_width(panel->x.ticks.label[panel->x.ticks.n - 1], FONT_TICK) /
                               2);
    return m;
}

/* With shared axes only the outermost panels carry the labels. */
static void decide_labels(struct plot *p)
{
    for (size_t i = 0; i < p->used; i++) {
        struct panel *panel = &p->panel[i];
        size_t below = i + p->cols;
        bool covered = below < p->used && !p->panel[below].empty && !p->panel[below].bare;
        panel->x.show = !((p->share & PLOT_SHARE_X) && covered);
        panel->y.show = !((p->share & PLOT_SHARE_Y) && i % p->cols > 0);
        const struct series *image = plot_panel_image(panel);
        if (image && !panel->x.label && !panel->y.label && panel->x.ticks.n == 0 &&
            panel->y.ticks.n == 0) /* the caller's: none have been chosen yet */
            panel->bare = true;
        if (image && panel->colourbar) {
            double lo, hi;
            plot_image_limits(image, &lo, &hi);
            plot_ticks_free(&panel->bar_ticks);
            plot_ticks_linear(p, &panel->bar_ticks, lo, hi, 5);
        }
    }
}

/* The page grows with its grid, so that a panel keeps a readable size. */
static void decide_size(struct plot *p)
{
    if (p->width > 0)
        return;
    size_t labelled = 0;
    for (size_t i = 0; i < p->used; i++)
        labelled += !p->panel[i].empty && !p->panel[i].bare &&
                    (p->panel[i].x.show || p->panel[i].y.show);
    bool most = 2 * labelled > p->used;
    p->width = fmax(960, (most ? 340 : 240) * (double)p->cols);
    p->height = fmax(540, (most ? 270 : 190) * (double)p->rows);
}

/* Share out length among n tracks (columns or rows): each has its margins, what
 * is left goes to the boxes by weight. start[i], end[i]: the boxes. */
static bool share_out(double from, double length, size_t n, const double *before,
                      const double *after, const double *weight, double *start, double *end)
{
    double free_length = length, weights = 0;
    for (size_t i = 0; i < n; i++) {
        free_length -= before[i] + after[i];
        weights += weight ? weight[i] : 1;
    }
    if (free_length < 8 * (double)n)
        return false;
    for (size_t i = 0; i < n; i++) {
        start[i] = from + before[i];
        end[i] = start[i] + free_length * (weight ? weight[i] : 1) / weights;
        from = end[i] + after[i];
    }
    return true;
}

/* An image with square pixels takes the largest box of its proportions. */
static void fit_square(struct panel *panel)
{
    const struct series *image = plot_panel_image(panel);
    if (!image || !image->square)
        return;
    struct box *box = &panel->box;
    double wide = fabs(panel->x.to - panel->x.from), high = fabs(panel->y.to - panel->y.from);
    double scale = fmin((box->right - box->left) / wide, (box->bottom - box->top) / high);
    double x = (box->left + box->right) / 2, y = (box->top + box->bottom) / 2;
    *box = (struct box){x - scale * wide / 2, x + scale * wide / 2, y - scale * high / 2,
                        y + scale * high / 2};
}

static void place(struct plot *p)
{
    double left[100] = {0}, right[100] = {0}, top[100] = {0}, bottom[100] = {0};
    double x0[100], x1[100], y0[100], y1[100];
    for (size_t i = 0; i < p->used; i++) {
        size_t row = i / p->cols, col = i % p->cols;
        if (p->panel[i].empty)
            continue;
        struct margins m = panel_margins(p, &p->panel[i]);
        left[col] = fmax(left[col], m.left);
        right[col] = fmax(right[col], m.right);
        top[row] = fmax(top[row], m.top);
        bottom[row] = fmax(bottom[row], m.bottom);
    }
    double header = p->title ? plot_text_height(p->title, FONT_PAGE) + 12 : 0;
    if (!share_out(6, p->width - 12, p->cols, left, right, p->widths, x0, x1) ||
        !share_out(6 + header, p->height - 12 - header, p->rows, top, bottom, p->heights, y0, y1)) {
        plot_page_fail(p, SB_EINVAL, "the page is too small for its panels and labels");
        return;
    }
    for (size_t i = 0; i < p->used; i++) {
        size_t row = i / p->cols, col = i % p->cols;
        p->panel[i].box = (struct box){x0[col], x1[col], y0[row], y1[row]};
        fit_square(&p->panel[i]);
    }
}

/* A page in characters is as high as whole rows of them, and fits into the terminal:
 * what is too wide there would be broken into pieces. */
static void fit_cells(struct plot *p)
{
    if (p->most_columns > 0)
        p->width = fmin(p->width, CELL_WIDTH * fmax((double)p->most_columns, LEAST_COLUMNS));
    if (p->most_rows > 0 && p->rows == 1)
        p->height = fmin(p->height, CELL_HEIGHT * fmax((double)p->most_rows, LEAST_ROWS));
    p->height = CELL_HEIGHT * ceil(p->height / CELL_HEIGHT);
}

void plot_page_layout(struct plot *p)
{
    decide_labels(p);
    decide_size(p);
    if (p->text_only)
        fit_cells(p);
    /* How wide a panel is depends on its tick labels, and those on its width:
     * guess, place, and place again. */
    double width = p->width / (double)p->cols, height = p->height / (double)p->rows;
    for (size_t i = 0; i < p->used; i++)
        p->panel[i].box = (struct box){0, 0.8 * width, 0, 0.7 * height};
    plot_page_ranges(p, false);
    place(p);
    for (size_t i = 0; i < p->used && p->status == SB_OK; i++)
        wrap_names(&p->panel[i]);
    plot_page_ranges(p, true);
    place(p);
    for (size_t i = 0; i < p->used && p->text_only; i++) { /* on whole characters */
        struct box *b = &p->panel[i].box;
        *b = (struct box){CELL_WIDTH * round(b->left / CELL_WIDTH),
                          CELL_WIDTH * round(b->right / CELL_WIDTH),
                          CELL_HEIGHT * round(b->top / CELL_HEIGHT),
                          CELL_HEIGHT * round(b->bottom / CELL_HEIGHT)};
    }
}
