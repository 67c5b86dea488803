/* Pages with one of everything. The gnuplot in PATH is a stand-in. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cases.h"
#include "plot/plot.h"

static const double x[] = {0, 1, 2, 3}, y[] = {1, 3, 2, 4}, edges[] = {0, 1, 2};
static const size_t counts[] = {3, 1};
static const char *const names[] = {"one", "two", "three", "four"};

static void lines(struct plot *p)
{
    plot_panel(p, "Lines", "x (unit)", "y (unit)");
    plot_line(p, "line", x, y, 4, pen(0));
    plot_points(p, "points", NULL, y, 4, pen(1));
    plot_linepoints(p, "both", x, y, 4, pen(2));
    plot_steps(p, "steps", x, y, 4, pen(3));
    plot_stems(p, NULL, x, y, 4, pen(4));
    plot_ticks_x(p, x, names, 4);
    plot_ticks_y(p, y, NULL, 4);
    plot_vline(p, 1, "here", pen_grey());
    plot_hline(p, 2, "there", pen_grey());
    plot_text(p, 1, 1, "note", PLOT_LEFT, pen(0));
    plot_legend(p, PLOT_DIRECT);
}

static void others(struct plot *p)
{
    plot_panel(p, "Bars", "x", "y (unit)");
    plot_bars(p, "bars", names, y, 4, pen(0));
    plot_bars(p, "more", names, y, 4, pen(1));
    plot_bar_colour(p, 2, pen_red());
    plot_panel(p, "Bars", "x (unit)", NULL);
    plot_hbars(p, NULL, names, y, 4, pen(0));
    plot_panel(p, "Histogram", "x (unit)", "Count");
    plot_hist(p, "boxes", edges, counts, 2, pen(0));
    plot_hist_outline(p, "outline", edges, counts, 2, pen(1));
    plot_log_y(p);
    plot_panel(p, "Image", NULL, NULL);
    plot_image(p, y, 2, 2, PLOT_GREY, NAN, NAN);
    plot_colourbar(p, "bar (unit)");
    plot_panel(p, "Map", "x", "y");
    plot_heatmap(p, y, 2, 2, PLOT_DIVERGING, NAN, NAN);
    plot_skip(p);
}

static struct plot *page(void)
{
    static const double shares[] = {1, 2};
    struct plot *p = plot_new(4, 2, "Page \u4e00");
    plot_widths(p, shares);
    plot_share(p, PLOT_ALIKE_X);
    lines(p);
    others(p);
    return p;
}

/* The picture is there when all is well, and otherwise there is none. */
static struct outcome drawn(const char *file, enum plot_format format)
{
    char path[512];
    struct sb_error err;
    const char *folder = getenv("PLOTS"), *wrong = NULL;
    snprintf(path, sizeof path, "%s/%s", folder ? folder : ".", file);
    enum sb_status status = plot_close(page(), path, format, &err);
    int there = unlink(path) == 0;
    if (there != (status == SB_OK))
        wrong = there ? "there is a picture all the same" : "there is no picture";
    if ((status == SB_OK) != (err.text[0] == '\0'))
        wrong = "the text is not one line";
    return (struct outcome){status, wrong};
}

static struct outcome svg(void)
{
    return drawn("page.svg", PLOT_SVG);
}

/* With letters that no font has, which matter to a PNG only. */
static struct outcome png(void)
{
    return drawn("page.png", PLOT_PNG);
}

const struct alloc_case plot_cases[] = {
    {"plot_close, SVG", svg}, {"plot_close, PNG", png}, {NULL, NULL}};
