/* spatial.h: chapter 8 (bonus), differences in space.
 * You write these functions in spatial.c. */
#ifndef SPATIAL_H
#define SPATIAL_H

#include <stddef.h>

/* E8.1  Differences between neighbours, along the columns and along the rows.
 *
 *     diff_x: dx[r * (cols-1) + c] = img[r, c+1] - img[r, c]     rows x (cols-1)
 *     diff_y: dy[r * cols + c]     = img[r+1, c] - img[r, c]     (rows-1) x cols
 *
 * In:  img[rows * cols]; rows and cols at least 1.
 * Out: dx or dy, in the unit of img, with its sign. */
void diff_x(const double *img, size_t rows, size_t cols, double *dx);
void diff_y(const double *img, size_t rows, size_t cols, double *dy);

/* E8.2  A box difference that looks to both sides.
 *
 *     taps f = ( 0 x pad_size | -1 x window | +1 | -1 x window | 0 x pad_size ),
 *     divided by their Euclidean norm; then the positive tap is scaled so that
 *     the taps sum to 0;
 *     out_i = sum_j f_j data_{i-j}   (full convolution, data is 0 outside, the
 *                                     first n values kept);
 *     and the first `window` values are replaced by out_window.
 *
 * In:  data[n]; window, 1 .. n-1, in pixels; pad_size.
 * Out: out[n]; taps[2 * pad_size + 2 * window + 1].
 * Returns 0; or -1 with nothing written when window is 0 or n <= window. */
int diff_box_spatial(const double *data, size_t n, size_t window, size_t pad_size, double *out,
                     double *taps);

/* E8.3  The same filter along every row, and along every column, for several windows.
 *
 *     diff_box_values_x: out[(i * rows + r) * cols + c],  image i from windows[i],
 *                        row r filtered along c;
 *     diff_box_values_y: out[(i * cols + c) * rows + r],  column c filtered along
 *                        r and stored as row c (transposed: cols x rows).
 *
 * In:  img[rows * cols]; windows[count], each shorter than the filtered length;
 *      pad_size of every filter is 4.
 *      Workspace: line[rows + cols]; taps[2 * 4 + 2 * (largest window) + 1].
 * Out: out[count * rows * cols]. */
void diff_box_values_x(const double *img, size_t rows, size_t cols, const size_t *windows,
                       size_t count, double *line, double *taps, double *out);
void diff_box_values_y(const double *img, size_t rows, size_t cols, const size_t *windows,
                       size_t count, double *line, double *taps, double *out);

#endif
