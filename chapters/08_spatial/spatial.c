/* spatial.c: chapter 8. The contract is in spatial.h. */
#include "spatial.h"

#include <math.h>

#include "todo.h"

/* ---- E8.1 diff_xy ---- */

void diff_x(const double *img, size_t rows, size_t cols, double *dx)
{
    /* TODO: the right neighbour minus the pixel; a row of dx is one shorter than one of img. */
    TODO(img, rows, cols, dx);
}

void diff_y(const double *img, size_t rows, size_t cols, double *dy)
{
    /* TODO: the neighbour below minus the pixel; dy has one row less than img. */
    TODO(img, rows, cols, dy);
}

/* ---- E8.2 diff_box_spatial ---- */

int diff_box_spatial(const double *data, size_t n, size_t window, size_t pad_size, double *out,
                     double *taps)
{
    /* TODO: check window; then the taps, the convolution, and last the first `window` values. */
    return TODO(data, n, window, pad_size, out, taps);
}

/* ---- E8.3 diff_box_values ---- */

void diff_box_values_x(const double *img, size_t rows, size_t cols, const size_t *windows,
                       size_t count, double *line, double *taps, double *out)
{
    /* TODO: diff_box_spatial of row r, for each window and each row. */
    TODO(img, rows, cols, windows, count, line, taps, out);
}

void diff_box_values_y(const double *img, size_t rows, size_t cols, const size_t *windows,
                       size_t count, double *line, double *taps, double *out)
{
    /* TODO: copy column c into line, then as for a row; mind where it is stored. */
    TODO(img, rows, cols, windows, count, line, taps, out);
}
