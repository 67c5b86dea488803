/* plot_page.h: a page in memory, shared by the plot_*.c files alone.
 *
 * Each layer calls only those above it:
 *
 *   plot_page.c, plot_text.c, plot_pen.c       hold      copies, failures; sizes of text; colours
 *   plot.c, plot_series.c                      collect   calls -> struct plot
 *   plot_fonts.c                               decide    letters that can be drawn
 *   plot_legend.c                              decide    a place for the legend
 *   plot_axes.c                                decide    ranges and ticks
 *   plot_layout.c                              place     margins and boxes, in points
 *   plot_quote.c                               write     texts and numbers in gnuplot's language
 *   plot_image.c, plot_notes.c, plot_marks.c   write     what a panel shows
 *   plot_script.c                              write     the page, and data as doubles
 *   plot_run.c                                 draw      gnuplot by pipe
 *   plot_deliver.c                             deliver   the file, renamed into place */
#ifndef SB_PLOT_PAGE_H
#define SB_PLOT_PAGE_H

#include <locale.h>
#include <stdio.h>

#include "plot.h"

enum kind {
    LINE,
    POINTS,
    LINEPOINTS,
    STEPS,
    STEMS,
    BARS,
    HBARS,
    HIST,
    HIST_OUTLINE,
    IMAGE,
    TEXT,
    VLINE,
    HLINE
};

struct series {
    enum kind kind;
    char *label;
    struct pen pen;
    size_t n;         /* values; of an image rows * cols */
    double *x;        /* positions; n + 1 edges of a histogram; NULL for bars and images */
    double *y;        /* values; pixels of an image */
    uint32_t *colour; /* of each bar */
    size_t rows, cols;
    enum plot_map map;
    bool square;
    double lo, hi; /* of the map */
    enum plot_align align;
};

struct ticks {
    size_t n;
    double *at;
    char **label; /* "" for a minor tick */
};

struct axis {
    char *label;
    double lo, hi;   /* asked for; NAN: from the data */
    double from, to; /* decided */
    bool log;
    bool own_ticks; /* ticks were given by the caller */
    bool show;      /* write tick labels and the axis label */
    struct ticks ticks;
};

struct box {
    double left, right, top, bottom; /* points, y downwards */
};

struct panel {
    bool empty, bare, colourbar;
    char *title, *bar_label;
    struct axis x, y;
    enum plot_legend legend;
    struct series *series;
    size_t count, capacity;
    struct box box;
    struct ticks bar_ticks;
};

struct plot {
    size_t rows, cols, used;
    char *title;
    double width, height; /* points */
    double *widths, *heights;
    unsigned share;
    bool text_only;                 /* PLOT_DUMB: no rotated text, no image */
    size_t most_columns, most_rows; /* of characters then; 0: any */
    double most_width, most_height; /* pixels of PLOT_SIXEL; 0: any */
    struct panel *panel;
    enum sb_status status;
    struct sb_error err;
};

/* Font sizes in points. */
enum { FONT_TICK = 14, FONT_LABEL = 16, FONT_TITLE = 17, FONT_PAGE = 20, FONT_LEGEND = 14 };

/* Keep the first failure of a page. */
void plot_page_fail(struct plot *p, enum sb_status status, const char *what);

/* The current panel, or NULL when p is NULL, has failed or has none yet. */
struct panel *plot_page_panel(struct plot *p);

/* Copies; NULL in, NULL out. On failure they mark the page and return NULL. */
char *plot_page_text(struct plot *p, const char *text);
double *plot_page_values(struct plot *p, const double *x, size_t n);

/* True for a series whose label is in the legend, not beside the line. */
bool plot_in_legend(const struct series *s);

/* The image of a panel, or NULL. */
const struct series *plot_panel_image(const struct panel *panel);

/* True for a value that can be drawn: finite, and not beyond 1e300, so that
 * differences of two such values are finite too. */
bool plot_drawable(double v);

/* The least value that a logarithmic axis shows. */
#define LOG_LEAST 1e-300

/* Number of bar series, and of bars in the longest of them. */
size_t plot_panel_bar_groups(const struct panel *panel, size_t *bars);

/* Decide from..to and the ticks of both axes of every panel, for boxes of the
 * present size; placed: that size is no guess, so find room for the legend. */
void plot_page_ranges(struct plot *p, bool placed);
/* The ends of an image's map. */
void plot_image_limits(const struct series *image, double *lo, double *hi);
void plot_ticks_linear(struct plot *p, struct ticks *ticks, double lo, double hi, size_t about);
void plot_ticks_free(struct ticks *ticks);

/* A pen's colour for text on white: as it is, or darker, until their contrast is 4.5 : 1 (WCAG 2.1,
 * AA), which lines do not need and small letters do. */
uint32_t pen_text(uint32_t rgb);

/* Width and height in points that text takes at a font size, estimated. */
double plot_text_width(const char *text, double font);
double plot_text_height(const char *text, double font);
/* Size of the page and, for every panel, its box. */
void plot_page_layout(struct plot *p);
/* True when the names under a panel's x axis must be slanted; the room they take. */
bool plot_ticks_slanted(const struct panel *panel);
double plot_ticks_height(const struct panel *panel);
/* Find a corner for the legend, or make room above the data. */
void plot_legend_room(struct panel *panel);
double plot_legend_width(const struct panel *panel);

/* From here on this thread writes numbers with a point, whatever language the program has taken
 * by setlocale. Returns what plot_numbers_as_before takes. */
locale_t plot_numbers_with_point(void);
void plot_numbers_as_before(locale_t before);

/* Put boxes in the place of letters that no font on this machine has. */
void plot_page_fonts(struct plot *p);

/* Write the commands for the page to script and its numbers to data. */
void plot_page_script(struct plot *p, enum plot_format format, FILE *script, FILE *data);
/* text as a gnuplot string expression; tick labels are formats: % is doubled. */
void plot_script_quote(FILE *script, const char *text, bool is_format);

/* Run gnuplot: commands[size] to its standard input, data as file descriptor
 * 3, its standard output into out. */
enum sb_status plot_run_gnuplot(const char *commands, size_t size, int data, int out,
                                struct sb_error *err);

/* Write everything; false when the reader is gone or the disk is full. */
bool plot_write_all(int fd, const char *bytes, size_t size);

/* Put the finished picture where plot_close promises it. */
enum sb_status plot_deliver(FILE *drawn, const char *path, struct sb_error *err);

#endif
