/* visual_fields.h: chapter 6, what a sparse code makes of natural images.
 * You write these functions in visual_fields.c. Given: dict_learn in lib/learning/dict_learn.h. */
#ifndef VISUAL_FIELDS_H
#define VISUAL_FIELDS_H

#include <stddef.h>

/* E6.1  From colour to grey.
 *
 *     grey = 0.2989 R + 0.5870 G + 0.1140 B
 *
 * In:  rgb[pixels * 3]: R, G, B of the first pixel, then of the second, ..; any numbers.
 * Out: grey[pixels], in the unit of rgb. */
void rgb2gray(const double *rgb, size_t pixels, double *grey);

/* E6.2  Cut an image into square patches.
 *
 *     patch (i, j) has its top left corner at row i * stride, column j * stride,
 *     i = 0 .. (rows - side) / stride,   j = 0 .. (cols - side) / stride
 *     (rounded down: only patches that lie inside the image)
 *
 * In:  image[rows * cols]; side >= 1, stride >= 1, in pixels.
 * Out: patches[count * side * side]: one patch per row, patches in the order of
 *      i then j, each patch row by row.
 * Returns count; 0 when side is larger than the image. */
size_t extract_patches(const double *image, size_t rows, size_t cols, size_t side, size_t stride,
                       double *patches);

/* E6.3a  Your choice of alpha, the price of a unit of weight, between 1e-4 and 1. */
double my_alpha(void);

/* E6.3b  Train receptive fields.
 *
 *     1. patches: subtract its own mean from every patch.
 *     2. start: atom k is centred patch k * (n / K) divided by its norm
 *        (all elements 1 / sqrt(m) when that norm is 0).
 *     3. dict_learn with alpha, max_iter and these atoms, all other options 0: it
 *        learns D and A for 1/2 ||X - A D||^2 + alpha sum |A_tk|. Like this:
 *
 *        struct dict_options options = {.alpha = alpha, .max_iter = max_iter};
 *        return (int)dict_learn(patches, n, m, K, &options, D, A, NULL, NULL);
 *
 * In:     n patches of m pixels; K atoms, 1 <= K <= n; alpha; max_iter.
 * In/out: patches[n * m]; afterwards centred.
 * Out:    D[K * m], unit-norm atoms; A[n * K], codes.
 * Returns 0 (SB_OK), or the status of dict_learn when it fails. */
int train_fields(double *patches, size_t n, size_t m, size_t K, double alpha, size_t max_iter,
                 double *D, double *A);

#endif
