/* visual_fields.c: chapter 6. The contracts are in visual_fields.h. */
#include "visual_fields.h"

#include <math.h>

#include "dict_learn.h"

#include "todo.h"

/* ---- E6.1 rgb2gray ---- */

void rgb2gray(const double *rgb, size_t pixels, double *grey)
{
    /* TODO: three values a pixel go in, one comes out. */
    TODO(rgb, pixels, grey);
}

/* ---- E6.2 extract_patches ---- */

size_t extract_patches(const double *image, size_t rows, size_t cols, size_t side,
                       size_t stride, double *patches)
{
    /* TODO: for which corners does a patch still lie inside the image? Mind that a
     * size_t never gets below 0: rows - side is huge when side is larger. */
    return (size_t)TODO(image, rows, cols, side, stride, patches);
}

/* ---- E6.3 train_fields ---- */

double my_alpha(void)
{
    /* TODO: try some values, look at the figures, and return the one you like best. */
    return TODO(0);
}
