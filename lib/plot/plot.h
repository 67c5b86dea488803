/* plot.h: figures by gnuplot, in one theme.
 *
 * A page is a grid of panels. Describe it call by call; nothing runs until
 * plot_close, which starts gnuplot once, and either the whole file is there or
 * none of it. The calls in between return nothing: the first failure is kept,
 * the calls after it do nothing, and plot_close reports it.
 *
 *     struct plot *p = plot_new(2, 1, "A signal and its threshold");
 *     plot_share(p, PLOT_SHARE_X);
 *     plot_panel(p, "Signal", "Time (frames)", "Grey value (0..255)");
 *     plot_line(p, "sig", NULL, sig, n, pen(0));
 *     plot_hline(p, 150, "theta = 150", pen_dashed(pen_grey()));
 *     plot_panel(p, "Histogram", "Grey value (0..255)", "Count (frames)");
 *     plot_hist(p, "sig", edges, counts, 100, pen(0));
 *     plot_log_y(p);
 *     struct sb_error err;
 *     if (plot_close(p, "sig.svg", PLOT_SVG, &err) != SB_OK)
 *         fprintf(stderr, "%s\n", err.text);
 *
 * In a figure program (figures/figure.h) the drawing function returns p, and
 * the framework closes it. Data are copied: arrays may be freed after a call.
 * NaN and infinite values are gaps. Any text may be NULL (none), is UTF-8, may
 * hold a newline, and is shown letter by letter: no markup, nothing runs. */
#ifndef SB_PLOT_H
#define SB_PLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"

struct plot;

/* ---- Pens: the look of one series -------------------------------------- */

enum plot_marker { PLOT_DISC, PLOT_RING, PLOT_SQUARE, PLOT_BOX, PLOT_CROSS, PLOT_TRIANGLE };

struct pen {
    uint32_t rgb;            /* 0xRRGGBB */
    double width;            /* of lines, in points; 2 by default */
    double alpha;            /* 1 opaque .. 0 invisible */
    double size;             /* of markers, 1 by default */
    enum plot_marker marker; /* filled disc, ring, filled square, open box, cross, triangle */
    bool dashed;
};

/* The i-th colour of Okabe & Ito's colour-blind-safe set, starting again after the last:
 * 0 blue, 1 vermilion, 2 green, 3 orange, 4 purple, 5 sky blue, 6 black. */
struct pen pen(size_t i);
/* Member i of a family of n curves: viridis (dark violet to yellow-green; the
 * palest end is left out), or cyan to magenta. */
struct pen pen_viridis(size_t i, size_t n);
struct pen pen_cool(size_t i, size_t n);
/* Grey, for helper lines; red, for the marked pixel. */
struct pen pen_grey(void);
struct pen pen_red(void);
/* A faint, thick grey: the reference behind a student's line (draw it first). */
struct pen pen_reference(void);
/* The same pen, changed in one thing. */
struct pen pen_dashed(struct pen pen);
struct pen pen_width(struct pen pen, double points);
struct pen pen_alpha(struct pen pen, double alpha);
struct pen pen_marker(struct pen pen, enum plot_marker marker, double size);

/* ---- The page ----------------------------------------------------------- */

/* A page of rows x cols panels, filled row by row by plot_panel; title over the whole page. Returns
 * NULL when out of memory: every call accepts that, and plot_close reports it. */
struct plot *plot_new(size_t rows, size_t cols, const char *title);

/* Size in points (960 x 540 fills a slide, and is the size of a 1 x 1 page;
 * larger grids make larger pages). A .png has twice as many pixels. */
void plot_size(struct plot *p, double width, double height);

/* The size of a terminal, in characters: with PLOT_DUMB the page is no wider than columns, and a
 * page with a single row of panels is no higher than rows. 0: no limit. */
void plot_cells(struct plot *p, size_t columns, size_t rows);

/* The same in pixels: as PLOT_SIXEL the page is drawn to a smaller scale where it would
 * be larger, though not below half. 0: no limit. */
void plot_pixels(struct plot *p, double width, double height);

/* Relative widths of the columns and heights of the rows, for unequal panels. */
void plot_widths(struct plot *p, const double *width);
void plot_heights(struct plot *p, const double *height);

/* Give all panels of the page the same range, and put tick labels and axis
 * labels only at the page's edges. PLOT_SHARE_X | PLOT_SHARE_Y for both;
 * PLOT_ALIKE_X, PLOT_ALIKE_Y: the same range, but labels on every panel. */
enum { PLOT_SHARE_X = 1, PLOT_SHARE_Y = 2, PLOT_ALIKE_X = 4, PLOT_ALIKE_Y = 8 };
void plot_share(struct plot *p, unsigned which);

/* ---- Panels ------------------------------------------------------------- */

/* Start the next panel: everything below goes there. Labels state the unit in
 * brackets: "Time (frames)". More panels than rows x cols is an error (SB_EINVAL). */
void plot_panel(struct plot *p, const char *title, const char *xlabel, const char *ylabel);

/* Leave the next cell of the grid empty. */
void plot_skip(struct plot *p);

/* Range of an axis; NAN for an end chosen from the data. Bars and histograms start at 0 by default.
 * lo > hi reverses the axis. */
void plot_range_x(struct plot *p, double lo, double hi);
void plot_range_y(struct plot *p, double lo, double hi);

/* Logarithmic axis. Values <= 0 are gaps there. */
void plot_log_x(struct plot *p);
void plot_log_y(struct plot *p);

/* Ticks at at[n], with labels[n] or (NULL) the numbers themselves; n = 0: no ticks. */
void plot_ticks_x(struct plot *p, const double *at, const char *const *labels, size_t n);
void plot_ticks_y(struct plot *p, const double *at, const char *const *labels, size_t n);

/* No axes at all: the panel is a picture. (This is the default for images without axis labels.) */
void plot_bare(struct plot *p);

/* Where the labels of the panel's series go. The default, PLOT_AUTO, is a corner free of data, or
 * else extra space above the data (unless the range is given).
 * PLOT_DIRECT writes each label at the end of its own line, in its colour. */
enum plot_legend {
    PLOT_AUTO,
    PLOT_TOP_RIGHT,
    PLOT_TOP_LEFT,
    PLOT_BOTTOM_RIGHT,
    PLOT_BOTTOM_LEFT,
    PLOT_OUTSIDE, /* right of the panel */
    PLOT_DIRECT,
    PLOT_NO_LEGEND
};
void plot_legend(struct plot *p, enum plot_legend where);

/* ---- Series: y over x ---------------------------------------------------- */
/* label: for the legend, NULL for none. x[n], y[n]; x = NULL means 0, 1, 2, ...
 * n = 0 draws nothing (the panel still shows its axes). */

void plot_line(struct plot *p, const char *label, const double *x, const double *y, size_t n,
               struct pen pen);
void plot_points(struct plot *p, const char *label, const double *x, const double *y, size_t n,
                 struct pen pen);
/* Line and markers. */
void plot_linepoints(struct plot *p, const char *label, const double *x, const double *y, size_t n,
                     struct pen pen);
/* Constant around each x, with the jumps half-way between (filter taps, counts). */
void plot_steps(struct plot *p, const char *label, const double *x, const double *y, size_t n,
                struct pen pen);
/* A stem from 0 and a marker for each value. */
void plot_stems(struct plot *p, const char *label, const double *x, const double *y, size_t n,
                struct pen pen);

/* ---- Bars and histograms ------------------------------------------------- */

/* n bars at 0, 1, ..: names[n] become the tick labels (NULL: numbers). Several
 * calls in one panel with the same n stand side by side as groups.
 * plot_hbars: horizontal, the first on top. */
void plot_bars(struct plot *p, const char *label, const char *const *names, const double *value,
               size_t n, struct pen pen);
void plot_hbars(struct plot *p, const char *label, const char *const *names, const double *value,
                size_t n, struct pen pen);
/* Another colour for bar i of the series just drawn. */
void plot_bar_colour(struct plot *p, size_t i, struct pen pen);

/* counts[bins] over edges[bins + 1], as from stat_histogram: filled boxes, or
 * the outline alone (for several in one panel). */
void plot_hist(struct plot *p, const char *label, const double *edges, const size_t *counts,
               size_t bins, struct pen pen);
void plot_hist_outline(struct plot *p, const char *label, const double *edges, const size_t *counts,
                       size_t bins, struct pen pen);

/* ---- Images -------------------------------------------------------------- */

enum plot_map {
    PLOT_GREY, /* lo black .. hi white */
    PLOT_INK,  /* lo white .. hi black: rasters, matrices of weights */
    PLOT_VIRIDIS,
    PLOT_DIVERGING /* blue .. white (0) .. red; the range is made symmetric about 0 */
};

/* z[rows x cols], row 0 on top, pixel (row r, column c) centred at x = c, y = r.
 * lo..hi: values of the ends of the map, NAN: the data's own. NaN pixels stay empty.
 * plot_image has square pixels; plot_heatmap fills the panel. */
void plot_image(struct plot *p, const double *z, size_t rows, size_t cols, enum plot_map map,
                double lo, double hi);
void plot_heatmap(struct plot *p, const double *z, size_t rows, size_t cols, enum plot_map map,
                  double lo, double hi);
/* A colour bar right of the panel's image. */
void plot_colourbar(struct plot *p, const char *label);

/* ---- Annotations, in the coordinates of the panel -------------------------- */

enum plot_align { PLOT_LEFT, PLOT_CENTRE, PLOT_RIGHT };

/* text written from, around or up to (x, y); the pen gives its colour. */
void plot_text(struct plot *p, double x, double y, const char *text, enum plot_align align,
               struct pen pen);
/* Lines across the panel at one x or one y; label (may be NULL) stands beside it. */
void plot_vline(struct plot *p, double x, const char *label, struct pen pen);
void plot_hline(struct plot *p, double y, const char *label, struct pen pen);

/* ---- Drawing ---------------------------------------------------------------- */

enum plot_format { PLOT_SVG, PLOT_PNG, PLOT_PDF, PLOT_DUMB, PLOT_SIXEL };

/* Draw the page with gnuplot into path, and free p. path = NULL: standard
 * output, for PLOT_DUMB (text) and PLOT_SIXEL. The file appears complete, by
 * renaming, or not at all; a symbolic link stays one. A device, or a pipe that
 * somebody reads from, is written to. A warning from gnuplot is an error. The same
 * page gives the same bytes in SVG and PNG.
 * Returns SB_OK; SB_EIO (gnuplot missing, killed or complaining; folder
 * read-only; disk full); SB_EINVAL (a call before asked for the impossible);
 * SB_ENOMEM. err holds one line. */
enum sb_status plot_close(struct plot *p, const char *path, enum plot_format format,
                          struct sb_error *err);

/* Free p without drawing. */
void plot_abandon(struct plot *p);

#endif
