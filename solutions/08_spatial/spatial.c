/* spatial.c: chapter 8. The contract is in spatial.h. */
#include "spatial.h"

#include <math.h>

#ifndef SOLUTION
#include "todo.h"
#endif

/* ---- E8.1 diff_xy ---- */

void diff_x(const double *img, size_t rows, size_t cols, double *dx)
{
#ifdef SOLUTION
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c + 1 < cols; c++)
            dx[r * (cols - 1) + c] = img[r * cols + c + 1] - img[r * cols + c];
#else
    /* TODO: the right neighbour minus the pixel; a row of dx is one shorter than one of img. */
    TODO(img, rows, cols, dx);
#endif
}

void diff_y(const double *img, size_t rows, size_t cols, double *dy)
{
#ifdef SOLUTION
    for (size_t r = 0; r + 1 < rows; r++)
        for (size_t c = 0; c < cols; c++)
            dy[r * cols + c] = img[(r + 1) * cols + c] - img[r * cols + c];
#else
    /* TODO: the neighbour below minus the pixel; dy has one row less than img. */
    TODO(img, rows, cols, dy);
#endif
}

/* ---- E8.2 diff_box_spatial ---- */

int diff_box_spatial(const double *data, size_t n, size_t window, size_t pad_size, double *out,
                     double *taps)
{
#ifdef SOLUTION
    if (window == 0 || n <= window)
        return -1;

    size_t centre = pad_size + window, count = 2 * centre + 1;
    double norm = sqrt(2.0 * (double)window + 1.0);
    for (size_t j = 0; j < count; j++)
        taps[j] = j < pad_size || j >= count - pad_size ? 0.0 : -1.0 / norm;
    taps[centre] = 2.0 * (double)window / norm; /* what balances 2 window taps of -1 / norm */

    for (size_t i = 0; i < n; i++) {
        out[i] = 0.0;
        for (size_t j = 0; j < count && j <= i; j++)
            out[i] += taps[j] * data[i - j];
    }
    for (size_t i = 0; i < window; i++)
        out[i] = out[window];
    return 0;
#else
    /* TODO: check window; then the taps, the convolution, and last the first `window` values. */
    return TODO(data, n, window, pad_size, out, taps);
#endif
}

/* ---- E8.3 diff_box_values ---- */

void diff_box_values_x(const double *img, size_t rows, size_t cols, const size_t *windows,
                       size_t count, double *line, double *taps, double *out)
{
#ifdef SOLUTION
    (void)line; /* a row of img lies in one piece already */
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < rows; r++)
            diff_box_spatial(img + r * cols, cols, windows[i], 4, out + (i * rows + r) * cols,
                             taps);
#else
    /* TODO: diff_box_spatial of row r, for each window and each row. */
    TODO(img, rows, cols, windows, count, line, taps, out);
#endif
}

void diff_box_values_y(const double *img, size_t rows, size_t cols, const size_t *windows,
                       size_t count, double *line, double *taps, double *out)
{
#ifdef SOLUTION
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < cols; c++) {
            for (size_t r = 0; r < rows; r++)
                line[r] = img[r * cols + c];
            diff_box_spatial(line, rows, windows[i], 4, out + (i * cols + c) * rows, taps);
        }
#else
    /* TODO: copy column c into line, then as for a row; mind where it is stored. */
    TODO(img, rows, cols, windows, count, line, taps, out);
#endif
}
