/* plot_axes.c: ranges and ticks. */
#include "plot_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Values that differ by less than this part of them are one, and rounding. */
static const double SAME = 1e-13;

struct span {
    double lo, hi; /* lo > hi: nothing yet */
};

static void widen(struct span *span, double v, bool log)
{
    if (!plot_drawable(v) || (log && v < LOG_LEAST))
        return;
    span->lo = fmin(span->lo, v);
    span->hi = fmax(span->hi, v);
}

static void widen_all(struct span *span, const double *v, size_t n, bool log)
{
    for (size_t i = 0; i < n; i++)
        widen(span, v[i], log);
}

/* The extent of one series; markers and stems need air beside them. */
static void series_span(const struct series *s, const struct panel *panel, struct span *x,
                        struct span *y)
{
    bool xlog = panel->x.log, ylog = panel->y.log;
    switch (s->kind) {
    case LINE:
    case POINTS:
    case LINEPOINTS:
    case STEPS:
    case STEMS:
        widen_all(x, s->x, s->n, xlog);
        widen_all(y, s->y, s->n, ylog);
        if (s->kind == STEMS)
            widen(y, 0, ylog);
        if (s->kind == STEPS && s->n > 1) {
            widen(x, 1.5 * s->x[0] - 0.5 * s->x[1], xlog);
            widen(x, 1.5 * s->x[s->n - 1] - 0.5 * s->x[s->n - 2], xlog);
        }
        break;
    case BARS:
        widen_all(y, s->y, s->n, ylog);
        widen(y, 0, ylog);
        break;
    case HBARS:
        widen_all(x, s->y, s->n, xlog);
        widen(x, 0, xlog);
        break;
    case HIST:
    case HIST_OUTLINE:
        widen_all(x, s->x, s->n ? s->n + 1 : 0, xlog);
        widen_all(y, s->y, s->n, ylog);
        widen(y, ylog ? 0.5 : 0, ylog);
        break;
    case VLINE: widen_all(x, s->x, s->n, xlog); break;
    case HLINE: widen_all(y, s->y, s->n, ylog); break;
    case IMAGE:
    case TEXT: break;
    }
}

/* An empty span becomes 0..1, a single value gets a margin around it. */
static void open_span(struct span *span, bool log)
{
    if (span->lo > span->hi)
        *span = log ? (struct span){1, 10} : (struct span){0, 1};
    double size = fmax(fabs(span->lo), fabs(span->hi));
    if (!log && span->hi - span->lo <= SAME * size + 1e-290) {
        double margin = size > 1e-280 ? 0.05 * size : 0.5;
        span->lo -= margin;
        span->hi += margin;
    } else if (log && span->hi <= span->lo * (1 + SAME)) {
        span->lo /= 2;
        span->hi *= 2;
    }
}

/* Air beyond the data: a share of the span, but never beyond a 0 that is an end. */
static void pad(struct span *span, bool log, double below, double above)
{
    if (log) {
        double ratio = span->hi / span->lo;
        span->lo = fmax(span->lo / pow(ratio, below), LOG_LEAST);
        span->hi = fmin(span->hi * pow(ratio, above), 1 / LOG_LEAST);
        return;
    }
    double size = span->hi - span->lo;
    span->lo -= span->lo == 0 ? 0 : below * size;
    span->hi += span->hi == 0 ? 0 : above * size;
}

static bool has(const struct panel *panel, enum kind kind)
{
    for (size_t k = 0; k < panel->count; k++)
        if (panel->series[k].kind == kind)
            return true;
    return false;
}

static void settle(struct axis *axis, struct span span)
{
    axis->from = isnan(axis->lo) ? span.lo : axis->lo;
    axis->to = isnan(axis->hi) ? span.hi : axis->hi;
    if (axis->log && !(axis->from > 0))
        axis->from = axis->to > 0 ? fmin(span.lo, axis->to / 10) : span.lo;
    if (axis->log && !(axis->to > axis->from))
        axis->to = axis->from * 10;
    /* One end given, and the data all beyond it. */
    if (isnan(axis->lo) != isnan(axis->hi) && !(axis->to > axis->from)) {
        double margin = fmax(1, 0.05 * fabs(axis->from));
        if (isnan(axis->lo))
            axis->from = axis->to - margin;
        else
            axis->to = axis->from + margin;
    }
}

static void panel_range(struct panel *panel)
{
    struct span x = {INFINITY, -INFINITY}, y = x;
    const struct series *image = plot_panel_image(panel);
    if (image) {
        settle(&panel->x, (struct span){-0.5, (double)image->cols - 0.5});
        settle(&panel->y, (struct span){(double)image->rows - 0.5, -0.5});
        if (isnan(panel->y.lo) && isnan(panel->y.hi)) { /* settle puts lo below hi */
            panel->y.from = (double)image->rows - 0.5;
            panel->y.to = -0.5;
        }
        return;
    }
    for (size_t k = 0; k < panel->count; k++)
        series_span(&panel->series[k], panel, &x, &y);
    open_span(&x, panel->x.log);
    open_span(&y, panel->y.log);
    bool markers = has(panel, STEMS) || has(panel, POINTS) || has(panel, LINEPOINTS);
    pad(&x, panel->x.log, markers ? 0.03 : 0, markers || has(panel, HBARS) ? 0.04 : 0);
    pad(&y, panel->y.log, has(panel, HIST) || has(panel, HIST_OUTLINE) ? 0 : 0.05, 0.07);
    size_t bars;
    if (plot_panel_bar_groups(panel, &bars) > 0 && bars > 0) {
        struct span slots = {-0.6, (double)bars - 0.4};
        if (has(panel, BARS))
            x = slots;
        else
            y = (struct span){slots.hi, slots.lo}; /* the first on top */
    }
    settle(&panel->x, x);
    settle(&panel->y, y);
}

/* The same range for all panels, unless one asks for its own. */
static void unite(struct plot *p, bool is_x)
{
    double from = INFINITY, to = -INFINITY;
    for (size_t i = 0; i < p->used; i++) {
        const struct axis *axis = is_x ? &p->panel[i].x : &p->panel[i].y;
        if (p->panel[i].empty || p->panel[i].bare)
            continue;
        if (axis->from > axis->to)
            return; /* images and reversed axes keep theirs */
        from = fmin(from, axis->from);
        to = fmax(to, axis->to);
    }
    for (size_t i = 0; i < p->used; i++) {
        struct axis *axis = is_x ? &p->panel[i].x : &p->panel[i].y;
        if (isnan(axis->lo))
            axis->from = from;
        if (isnan(axis->hi))
            axis->to = to;
    }
}

static void add_tick(struct plot *p, struct ticks *ticks, double at, const char *label)
{
    double *more_at = realloc(ticks->at, (ticks->n + 1) * sizeof *more_at);
    if (more_at)
        ticks->at = more_at;
    char **more = realloc(ticks->label, (ticks->n + 1) * sizeof *more);
    if (more)
        ticks->label = more;
    char *text = strdup(label);
    if (!more_at || !more || !text) {
        free(text);
        plot_page_fail(p, SB_ENOMEM, "out of memory");
        return;
    }
    ticks->at[ticks->n] = at;
    ticks->label[ticks->n++] = text;
}

/* How the numbers of one axis are written. */
struct style {
    int decimals, digits; /* digits: significant ones that the largest needs */
};

/* A number with a true minus sign. */
static void number(char *out, size_t size, struct style style, double v)
{
    char digits[64];
    if (v == 0)
        v = 0; /* no "-0" */
    if (style.digits <= 6 && (style.decimals > 5 || fabs(v) >= 1e6))
        snprintf(digits, sizeof digits, "%g", v);
    else if (style.decimals > 12 || fabs(v) >= 1e15)
        snprintf(digits, sizeof digits, "%.*g", style.digits < 17 ? style.digits : 17, v);
    else
        snprintf(digits, sizeof digits, "%.*f", style.decimals, v);
    snprintf(out, size, "%s%s", digits[0] == '-' ? "\u2212" : "", digits + (digits[0] == '-'));
}

/* About so many steps from low to high: 1, 2, 2.5 or 5 times a power of ten. */
static double nice_step(double low, double high, size_t about, struct style *style)
{
    static const double nice[] = {1, 2, 2.5, 5, 10};
    double rough = (high - low) / (double)(about > 1 ? about : 2);
    double most = fmax(fabs(low), fabs(high)), least = 4 * (nextafter(most, INFINITY) - most);
    rough = fmax(rough, least); /* closer than that, doubles can't tell them apart */
    int power = (int)floor(log10(rough));
    size_t k = 0;
    while (k < 4 && nice[k] * pow(10, power) < rough * 0.999)
        k++;
    int last = power - (k == 2) + (k == 4); /* the place of the step's last digit */
    style->decimals = last < 0 ? -last : 0;
    style->digits = (int)floor(log10(most)) - last + 1;
    return nice[k] * pow(10, power);
}

void plot_ticks_linear(struct plot *p, struct ticks *ticks, double lo, double hi, size_t about)
{
    double low = fmin(lo, hi), high = fmax(lo, hi);
    struct style style;
    double step = nice_step(low, high, about, &style), first = ceil(low / step - 1e-9);
    for (int i = 0; i <= 100 && (first + i) * step <= high + 1e-9 * step; i++) {
        char label[80];
        double at = fabs(first + i) < 0.5 ? 0 : (first + i) * step;
        number(label, sizeof label, style, at);
        add_tick(p, ticks, at, label);
    }
}

/* 10 to the power e: plain for short numbers, else with raised digits. */
static void power(char *out, size_t size, int e)
{
    static const char *const raised[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                         "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
    if (e >= -3 && e <= 3) {
        snprintf(out, size, "%g", pow(10, e));
        return;
    }
    size_t used = (size_t)snprintf(out, size, "10%s", e < 0 ? "\u207b" : "");
    char digits[16];
    snprintf(digits, sizeof digits, "%d", abs(e));
    for (const char *d = digits; *d; d++)
        used += (size_t)snprintf(out + used, size - used, "%s", raised[*d - '0']);
}

static void ticks_log(struct plot *p, struct ticks *ticks, double lo, double hi, size_t about)
{
    size_t labelled = 0;
    int first = (int)floor(log10(lo)), last = (int)ceil(log10(hi));
    int every = 1 + (last - first) / 8;
    bool few = log10(hi / lo) < 1.5; /* label 2 and 5 as well */
    for (int e = first; e <= last; e++)
        for (int digit = 1; digit <= 9; digit++) {
            double at = digit * pow(10, e);
            char label[80] = "";
            if (at < lo * 0.999 || at > hi * 1.001 || (every > 1 && digit > 1))
                continue;
            if (digit == 1 && (e - first) % every == 0)
                power(label, sizeof label, e);
            else if (few && (digit == 2 || digit == 5))
                snprintf(label, sizeof label, "%g", at);
            add_tick(p, ticks, at, label);
            labelled += label[0] != '\0';
        }
    if (labelled < 2) { /* part of a decade, in which no such number lies */
        plot_ticks_free(ticks);
        plot_ticks_linear(p, ticks, lo, hi, about);
    }
}

void plot_image_limits(const struct series *image, double *lo, double *hi)
{
    struct span span = {INFINITY, -INFINITY};
    widen_all(&span, image->y, image->n, false);
    open_span(&span, false);
    *lo = plot_drawable(image->lo) ? image->lo : span.lo;
    *hi = plot_drawable(image->hi) ? image->hi : span.hi;
    if (image->map == PLOT_DIVERGING) {
        *hi = fmax(fabs(*lo), fabs(*hi));
        *lo = -*hi;
    }
    if (!(*hi > *lo))
        *hi = *lo + fmax(1, 1e-9 * fabs(*lo));
}

static double widest(const struct ticks *ticks)
{
    double width = 0;
    for (size_t i = 0; i < ticks->n; i++)
        width = fmax(width, plot_text_width(ticks->label[i], FONT_TICK));
    return width;
}

/* Ticks `each` points apart; along x fewer, where labels are too long to stand side by side. */
static void axis_ticks(struct plot *p, struct axis *axis, double points, double each, bool is_x)
{
    double lo = fmin(axis->from, axis->to), hi = fmax(axis->from, axis->to);
    if (axis->own_ticks)
        return;
    for (size_t about = (size_t)fmax(3, fmin(8, points / each)); about > 0; about--) {
        plot_ticks_free(&axis->ticks);
        if (axis->log)
            ticks_log(p, &axis->ticks, lo, hi, about);
        else
            plot_ticks_linear(p, &axis->ticks, axis->from, axis->to, about);
        double width = widest(&axis->ticks);
        if (!is_x || width <= each || width * (double)axis->ticks.n <= points)
            return;
    }
}

void plot_page_ranges(struct plot *p, bool placed)
{
    for (size_t i = 0; i < p->used; i++)
        if (!p->panel[i].empty) {
            panel_range(&p->panel[i]);
            if (placed)
                plot_legend_room(&p->panel[i]);
        }
    if (p->share & (PLOT_SHARE_X | PLOT_ALIKE_X))
        unite(p, true);
    if (p->share & (PLOT_SHARE_Y | PLOT_ALIKE_Y))
        unite(p, false);
    for (size_t i = 0; i < p->used; i++) {
        struct panel *panel = &p->panel[i];
        if (panel->empty)
            continue;
        axis_ticks(p, &panel->x, panel->box.right - panel->box.left, 55, true);
        axis_ticks(p, &panel->y, panel->box.bottom - panel->box.top, 42, false);
    }
}
