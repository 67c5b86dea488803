/* 06_visual_fields.h: what the files of chapter 6's figures share.
 *
 *   06_visual_fields.c   the small model, F6.0 to F6.4b, and the program
 *   06_full_model.c      the full model, F6.5 to F6.7 */
#ifndef FIGURES_06_VISUAL_FIELDS_H
#define FIGURES_06_VISUAL_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "figure.h"

/* All images in grey, 0..1. */
double *grey_images(size_t *count, size_t *rows, size_t *cols);

/* A picture of many small squares. */
struct mosaic {
    double *z;
    size_t rows, cols;
};

/* count squares, `across` in a row, with an empty line between; order (may be
 * NULL) says which. */
struct mosaic tile(const double *squares, const size_t *order, size_t count, size_t side,
                   size_t across);
void panel_mosaic(struct plot *p, const char *title, struct mosaic t, enum plot_map map,
                  double lo, double hi);

/* Magnitudes of A[n x K], K rows of n. */
double *transposed(const double *A, size_t n, size_t K);

/* printf into text that lives as long as the child. */
const char *text(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Before the first figure: memory that the figures' processes share, for the full model, which
 * the first that needs it trains. False when there is none. */
bool full_prepare(void);

/* Leave the atoms, if they have been trained, in a file: the book's gallery shows the same ones.
 * False when it cannot be written. */
bool full_keep(const char *path);

struct plot *draw_full(void);
struct plot *draw_activity(void);
struct plot *draw_gabor(void);

#endif
