/* plot_marks.h: between plot_script.c and the files that write what a panel shows. */
#ifndef SB_PLOT_MARKS_H
#define SB_PLOT_MARKS_H

#include "plot_page.h"

#define FONT "DejaVu Sans"

/* A character of a text terminal, in points. */
#define CELL_WIDTH 9.6
#define CELL_HEIGHT 18.0

/* A label at (x, y) points, y downwards; how: "left", "center rotate by 90", ... */
void plot_script_label(const struct plot *p, FILE *script, const char *text, double x, double y,
                       const char *how, double font, uint32_t rgb);

/* The panel's annotations and its plot command; numbers go to data. */
void plot_script_marks(struct plot *p, const struct panel *panel, enum plot_format format,
                       FILE *script, FILE *data);

/* Texts, lines across the panel and labels at the ends of curves. */
void plot_script_notes(struct plot *p, const struct panel *panel, FILE *script);

/* The panel's image: its colours, the element of the plot command, and the
 * picture in characters for a text terminal. */
void plot_script_palette(const struct series *image, FILE *script);
void plot_script_image(const struct panel *panel, double pixels_per_point, FILE *script,
                       FILE *data);
void plot_script_image_text(const struct plot *p, const struct panel *panel, FILE *script);

#endif
