/* visual_fields.c: chapter 6. The contracts are in visual_fields.h. */
#include "visual_fields.h"

#include <math.h>

#include "learning/dict_learn.h"

#include "todo.h"

/* ---- E6.1 rgb2gray ---- */

void rgb2gray(const double *rgb, size_t pixels, double *grey)
{
    /* TODO: three values a pixel go in, one comes out. */
    TODO(rgb, pixels, grey);
}

/* ---- E6.2 extract_patches ---- */

size_t extract_patches(const double *image, size_t rows, size_t cols, size_t side, size_t stride,
                       double *patches)
{
    /* TODO: for which corners does a patch lie inside the image? Mind: a size_t never
     * gets below 0, so rows - side is huge when side is larger. */
    return (size_t)TODO(image, rows, cols, side, stride, patches);
}

/* ---- E6.3 train_fields ---- */

double my_alpha(void)
{
    /* TODO: try some values, look at the figures, and return the one you like best. */
    return TODO(0);
}

int train_fields(double *patches, size_t n, size_t m, size_t K, double alpha, size_t max_iter,
                 double *D, double *A)
{
    /* TODO: centre the patches, fill D with the atoms to start from, call dict_learn. */
    return TODO(patches, n, m, K, alpha, max_iter, D, A);
}
