/* plot_notes.c: texts and lines over a panel, and labels at the ends of curves. */
#include "plot_marks.h"

#include <math.h>
#include <stdlib.h>

/* Position of v on an axis as a fraction, 0 at its start. */
static double fraction(const struct axis *axis, double v)
{
    if (!plot_drawable(v) || (axis->log && v < LOG_LEAST))
        return NAN;
    if (axis->log)
        return log(v / axis->from) / log(axis->to / axis->from);
    return (v - axis->from) / (axis->to - axis->from);
}

static double to_x(const struct panel *panel, double v)
{
    const struct box *b = &panel->box;
    return b->left + fraction(&panel->x, v) * (b->right - b->left);
}

static double to_y(const struct panel *panel, double v)
{
    const struct box *b = &panel->box;
    return b->bottom - fraction(&panel->y, v) * (b->bottom - b->top);
}

static bool inside(const struct axis *axis, double v)
{
    double f = fraction(axis, v);
    return f >= -1e-9 && f <= 1 + 1e-9;
}

static void rule(const struct plot *p, const struct panel *panel, const struct series *s,
                 bool upright, FILE *script)
{
    const struct box *b = &panel->box;
    double v = s->y[0], x0 = to_x(panel, v), y0 = to_y(panel, v);
    if (!inside(upright ? &panel->x : &panel->y, v))
        return;
    if (upright)
        fprintf(script, "set arrow from first %.17g,graph 0 to first %.17g,graph 1", v, v);
    else
        fprintf(script, "set arrow from graph 0,first %.17g to graph 1,first %.17g", v, v);
    fprintf(script, " nohead lw %.4g dt %s lc rgb '#%06x' back\n", fmax(0.1, s->pen.width),
            s->pen.dashed ? "(10,6)" : "solid", (unsigned)(s->pen.rgb & 0xFFFFFF));
    if (!upright) {
        plot_script_label(p, script, s->label, b->right - 4, y0 - 0.75 * FONT_LEGEND, "right boxed",
                          FONT_LEGEND, s->pen.rgb);
        return;
    }
    bool turn = s->label && x0 + 6 + plot_text_width(s->label, FONT_LEGEND) > b->right;
    plot_script_label(p, script, s->label, turn ? x0 - 6 : x0 + 6, b->top + 0.8 * FONT_LEGEND,
                      turn ? "right boxed" : "left boxed", FONT_LEGEND, s->pen.rgb);
}

/* A thin line at 0 behind stems and steps. */
static void zero_line(const struct panel *panel, FILE *script)
{
    for (size_t k = 0; k < panel->count; k++) {
        enum kind kind = panel->series[k].kind;
        if ((kind == STEMS || kind == STEPS || kind == BARS) && inside(&panel->y, 0)) {
            fputs("set arrow from graph 0,first 0 to graph 1,first 0 nohead lw 1 "
                  "lc rgb '#909090' back\n",
                  script);
            return;
        }
    }
}

struct tag {
    const struct series *s;
    double y;
};

static int higher(const void *a, const void *b)
{
    double ya = ((const struct tag *)a)->y, yb = ((const struct tag *)b)->y;
    return (ya > yb) - (ya < yb);
}

/* Labels at the ends of their curves, moved apart where they would overlap. */
static void direct_labels(struct plot *p, const struct panel *panel, FILE *script)
{
    struct tag *tag = calloc(panel->count + 1, sizeof *tag);
    size_t n = 0;
    if (!tag) {
        plot_page_fail(p, SB_ENOMEM, "out of memory");
        return;
    }
    for (size_t k = 0; k < panel->count; k++) {
        const struct series *s = &panel->series[k];
        size_t i = s->n;
        if (!s->label || !s->x || s->kind == TEXT || s->kind == VLINE || s->kind == HLINE)
            continue;
        while (i > 0 && !(inside(&panel->x, s->x[i - 1]) && isfinite(to_y(panel, s->y[i - 1]))))
            i--;
        if (i > 0)
            tag[n++] = (struct tag){
                s, fmin(fmax(to_y(panel, s->y[i - 1]), panel->box.top), panel->box.bottom)};
    }
    qsort(tag, n, sizeof *tag, higher);
    double step = fmin(1.15 * FONT_LEGEND,
                       (panel->box.bottom - panel->box.top) / (double)(n > 1 ? n - 1 : 1));
    for (size_t i = 1; i < n; i++)
        tag[i].y = fmax(tag[i].y, tag[i - 1].y + step);
    double limit = panel->box.bottom;
    for (size_t i = n; i-- > 0; limit = tag[i].y - step)
        tag[i].y = fmin(tag[i].y, limit);
    for (size_t i = 0; i < n; i++)
        plot_script_label(p, script, tag[i].s->label, panel->box.right + 6, tag[i].y, "left",
                          fmin(FONT_LEGEND, step / 1.1), tag[i].s->pen.rgb);
    free(tag);
}

void plot_script_notes(struct plot *p, const struct panel *panel, FILE *script)
{
    static const char *const how[] = {"left", "center", "right"};
    static const double beside[] = {7, 0, -7}; /* clear of a marker at the same place */
    if (!panel->bare && !plot_panel_image(panel))
        zero_line(panel, script);
    for (size_t k = 0; k < panel->count; k++) {
        const struct series *s = &panel->series[k];
        if (s->kind == VLINE || s->kind == HLINE)
            rule(p, panel, s, s->kind == VLINE, script);
        else if (s->kind == TEXT && plot_drawable(to_x(panel, s->x[0])) &&
                 plot_drawable(to_y(panel, s->y[0])))
            plot_script_label(p, script, s->label, to_x(panel, s->x[0]) + beside[s->align],
                              to_y(panel, s->y[0]), how[s->align], FONT_LEGEND, s->pen.rgb);
    }
    if (panel->legend == PLOT_DIRECT)
        direct_labels(p, panel, script);
}
