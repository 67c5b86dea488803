/* plot_script.c: a page as gnuplot commands.
 *
 * Ticks, titles and labels are placed here, to the point: gnuplot only draws.
 * Texts go through plot_script_quote; numbers are written by %.17g; everything else
 * in the script is a constant of this file. */
#include "plot_page.h"
#include "plot_marks.h"

#include <math.h>
#include <string.h>

/* The largest font up to `font` at which text fits into that width, but a readable one. */
static double fitting(const char *text, double font, double room)
{
    double width = text ? plot_text_width(text, font) : 0;
    return width > room ? fmax(9, font * room / width) : font;
}

/* What the page shrinks to where a terminal has fewer pixels than it has points. */
static double scale_of_pixels(const struct plot *p)
{
    double scale = 1;
    if (p->most_width > 0)
        scale = fmin(scale, p->most_width / p->width);
    if (p->most_height > 0)
        scale = fmin(scale, p->most_height / p->height);
    return fmax(scale, 0.5);
}

static void terminal(const struct plot *p, enum plot_format format, FILE *script)
{
    double w = p->width, h = p->height, scale = scale_of_pixels(p);
    switch (format) {
    case PLOT_SVG:
        fprintf(script,
                "set term svg noenhanced size %.0f,%.0f font '" FONT ",%d' "
                "background rgb 'white' rounded\n",
                w, h, FONT_TICK);
        break;
    case PLOT_PNG:
        fprintf(script,
                "set term pngcairo noenhanced size %.0f,%.0f font '" FONT ",%d' "
                "fontscale 1.5 linewidth 2 pointscale 2 rounded background rgb 'white'\n",
                2 * w, 2 * h, FONT_TICK);
        break;
    case PLOT_PDF:
        fprintf(script,
                "set term pdfcairo noenhanced size %.4fin,%.4fin font '" FONT ",%d' "
                "fontscale 0.75 linewidth 1.4 dashlength 4 pointscale 0.75 rounded background rgb "
                "'white'\n",
                w / 72, h / 72, FONT_TICK);
        break;
    case PLOT_DUMB:
        fprintf(script, "set term dumb noenhanced nofeed mono size %.0f,%.0f\n", w / CELL_WIDTH,
                h / CELL_HEIGHT);
        break;
    case PLOT_SIXEL:
        fprintf(script,
                "set term sixelgd noenhanced truecolor size %.0f,%.0f "
                "font 'DejaVuSans,%d' fontscale %.4g background rgb 'white'\n",
                floor(scale * w), floor(scale * h), FONT_TICK, 0.75 * scale);
        break;
    }
}

static void theme(FILE *script)
{
    fputs("set encoding utf8\n"
          "set clip two\n"
          "set style fill solid 1 noborder\n"
          "set style textbox opaque margins 0.3,0.3 fillcolor rgb '#40ffffff' noborder\n"
          "unset colorbox\n"
          "set multiplot\n",
          script);
}

static void write_ticks(const struct axis *axis, char name, bool slanted, bool svg, FILE *script)
{
    /* The svg terminal hangs its tick labels lower than the others. */
    fprintf(script,
            "set %ctics out nomirror norotate scale 0.6 offset character 0,%s "
            "textcolor rgb '#404040' (",
            name, svg && name == 'x' ? "0.45" : "0");
    const char *comma = "";
    for (size_t i = 0; i < axis->ticks.n; i++) {
        double at = axis->ticks.at[i];
        if (!plot_drawable(at) || (axis->log && at <= 0))
            continue;
        fputs(comma, script);
        plot_script_quote(script, axis->show ? axis->ticks.label[i] : "", true);
        fprintf(script, " %.17g %d", at, axis->ticks.label[i][0] == '\0');
        comma = ", ";
    }
    fputs(")\n", script);
    if (name == 'x') /* the panel before may have set the other */
        fputs(slanted ? "set xtics rotate by 40 right\n" : "set xtics center\n", script);
}

static void axes(const struct panel *panel, enum plot_format format, FILE *script)
{
    const struct axis *both[] = {&panel->x, &panel->y};
    for (int i = 0; i < 2; i++) {
        char name = "xy"[i];
        fprintf(script, "unset logscale %c\nset %crange [%.17g:%.17g]\n", name, name, both[i]->from,
                both[i]->to);
        if (both[i]->log)
            fprintf(script, "set logscale %c\n", name);
        if (panel->bare || both[i]->ticks.n == 0)
            fprintf(script, "unset %ctics\n", name);
        else
            write_ticks(both[i], name, i == 0 && plot_ticks_slanted(panel), format == PLOT_SVG,
                        script);
    }
    fputs(panel->bare ? "unset border\n" : "set border 3 lc rgb '#909090' lw 1\n", script);
    if (panel->bare || plot_panel_image(panel) || format == PLOT_DUMB)
        fputs("unset grid\n", script);
    else
        fputs("set grid xtics ytics nomxtics nomytics back lt 1 lw 0.8 lc rgb '#e8e8e8'\n", script);
}

static double widest(const struct ticks *ticks)
{
    double width = 0;
    for (size_t i = 0; i < ticks->n; i++)
        width = fmax(width, plot_text_width(ticks->label[i], FONT_TICK));
    return width;
}

static double newlines(const char *text)
{
    double count = 0;
    for (const char *c = text; c && *c; c++)
        count += *c == '\n';
    return count;
}

static void titles(const struct plot *p, const struct panel *panel, FILE *script)
{
    const struct box *b = &panel->box;
    double cell = p->cols > 1 ? b->right - b->left + 40 : p->width - b->left;
    double middle = (b->left + b->right) / 2, down = b->bottom + 6;
    double above = b->top - 14 - newlines(panel->title) * 1.25 * FONT_TITLE;
    if (p->text_only && panel->y.show && panel->y.label && !panel->bare)
        above -= CELL_HEIGHT;
    plot_script_label(p, script, panel->title, panel->bare ? middle : b->left, above,
                      panel->bare ? "center" : "left", fitting(panel->title, FONT_TITLE, cell),
                      0x202020);
    if (panel->bare)
        return;
    if (panel->x.show && panel->x.ticks.n > 0)
        down += 10 + plot_ticks_height(panel);
    if (panel->x.show)
        plot_script_label(p, script, panel->x.label, middle, down + 0.6 * FONT_LABEL, "center",
                          fitting(panel->x.label, FONT_LABEL, cell + 20), 0x303030);
    if (panel->y.show && p->text_only)
        plot_script_label(p, script, panel->y.label, b->left, b->top - 0.5 * CELL_HEIGHT, "left",
                          FONT_LABEL, 0x303030);
    else if (panel->y.show)
        plot_script_label(p, script, panel->y.label,
                          b->left - 24 - widest(&panel->y.ticks) - 0.7 * FONT_LABEL -
                              1.25 * FONT_LABEL * newlines(panel->y.label),
                          (b->top + b->bottom) / 2, "center rotate by 90",
                          fitting(panel->y.label, FONT_LABEL, b->bottom - b->top + 30), 0x303030);
}

static void legend(const struct plot *p, const struct panel *panel, FILE *script)
{
    static const char *const corner[] = {[PLOT_AUTO] = "inside right top",
                                         [PLOT_TOP_RIGHT] = "inside right top",
                                         [PLOT_TOP_LEFT] = "inside left top",
                                         [PLOT_BOTTOM_RIGHT] = "inside right bottom",
                                         [PLOT_BOTTOM_LEFT] = "inside left bottom"};
    size_t labels = 0;
    for (size_t k = 0; k < panel->count; k++)
        labels += plot_in_legend(&panel->series[k]);
    if (labels == 0 || panel->legend >= PLOT_DIRECT || panel->bare) {
        fputs("unset key\n", script);
        return;
    }
    double line = (panel->box.bottom - panel->box.top) / (double)labels;
    double font = fmin(FONT_LEGEND, fmax(8, line / 1.55));
    if (panel->legend == PLOT_OUTSIDE)
        fprintf(script, "set key left top at screen %.6f,%.6f", (panel->box.right + 8) / p->width,
                1 - panel->box.top / p->height);
    else
        fprintf(script, "set key %s", corner[panel->legend]);
    fprintf(script,
            " Left reverse vertical maxcols 1 maxrows %zu samplen 1.5 spacing %.4g "
            "noopaque font '" FONT ",%.4g' textcolor rgb '#303030'\n",
            labels, fmin(1.15, line / (1.4 * FONT_LEGEND)), font);
}

static void colourbar(const struct plot *p, const struct panel *panel, FILE *script)
{
    const struct box *b = &panel->box;
    if (!panel->colourbar || !plot_panel_image(panel) || p->text_only) {
        fputs("unset colorbox\n", script);
        return;
    }
    fprintf(script,
            "set colorbox vertical user origin screen %.6f,%.6f size screen %.6f,%.6f "
            "noborder\n",
            (b->right + 12) / p->width, 1 - b->bottom / p->height, 14 / p->width,
            (b->bottom - b->top) / p->height);
    fputs("set cbtics scale 0.4 textcolor rgb '#404040' (", script);
    for (size_t i = 0; i < panel->bar_ticks.n; i++) {
        fputs(i ? ", " : "", script);
        plot_script_quote(script, panel->bar_ticks.label[i], true);
        fprintf(script, " %.17g", panel->bar_ticks.at[i]);
    }
    fputs(")\n", script);
    plot_script_label(p, script, panel->bar_label,
                      b->right + 48 + widest(&panel->bar_ticks) + 0.5 * FONT_LABEL,
                      (b->top + b->bottom) / 2, "center rotate by 90", FONT_LABEL, 0x303030);
}

void plot_page_script(struct plot *p, enum plot_format format, FILE *script, FILE *data)
{
    p->text_only = format == PLOT_DUMB;
    plot_page_layout(p);
    if (p->status != SB_OK)
        return;
    terminal(p, format, script);
    theme(script);
    const char *heading = p->title; /* drawn with the first panel */
    for (size_t i = 0; i < p->used; i++) {
        struct panel *panel = &p->panel[i];
        if (panel->empty)
            continue;
        const struct box *b = &panel->box;
        fputs("unset label\nunset arrow\n", script);
        plot_script_label(p, script, heading, p->width / 2, 6 + 0.7 * FONT_PAGE, "center",
                          fitting(heading, FONT_PAGE, p->width - 20), 0x202020);
        heading = NULL;
        fprintf(script,
                "set lmargin at screen %.6f\nset rmargin at screen %.6f\n"
                "set tmargin at screen %.6f\nset bmargin at screen %.6f\n",
                b->left / p->width, b->right / p->width, 1 - b->top / p->height,
                1 - b->bottom / p->height);
        axes(panel, format, script);
        titles(p, panel, script);
        legend(p, panel, script);
        colourbar(p, panel, script);
        plot_script_marks(p, panel, format, script, data);
    }
    fputs("unset multiplot\nunset output\n", script);
}
