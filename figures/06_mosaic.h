/* 06_mosaic.h: images in grey, and pictures of many small squares, for chapter 6's two models. */
#ifndef FIGURES_06_MOSAIC_H
#define FIGURES_06_MOSAIC_H

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
void panel_mosaic(struct plot *p, const char *title, struct mosaic t, enum plot_map map, double lo,
                  double hi);

/* Magnitudes of A[n x K], K rows of n. */
double *transposed(const double *A, size_t n, size_t K);

/* printf into text that lives as long as the child. */
const char *text(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
