/* 06_mosaic.c: images in grey, and pictures of many small squares. */
#include "06_mosaic.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "../chapters/06_visual_fields/visual_fields.h"

double *grey_images(size_t *count, size_t *rows, size_t *cols)
{
    const struct array *rgb = figure_data("cifar10");
    *count = rgb->shape[0];
    *rows = rgb->shape[1];
    *cols = rgb->shape[2];
    size_t pixels = *count * *rows * *cols;
    double *grey = figure_array(pixels);
    rgb2gray(rgb->data, pixels, grey);
    for (size_t i = 0; i < pixels; i++)
        grey[i] /= 255.0;
    return grey;
}

struct mosaic tile(const double *squares, const size_t *order, size_t count, size_t side,
                   size_t across)
{
    size_t down = (count + across - 1) / across;
    struct mosaic t = {.rows = down * (side + 1) - 1, .cols = across * (side + 1) - 1};
    t.z = figure_array(t.rows * t.cols);
    for (size_t i = 0; i < t.rows * t.cols; i++)
        t.z[i] = NAN;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < side * side; j++) {
            size_t row = i / across * (side + 1) + j / side, col = i % across * (side + 1);
            t.z[row * t.cols + col + j % side] = squares[(order ? order[i] : i) * side * side + j];
        }
    return t;
}

void panel_mosaic(struct plot *p, const char *title, struct mosaic t, enum plot_map map, double lo,
                  double hi)
{
    plot_panel(p, title, NULL, NULL);
    plot_ticks_x(p, NULL, NULL, 0);
    plot_ticks_y(p, NULL, NULL, 0);
    plot_image(p, t.z, t.rows, t.cols, map, lo, hi);
}

const char *text(const char *fmt, ...)
{
    char *line = malloc(128);
    va_list args;
    va_start(args, fmt);
    if (line)
        vsnprintf(line, 128, fmt, args);
    va_end(args);
    return line;
}

double *transposed(const double *A, size_t n, size_t K)
{
    double *z = figure_array(n * K);
    for (size_t i = 0; i < n * K; i++)
        z[i % K * n + i / K] = fabs(A[i]);
    return z;
}
