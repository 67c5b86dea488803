/* Known mistakes of chapter 6. */
#include "visual_fields.h"

#include <math.h>
#include <stdbool.h>

#include "learning/dict_learn.h"
#include "judge/mistake.h"

/* ---- rgb2gray ---- */

MISTAKE(rgb2gray, equal_weights,
        "Grey is the mean of R, G and B; the eye is most sensitive to green, so the weights have "
        "to differ.")
void rgb2gray__equal_weights(const double *rgb, size_t pixels, double *grey)
{
    for (size_t p = 0; p < pixels; p++)
        grey[p] = (rgb[3 * p] + rgb[3 * p + 1] + rgb[3 * p + 2]) / 3.0;
}

MISTAKE(rgb2gray, bgr_order, "The weights of R and B are exchanged: R comes first and has 0.2989.")
void rgb2gray__bgr_order(const double *rgb, size_t pixels, double *grey)
{
    for (size_t p = 0; p < pixels; p++)
        grey[p] = 0.1140 * rgb[3 * p] + 0.5870 * rgb[3 * p + 1] + 0.2989 * rgb[3 * p + 2];
}

MISTAKE(rgb2gray, planes,
        "R, G and B are read as three planes one after the other; here the three values of a pixel "
        "stand side by side.")
void rgb2gray__planes(const double *rgb, size_t pixels, double *grey)
{
    for (size_t p = 0; p < pixels; p++)
        grey[p] = 0.2989 * rgb[p] + 0.5870 * rgb[pixels + p] + 0.1140 * rgb[2 * pixels + p];
}

MISTAKE(rgb2gray, rounded, "Grey is rounded to a whole number; it may have a fraction.")
void rgb2gray__rounded(const double *rgb, size_t pixels, double *grey)
{
    for (size_t p = 0; p < pixels; p++)
        grey[p] = floor(0.2989 * rgb[3 * p] + 0.5870 * rgb[3 * p + 1] + 0.1140 * rgb[3 * p + 2]);
}

MISTAKE(rgb2gray, new_weights,
        "The weights are those of newer screens (0.2126, 0.7152, 0.0722); the tutorial's are "
        "0.2989, 0.5870, 0.1140.")
void rgb2gray__new_weights(const double *rgb, size_t pixels, double *grey)
{
    for (size_t p = 0; p < pixels; p++)
        grey[p] = 0.2126 * rgb[3 * p] + 0.7152 * rgb[3 * p + 1] + 0.0722 * rgb[3 * p + 2];
}

MISTAKE(rgb2gray, up_to_255, "Grey stops at 255; it is as large as it comes out.")
void rgb2gray__up_to_255(const double *rgb, size_t pixels, double *grey)
{
    for (size_t p = 0; p < pixels; p++)
        grey[p] = fmin(0.2989 * rgb[3 * p] + 0.5870 * rgb[3 * p + 1] + 0.1140 * rgb[3 * p + 2],
                       255.0);
}

/* ---- extract_patches ---- */

/* Cuts corners i < down, j < across; transposed turns every patch over its diagonal. */
static size_t cut(const double *image, size_t cols, size_t side, size_t stride, size_t down,
                  size_t across, bool transposed, double *patches)
{
    for (size_t i = 0; i < down; i++)
        for (size_t j = 0; j < across; j++)
            for (size_t r = 0; r < side; r++)
                for (size_t c = 0; c < side; c++)
                    *patches++ = image[(i * stride + (transposed ? c : r)) * cols + j * stride +
                                       (transposed ? r : c)];
    return down * across;
}

static size_t places(size_t length, size_t side, size_t stride)
{
    return side > length ? 0 : (length - side) / stride + 1;
}

MISTAKE(extract_patches, last_missing,
        "The last place in each direction is missing: a patch may end exactly at the edge.")
size_t extract_patches__last_missing(const double *image, size_t rows, size_t cols, size_t side,
                                     size_t stride, double *patches)
{
    size_t down = side >= rows ? 0 : (rows - side - 1) / stride + 1;
    size_t across = side >= cols ? 0 : (cols - side - 1) / stride + 1;
    return cut(image, cols, side, stride, down, across, false, patches);
}

MISTAKE(extract_patches, transposed,
        "Every patch is written column after column; its pixels have to follow row after row.")
size_t extract_patches__transposed(const double *image, size_t rows, size_t cols, size_t side,
                                   size_t stride, double *patches)
{
    return cut(image, cols, side, stride, places(rows, side, stride), places(cols, side, stride),
               true, patches);
}

MISTAKE(extract_patches, columns_first,
        "The patches go down first and then across; row i of places has to be complete before "
        "the next begins.")
size_t extract_patches__columns_first(const double *image, size_t rows, size_t cols, size_t side,
                                      size_t stride, double *patches)
{
    size_t down = places(rows, side, stride), across = places(cols, side, stride);
    for (size_t j = 0; j < across; j++)
        for (size_t i = 0; i < down; i++, patches += side * side)
            cut(image + i * stride * cols + j * stride, cols, side, 1, 1, 1, false, patches);
    return down * across;
}

MISTAKE(extract_patches, counts_pixels,
        "The number of values is returned; the number of patches is asked for.")
size_t extract_patches__counts_pixels(const double *image, size_t rows, size_t cols, size_t side,
                                      size_t stride, double *patches)
{
    return side * side *
           cut(image, cols, side, stride, places(rows, side, stride), places(cols, side, stride),
               false, patches);
}

MISTAKE(extract_patches, tiles,
        "The patches stand side by side without overlap: the step from one to the next has to be "
        "stride, not side.")
size_t extract_patches__tiles(const double *image, size_t rows, size_t cols, size_t side,
                              size_t stride, double *patches)
{
    size_t step = side > stride ? side : stride; /* no more patches than there is room for */
    return cut(image, cols, side, step, places(rows, side, step), places(cols, side, step), false,
               patches);
}

/* ---- my_alpha and train_fields ---- */

MISTAKE(my_alpha, free_of_charge,
        "alpha = 0 makes weights cost nothing, so that no code is sparse.")
double my_alpha__free_of_charge(void)
{
    return 0.0;
}

MISTAKE(my_alpha, per_cent, "alpha is above 1, where all codes of these patches are 0.")
double my_alpha__per_cent(void)
{
    return 10.0;
}

enum {
    NOT_CENTRED = 1,
    CENTRED_BY_PIXEL = 2,
    FIRST_PATCHES = 4,
    ALPHA_FIXED = 16,
    ONE_ROUND = 32,
    ALWAYS_OK = 64,
    RAW_START = 128,
    FLAT_DIVIDED = 256,
    DIVIDED_LAST = 512
};

static void centre(double *patches, size_t n, size_t m, bool by_pixel)
{
    for (size_t i = 0; i < (by_pixel ? m : n); i++) {
        size_t count = by_pixel ? n : m, step = by_pixel ? m : 1, from = by_pixel ? i : i * m;
        double mean = 0.0;
        for (size_t j = 0; j < count; j++)
            mean += patches[from + j * step] / (double)count;
        for (size_t j = 0; j < count; j++)
            patches[from + j * step] -= mean;
    }
}

static void start(const double *patches, size_t n, size_t m, size_t K, double *D, unsigned slip)
{
    for (size_t k = 0; k < K; k++) {
        const double *patch = patches + (slip & FIRST_PATCHES  ? k
                                         : slip & DIVIDED_LAST ? k * n / K
                                                               : k * (n / K)) *
                                            m;
        double norm = 0.0;
        for (size_t j = 0; j < m; j++)
            norm = hypot(norm, patch[j]);
        for (size_t j = 0; j < m; j++)
            D[k * m + j] = norm > 0.0 || (slip & FLAT_DIVIDED) ? patch[j] / norm
                                                               : 1.0 / sqrt((double)m);
    }
}

static int train(double *patches, size_t n, size_t m, size_t K, double alpha, size_t max_iter,
                 double *D, double *A, unsigned slip)
{
    if (slip & RAW_START)
        start(patches, n, m, K, D, slip);
    if (!(slip & NOT_CENTRED))
        centre(patches, n, m, slip & CENTRED_BY_PIXEL);
    if (!(slip & RAW_START))
        start(patches, n, m, K, D, slip);
    struct dict_options options = {.alpha = slip & ALPHA_FIXED ? 1.0 : alpha,
                                   .max_iter = slip & ONE_ROUND ? 1 : max_iter};
    int status = (int)dict_learn(patches, n, m, K, &options, D, A, NULL, NULL);
    return slip & ALWAYS_OK ? 0 : status;
}

MISTAKE(train_fields, not_centred,
        "The patches keep their means, so the first thing that atoms learn is brightness; "
        "subtract from every patch its own mean.")
int train_fields__not_centred(double *patches, size_t n, size_t m, size_t K, double alpha,
                              size_t max_iter, double *D, double *A)
{
    return train(patches, n, m, K, alpha, max_iter, D, A, NOT_CENTRED);
}

MISTAKE(train_fields, centred_by_pixel,
        "The mean of each pixel over all patches is subtracted; it has to be the mean of each "
        "patch over its pixels.")
int train_fields__centred_by_pixel(double *patches, size_t n, size_t m, size_t K, double alpha,
                                   size_t max_iter, double *D, double *A)
{
    return train(patches, n, m, K, alpha, max_iter, D, A, CENTRED_BY_PIXEL);
}

MISTAKE(train_fields, first_patches,
        "The atoms start at the first K patches, which all come from one place; they have to be "
        "spread, k * (n / K).")
int train_fields__first_patches(double *patches, size_t n, size_t m, size_t K, double alpha,
                                size_t max_iter, double *D, double *A)
{
    return train(patches, n, m, K, alpha, max_iter, D, A, FIRST_PATCHES);
}

MISTAKE(train_fields, raw_start,
        "The atoms start at patches that still have their means; centre the patches first.")
int train_fields__raw_start(double *patches, size_t n, size_t m, size_t K, double alpha,
                            size_t max_iter, double *D, double *A)
{
    return train(patches, n, m, K, alpha, max_iter, D, A, RAW_START);
}

MISTAKE(train_fields, alpha_fixed,
        "alpha does not reach dict_learn, so changing it changes no atom, as happened in the "
        "notebooks.")
int train_fields__alpha_fixed(double *patches, size_t n, size_t m, size_t K, double alpha,
                              size_t max_iter, double *D, double *A)
{
    return train(patches, n, m, K, alpha, max_iter, D, A, ALPHA_FIXED);
}

MISTAKE(train_fields, one_round, "max_iter does not reach dict_learn: there is one round only.")
int train_fields__one_round(double *patches, size_t n, size_t m, size_t K, double alpha,
                            size_t max_iter, double *D, double *A)
{
    return train(patches, n, m, K, alpha, max_iter, D, A, ONE_ROUND);
}

MISTAKE(train_fields, always_ok,
        "The return value is 0 even when dict_learn fails; return its status.")
int train_fields__always_ok(double *patches, size_t n, size_t m, size_t K, double alpha,
                            size_t max_iter, double *D, double *A)
{
    return train(patches, n, m, K, alpha, max_iter, D, A, ALWAYS_OK);
}

MISTAKE(train_fields, flat_divided,
        "A flat patch has the norm 0, and dividing by it gives NaN; such an atom starts at 1 / "
        "sqrt(m).")
int train_fields__flat_divided(double *patches, size_t n, size_t m, size_t K, double alpha,
                               size_t max_iter, double *D, double *A)
{
    return train(patches, n, m, K, alpha, max_iter, D, A, FLAT_DIVIDED);
}

MISTAKE(train_fields, divided_last,
        "Atom k starts at patch k * n / K, multiplied before it is divided; it has to be "
        "k * (n / K).")
int train_fields__divided_last(double *patches, size_t n, size_t m, size_t K, double alpha,
                               size_t max_iter, double *D, double *A)
{
    return train(patches, n, m, K, alpha, max_iter, D, A, DIVIDED_LAST);
}
