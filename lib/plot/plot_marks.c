/* plot_marks.c: the series of a panel as elements of one plot command. */
#include "plot_marks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where commands and numbers go, and what they are about. */
struct out {
    const struct panel *panel;
    FILE *script, *data;
    size_t elements;
    double marker; /* gnuplot's point size for size 1 */
};

static double on_axis(const struct axis *axis, double v)
{
    return plot_drawable(v) && !(axis->log && v < LOG_LEAST) ? v : NAN;
}

static uint32_t with_alpha(struct pen pen, uint32_t rgb)
{
    double alpha = pen.alpha >= 0 && pen.alpha <= 1 ? pen.alpha : 1;
    return (uint32_t)lround((1 - alpha) * 255) << 24 | (rgb & 0xFFFFFF);
}

static void put(struct out *o, double v)
{
    fwrite(&v, sizeof v, 1, o->data);
}

/* Begin an element that will read `records` rows of `columns` numbers, which
 * the caller writes next. */
static void element(struct out *o, size_t columns, size_t records)
{
    fprintf(o->script, "%s'/dev/fd/3' binary format='", o->elements++ ? ", \\\n  " : "plot ");
    for (size_t i = 0; i < columns; i++)
        fputs("%float64", o->script);
    fprintf(o->script, "' skip=%ld record=%zu ", ftell(o->data), records);
}

static void title(struct out *o, const char *label)
{
    if (label && *label) {
        fputs("title ", o->script);
        plot_script_quote(o->script, label, false);
    } else {
        fputs("notitle", o->script);
    }
}

static void lines(struct out *o, const struct series *s, const char *label)
{
    fprintf(o->script, "using 1:2 with lines lw %.4g dt %s lc rgb '#%08x' ",
            fmax(0.1, s->pen.width), s->pen.dashed ? "(10,6)" : "solid",
            (unsigned)with_alpha(s->pen, s->pen.rgb));
    title(o, label);
}

static void markers(struct out *o, const struct series *s, const char *label)
{
    static const int type[] = {[PLOT_DISC] = 7, [PLOT_RING] = 6,  [PLOT_SQUARE] = 5,
                               [PLOT_BOX] = 4,  [PLOT_CROSS] = 2, [PLOT_TRIANGLE] = 9};
    fprintf(o->script, "using 1:2 with points pt %d ps %.4g lw %.4g lc rgb '#%08x' ",
            type[s->pen.marker], o->marker * s->pen.size, fmax(0.1, s->pen.width),
            (unsigned)with_alpha(s->pen, s->pen.rgb));
    title(o, label);
}

static void put_xy(struct out *o, const struct series *s)
{
    for (size_t i = 0; i < s->n; i++) {
        put(o, on_axis(&o->panel->x, s->x[i]));
        put(o, on_axis(&o->panel->y, s->y[i]));
    }
}

/* The value from which bars and stems rise: 0, or the foot of a log axis. */
static double foot(const struct axis *axis)
{
    return axis->log ? fmin(axis->from, axis->to) : 0;
}

static void stems(struct out *o, const struct series *s)
{
    struct series thin = *s;
    thin.pen.width = fmin(s->pen.width, 2);
    element(o, 2, 3 * s->n);
    for (size_t i = 0; i < s->n; i++) {
        double x = on_axis(&o->panel->x, s->x[i]), y = on_axis(&o->panel->y, s->y[i]);
        const double up[] = {x, isnan(y) ? NAN : foot(&o->panel->y), x, y, NAN, NAN};
        fwrite(up, sizeof *up, 6, o->data);
    }
    lines(o, &thin, NULL);
    element(o, 2, s->n);
    put_xy(o, s);
    markers(o, s, s->label);
}

/* A constant piece around each x, or over each bin, joined by jumps. */
static void steps(struct out *o, const struct series *s)
{
    bool bins = s->kind == HIST_OUTLINE;
    double base = foot(&o->panel->y);
    element(o, 2, 2 * s->n + (bins ? 2 : 0));
    if (bins) {
        put(o, s->x[0]);
        put(o, base);
    }
    for (size_t i = 0; i < s->n; i++) {
        double before = i > 0 ? s->x[i] - s->x[i - 1] : s->n > 1 ? s->x[1] - s->x[0] : 1;
        double after = i + 1 < s->n ? s->x[i + 1] - s->x[i] : before;
        double y = bins && !(s->y[i] > base) ? base : on_axis(&o->panel->y, s->y[i]);
        put(o, on_axis(&o->panel->x, bins ? s->x[i] : s->x[i] - before / 2));
        put(o, y);
        put(o, on_axis(&o->panel->x, bins ? s->x[i + 1] : s->x[i] + after / 2));
        put(o, y);
    }
    if (bins) {
        put(o, s->x[s->n]);
        put(o, base);
    }
    lines(o, s, s->label);
}

/* Filled boxes of one colour: rows of centre x, y and the four edges. */
static void boxes(struct out *o, const struct series *s, uint32_t rgb, const char *label)
{
    fprintf(o->script, "using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#%08x' ",
            (unsigned)with_alpha(s->pen, rgb));
    title(o, label);
}

static void put_box(struct out *o, double x0, double x1, double y0, double y1)
{
    const double row[] = {(x0 + x1) / 2, (y0 + y1) / 2, x0, x1, y0, y1};
    fwrite(row, sizeof *row, 6, o->data);
}

static void histogram(struct out *o, const struct series *s)
{
    double base = foot(&o->panel->y);
    size_t count = 0;
    for (size_t i = 0; i < s->n; i++)
        count += s->y[i] > base;
    if (count == 0)
        return;
    element(o, 6, count);
    for (size_t i = 0; i < s->n; i++)
        if (s->y[i] > base)
            put_box(o, s->x[i], s->x[i + 1], base, s->y[i]);
    boxes(o, s, s->pen.rgb, s->label);
}

/* Bars of group `group` of `groups`, one element for each colour. */
static void bars(struct out *o, const struct series *s, size_t group, size_t groups)
{
    const struct axis *axis = s->kind == BARS ? &o->panel->y : &o->panel->x;
    double wide = 0.8 / (double)groups, base = foot(axis);
    const char *label = s->label;
    bool own = false; /* some bar has the series' own colour: the legend shows that */
    for (size_t i = 0; i < s->n; i++)
        own |= s->colour[i] == s->pen.rgb && !isnan(on_axis(axis, s->y[i]));
    for (size_t first = 0; first < s->n; first++) {
        size_t count = 0;
        bool seen = false;
        for (size_t i = 0; i < s->n; i++) {
            seen |= i < first && s->colour[i] == s->colour[first];
            count += s->colour[i] == s->colour[first] && !isnan(on_axis(axis, s->y[i]));
        }
        if (seen || count == 0)
            continue;
        element(o, 6, count);
        for (size_t i = 0; i < s->n; i++) {
            double at = (double)i - 0.4 + wide * (double)group, y = on_axis(axis, s->y[i]);
            if (s->colour[i] != s->colour[first] || isnan(y))
                continue;
            if (s->kind == BARS)
                put_box(o, at, at + 0.96 * wide, base, y);
            else
                put_box(o, base, y, at, at + 0.96 * wide);
        }
        bool named = !own || s->colour[first] == s->pen.rgb;
        boxes(o, s, s->colour[first], named ? label : NULL);
        label = named ? NULL : label;
    }
}

static bool anything(const struct out *o, const struct series *s)
{
    bool sideways = s->kind == HBARS;
    for (size_t i = 0; i < s->n; i++)
        if (!isnan(on_axis(sideways ? &o->panel->x : &o->panel->y, s->y[i])) &&
            (!s->x || !isnan(on_axis(&o->panel->x, s->x[i]))))
            return true;
    return false;
}

static void series(struct out *o, const struct series *s, size_t group, size_t groups)
{
    if (s->kind == TEXT || s->kind == VLINE || s->kind == HLINE || s->kind == IMAGE ||
        !anything(o, s))
        return;
    switch (s->kind) {
    case LINE:
    case LINEPOINTS:
        element(o, 2, s->n);
        put_xy(o, s);
        lines(o, s, s->label);
        if (s->kind == LINE)
            break;
        element(o, 2, s->n);
        put_xy(o, s);
        markers(o, s, NULL);
        break;
    case POINTS:
        element(o, 2, s->n);
        put_xy(o, s);
        markers(o, s, s->label);
        break;
    case STEPS:
    case HIST_OUTLINE: steps(o, s); break;
    case STEMS: stems(o, s); break;
    case HIST: histogram(o, s); break;
    case BARS:
    case HBARS: bars(o, s, group, groups); break;
    default: break;
    }
}

void plot_script_marks(struct plot *p, const struct panel *panel, enum plot_format format,
                       FILE *script, FILE *data)
{
    /* Terminals differ in what they call size 1. */
    struct out o = {panel, script, data, 0, format == PLOT_SVG ? 0.6 : 0.8};
    size_t length, groups = plot_panel_bar_groups(panel, &length), group = 0;
    const struct series *image = plot_panel_image(panel);
    plot_script_notes(p, panel, script);
    if (image && p->text_only)
        plot_script_image_text(p, panel, script);
    else if (image) {
        plot_script_palette(image, script);
        fputs("plot ", script);
        plot_script_image(panel, format == PLOT_PNG ? 2 : 1, script, data);
        o.elements = 1;
    }
    for (size_t k = 0; k < panel->count; k++) {
        const struct series *s = &panel->series[k];
        series(&o, s, group, groups);
        group += s->kind == BARS || s->kind == HBARS;
    }
    /* An empty panel: something outside its range, so that the axes are drawn. */
    fputs(o.elements ? "\n" : "plot NaN notitle\n", script);
}
