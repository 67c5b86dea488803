/* visual_fields.c: chapter 6. The contracts are in visual_fields.h. */
#include "visual_fields.h"

#include <math.h>

#include "learning/dict_learn.h"

#ifndef SOLUTION
#include "todo.h"
#endif

/* ---- E6.1 rgb2gray ---- */

void rgb2gray(const double *rgb, size_t pixels, double *grey)
{
#ifdef SOLUTION
    for (size_t p = 0; p < pixels; p++)
        grey[p] = 0.2989 * rgb[3 * p] + 0.5870 * rgb[3 * p + 1] + 0.1140 * rgb[3 * p + 2];
#else
    /* TODO: three values a pixel go in, one comes out. */
    TODO(rgb, pixels, grey);
#endif
}

/* ---- E6.2 extract_patches ---- */

size_t extract_patches(const double *image, size_t rows, size_t cols, size_t side, size_t stride,
                       double *patches)
{
#ifdef SOLUTION
    size_t count = 0;
    for (size_t top = 0; top + side <= rows; top += stride)
        for (size_t left = 0; left + side <= cols; left += stride, count++)
            for (size_t r = 0; r < side; r++)
                for (size_t c = 0; c < side; c++)
                    *patches++ = image[(top + r) * cols + left + c];
    return count;
#else
    /* TODO: for which corners does a patch lie inside the image? Mind: a size_t never
     * gets below 0, so rows - side is huge when side is larger. */
    return (size_t)TODO(image, rows, cols, side, stride, patches);
#endif
}

/* ---- E6.3 train_fields ---- */

double my_alpha(void)
{
#ifdef SOLUTION
    return 0.1;
#else
    /* TODO: try some values, look at the figures, and return the one you like best. */
    return TODO(0);
#endif
}

int train_fields(double *patches, size_t n, size_t m, size_t K, double alpha, size_t max_iter,
                 double *D, double *A)
{
#ifdef SOLUTION
    for (size_t i = 0; i < n; i++) {
        double mean = 0.0;
        for (size_t j = 0; j < m; j++)
            mean += patches[i * m + j] / (double)m;
        for (size_t j = 0; j < m; j++)
            patches[i * m + j] -= mean;
    }
    for (size_t k = 0; k < K; k++) {
        const double *patch = patches + k * (n / K) * m;
        double norm = 0.0;
        for (size_t j = 0; j < m; j++)
            norm = hypot(norm, patch[j]);
        for (size_t j = 0; j < m; j++)
            D[k * m + j] = norm > 0.0 ? patch[j] / norm : 1.0 / sqrt((double)m);
    }
    struct dict_options options = {.alpha = alpha, .max_iter = max_iter};
    return (int)dict_learn(patches, n, m, K, &options, D, A, NULL, NULL);
#else
    /* TODO: centre the patches, fill D with the atoms to start from, call dict_learn. */
    return TODO(patches, n, m, K, alpha, max_iter, D, A);
#endif
}
