/* plot_page.c: services for the other files: copies, failures, the page's panels and series. */
#include "plot_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void plot_page_fail(struct plot *p, enum sb_status status, const char *what)
{
    if (p && p->status == SB_OK)
        p->status = sb_fail(&p->err, status, "plot: %s", what);
}

char *plot_page_text(struct plot *p, const char *text)
{
    char *copy = text ? strdup(text) : NULL;
    if (text && !copy)
        plot_page_fail(p, SB_ENOMEM, "out of memory");
    return copy;
}

double *plot_page_values(struct plot *p, const double *x, size_t n)
{
    double *copy = x && n < SIZE_MAX / sizeof *x ? malloc((n + 1) * sizeof *x) : NULL;
    if (copy && n > 0)
        memcpy(copy, x, n * sizeof *x);
    if (x && !copy)
        plot_page_fail(p, SB_ENOMEM, "out of memory");
    return copy;
}

struct panel *plot_page_panel(struct plot *p)
{
    if (!p || p->status != SB_OK)
        return NULL;
    if (p->used == 0 || p->panel[p->used - 1].empty) {
        plot_page_fail(p, SB_EINVAL, "plot_panel must come before what the panel shows");
        return NULL;
    }
    return &p->panel[p->used - 1];
}

bool plot_drawable(double v)
{
    return isfinite(v) && fabs(v) < 1e300;
}

bool plot_in_legend(const struct series *s)
{
    return s->label && *s->label && s->kind != TEXT && s->kind != VLINE && s->kind != HLINE;
}

const struct series *plot_panel_image(const struct panel *panel)
{
    for (size_t k = 0; k < panel->count; k++)
        if (panel->series[k].kind == IMAGE)
            return &panel->series[k];
    return NULL;
}

size_t plot_panel_bar_groups(const struct panel *panel, size_t *bars)
{
    size_t groups = 0;
    *bars = 0;
    for (size_t k = 0; k < panel->count; k++)
        if (panel->series[k].kind == BARS || panel->series[k].kind == HBARS) {
            groups++;
            if (panel->series[k].n > *bars)
                *bars = panel->series[k].n;
        }
    return groups;
}

void plot_ticks_free(struct ticks *ticks)
{
    for (size_t i = 0; i < ticks->n; i++)
        free(ticks->label[i]);
    free(ticks->label);
    free(ticks->at);
    *ticks = (struct ticks){0};
}
