/* plot_legend.c: a place for the legend where no data are. */
#include "plot_page.h"

#include <math.h>

/* Share of the panel that the legend takes. */
struct share {
    double wide, high;
};

static double fraction(const struct axis *axis, double v)
{
    if (axis->log)
        return log(v / axis->from) / log(axis->to / axis->from);
    return (v - axis->from) / (axis->to - axis->from);
}

/* True when data are in a corner, or close enough to touch the legend. */
static bool taken(const struct panel *panel, struct share size, bool at_right, bool at_top)
{
    for (size_t k = 0; k < panel->count; k++) {
        const struct series *s = &panel->series[k];
        bool upright = s->kind != HBARS;
        if (s->kind == TEXT || s->kind == VLINE)
            continue;
        for (size_t i = 0; i < s->n; i++) {
            double along = s->x ? s->x[i] : (double)i;
            double x = fraction(&panel->x, upright ? along : s->y[i]);
            double y = fraction(&panel->y, upright ? s->y[i] : along);
            bool bar = s->kind == BARS || s->kind == HIST || s->kind == STEMS;
            bool beside = at_right ? x > 1 - size.wide : x < size.wide;
            if (s->kind == HLINE)
                beside = true;
            if (s->kind == HBARS) /* from the left edge to x */
                beside = !at_right || x > 1 - size.wide;
            if (beside && (at_top ? y > 1 - size.high : y < size.high || bar))
                return true;
        }
    }
    return false;
}

double plot_legend_width(const struct panel *panel)
{
    double width = 0;
    for (size_t k = 0; k < panel->count; k++)
        if (plot_in_legend(&panel->series[k]))
            width = fmax(width, plot_text_width(panel->series[k].label, FONT_LEGEND));
    return width;
}

void plot_legend_room(struct panel *panel)
{
    static const enum plot_legend corner[] = {PLOT_TOP_RIGHT, PLOT_TOP_LEFT, PLOT_BOTTOM_RIGHT,
                                              PLOT_BOTTOM_LEFT};
    size_t labels = 0;
    for (size_t k = 0; k < panel->count; k++)
        labels += plot_in_legend(&panel->series[k]);
    if (panel->legend != PLOT_AUTO || labels == 0 || panel->bare)
        return;
    double wide = panel->box.right - panel->box.left;
    double high = panel->box.bottom - panel->box.top;
    struct share size = {fmin(1, (plot_legend_width(panel) + 60) / wide),
                         fmin(0.6, (1.3 * FONT_LEGEND * (double)labels + 10) / high)};
    for (size_t i = 0; i < 4; i++)
        if (!taken(panel, size, i % 2 == 0, i < 2)) {
            panel->legend = corner[i];
            return;
        }
    panel->legend = PLOT_TOP_RIGHT;
    struct axis *y = &panel->y;
    if (!isnan(y->hi) || plot_panel_image(panel))
        return;
    if (y->log)
        y->to = fmin(y->from * pow(y->to / y->from, 1 / (1 - size.high)), 1 / LOG_LEAST);
    else
        y->to = y->from + (y->to - y->from) / (1 - size.high);
}
