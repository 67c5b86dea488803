/* Known mistakes of chapter 8. */
#include "spatial.h"

#include <math.h>

#include "judge/mistake.h"

MISTAKE(diff_x, backwards, "The sign is turned round: dx is the right neighbour minus the pixel.")
void diff_x__backwards(const double *img, size_t rows, size_t cols, double *dx)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c + 1 < cols; c++)
            dx[r * (cols - 1) + c] = img[r * cols + c] - img[r * cols + c + 1];
}

MISTAKE(diff_x, magnitude,
        "The sign is dropped; here a difference keeps its sign, dark to bright is positive.")
void diff_x__magnitude(const double *img, size_t rows, size_t cols, double *dx)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c + 1 < cols; c++)
            dx[r * (cols - 1) + c] = fabs(img[r * cols + c + 1] - img[r * cols + c]);
}

MISTAKE(diff_x, one_long_line,
        "The picture is taken for one long line, so the rows shift against each other: a row of "
        "img has cols pixels, a row of dx has cols - 1.")
void diff_x__one_long_line(const double *img, size_t rows, size_t cols, double *dx)
{
    for (size_t i = 0; i < rows * (cols - 1); i++)
        dx[i] = img[i + 1] - img[i];
}

MISTAKE(diff_x, transposed,
        "The differences are right but stored column by column; dx is stored row by row.")
void diff_x__transposed(const double *img, size_t rows, size_t cols, double *dx)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c + 1 < cols; c++)
            dx[c * rows + r] = img[r * cols + c + 1] - img[r * cols + c];
}

MISTAKE(diff_y, backwards, "The sign is turned round: dy is the pixel below minus the pixel.")
void diff_y__backwards(const double *img, size_t rows, size_t cols, double *dy)
{
    for (size_t i = 0; i < (rows - 1) * cols; i++)
        dy[i] = img[i] - img[i + cols];
}

MISTAKE(diff_y, magnitude,
        "The sign is dropped; here a difference keeps its sign, dark to bright is positive.")
void diff_y__magnitude(const double *img, size_t rows, size_t cols, double *dy)
{
    for (size_t i = 0; i < (rows - 1) * cols; i++)
        dy[i] = fabs(img[i + cols] - img[i]);
}

MISTAKE(diff_y, along_the_row,
        "The right neighbour is taken; diff_y takes the pixel below, cols elements further on.")
void diff_y__along_the_row(const double *img, size_t rows, size_t cols, double *dy)
{
    for (size_t i = 0; i < (rows - 1) * cols; i++)
        dy[i] = img[i + 1] - img[i];
}

MISTAKE(diff_y, transposed,
        "The differences are right but stored column by column; dy is stored row by row.")
void diff_y__transposed(const double *img, size_t rows, size_t cols, double *dy)
{
    for (size_t r = 0; r + 1 < rows; r++)
        for (size_t c = 0; c < cols; c++)
            dy[c * (rows - 1) + r] = img[(r + 1) * cols + c] - img[r * cols + c];
}

/* The steps of diff_box_spatial; each mistake departs in one of them. */
static void make_taps(size_t window, size_t pad_size, double middle, double side, double *taps)
{
    size_t centre = pad_size + window;

    for (size_t j = 0; j < 2 * centre + 1; j++)
        taps[j] = j < pad_size || j > centre + window ? 0.0 : side;
    taps[centre] = middle;
}

static double convolved(const double *data, size_t i, const double *taps, size_t count)
{
    double sum = 0.0;

    for (size_t j = 0; j < count && j <= i; j++)
        sum += taps[j] * data[i - j];
    return sum;
}

static int filtered(const double *data, size_t n, size_t window, size_t pad_size, double *out,
                    const double *taps)
{
    for (size_t i = 0; i < n; i++)
        out[i] = convolved(data, i, taps, 2 * (pad_size + window) + 1);
    for (size_t i = 0; i < window; i++)
        out[i] = out[window];
    return 0;
}

MISTAKE(diff_box_spatial, not_balanced,
        "The middle tap stays at 1 / norm, so the taps do not sum to 0: it has to be scaled to "
        "balance all the others.")
int diff_box_spatial__not_balanced(const double *data, size_t n, size_t window, size_t pad_size,
                                   double *out, double *taps)
{
    if (window == 0 || n <= window)
        return -1;
    double one = 1.0 / sqrt(2.0 * (double)window + 1.0);
    make_taps(window, pad_size, one, -one, taps);
    return filtered(data, n, window, pad_size, out, taps);
}

MISTAKE(diff_box_spatial, not_divided,
        "The taps sum to 0 but were never divided by their Euclidean norm, sqrt(2 window + 1).")
int diff_box_spatial__not_divided(const double *data, size_t n, size_t window, size_t pad_size,
                                  double *out, double *taps)
{
    if (window == 0 || n <= window)
        return -1;
    make_taps(window, pad_size, 2.0 * (double)window, -1.0, taps);
    return filtered(data, n, window, pad_size, out, taps);
}

MISTAKE(diff_box_spatial, norm_of_one_side,
        "The norm is that of the filter in time, sqrt(window + 1); here there are 2 window taps "
        "of -1, so it is sqrt(2 window + 1).")
int diff_box_spatial__norm_of_one_side(const double *data, size_t n, size_t window, size_t pad_size,
                                       double *out, double *taps)
{
    if (window == 0 || n <= window)
        return -1;
    double one = 1.0 / sqrt((double)window + 1.0);
    make_taps(window, pad_size, 2.0 * (double)window * one, -one, taps);
    return filtered(data, n, window, pad_size, out, taps);
}

MISTAKE(diff_box_spatial, one_sided,
        "The filter looks to one side only, as in time; in space there are -1 taps on both sides "
        "of the +1.")
int diff_box_spatial__one_sided(const double *data, size_t n, size_t window, size_t pad_size,
                                double *out, double *taps)
{
    if (window == 0 || n <= window)
        return -1;
    double one = 1.0 / sqrt((double)window + 1.0);
    make_taps(window, pad_size, (double)window * one, -one, taps);
    for (size_t j = 0; j < window; j++)
        taps[pad_size + j] = 0.0;
    return filtered(data, n, window, pad_size, out, taps);
}

MISTAKE(diff_box_spatial, start_not_replaced,
        "The first `window` values are still the convolution's; each has to become out_window.")
int diff_box_spatial__start_not_replaced(const double *data, size_t n, size_t window,
                                         size_t pad_size, double *out, double *taps)
{
    if (window == 0 || n <= window)
        return -1;
    double one = 1.0 / sqrt(2.0 * (double)window + 1.0);
    make_taps(window, pad_size, 2.0 * (double)window * one, -one, taps);
    for (size_t i = 0; i < n; i++)
        out[i] = convolved(data, i, taps, 2 * (pad_size + window) + 1);
    return 0;
}

MISTAKE(diff_box_spatial, start_zeroed,
        "The first `window` values are set to 0; each has to become out_window.")
int diff_box_spatial__start_zeroed(const double *data, size_t n, size_t window, size_t pad_size,
                                   double *out, double *taps)
{
    if (window == 0 || n <= window)
        return -1;
    double one = 1.0 / sqrt(2.0 * (double)window + 1.0);
    make_taps(window, pad_size, 2.0 * (double)window * one, -one, taps);
    filtered(data, n, window, pad_size, out, taps);
    for (size_t i = 0; i < window; i++)
        out[i] = 0.0;
    return 0;
}

MISTAKE(diff_box_spatial, divided_by_sum,
        "The taps are divided by 2 window + 1, the sum of their magnitudes; the Euclidean norm is "
        "the root of that.")
int diff_box_spatial__divided_by_sum(const double *data, size_t n, size_t window, size_t pad_size,
                                     double *out, double *taps)
{
    if (window == 0 || n <= window)
        return -1;
    double one = 1.0 / (2.0 * (double)window + 1.0);
    make_taps(window, pad_size, 2.0 * (double)window * one, -one, taps);
    return filtered(data, n, window, pad_size, out, taps);
}

MISTAKE(diff_box_spatial, centred,
        "The middle of the convolution is kept, so the output is not delayed; the exercise keeps "
        "its first n values.")
int diff_box_spatial__centred(const double *data, size_t n, size_t window, size_t pad_size,
                              double *out, double *taps)
{
    if (window == 0 || n <= window)
        return -1;
    size_t centre = pad_size + window;
    double one = 1.0 / sqrt(2.0 * (double)window + 1.0);
    make_taps(window, pad_size, 2.0 * (double)window * one, -one, taps);
    for (size_t i = 0; i < n; i++) {
        out[i] = 0.0;
        for (size_t j = 0; j < 2 * centre + 1; j++)
            if (i + centre >= j && i + centre - j < n)
                out[i] += taps[j] * data[i + centre - j];
    }
    for (size_t i = 0; i < window; i++)
        out[i] = out[window];
    return 0;
}

MISTAKE(diff_box_values_x, first_window_only,
        "Every image is filtered with windows[0]; image i belongs to windows[i].")
void diff_box_values_x__first_window_only(const double *img, size_t rows, size_t cols,
                                          const size_t *windows, size_t count, double *line,
                                          double *taps, double *out)
{
    (void)line;
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < rows; r++)
            diff_box_spatial(img + r * cols, cols, windows[0], 4, out + (i * rows + r) * cols,
                             taps);
}

MISTAKE(diff_box_values_x, one_image,
        "Every window's image is written over the one before; image i starts at i * rows * cols.")
void diff_box_values_x__one_image(const double *img, size_t rows, size_t cols,
                                  const size_t *windows, size_t count, double *line, double *taps,
                                  double *out)
{
    (void)line;
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < rows; r++)
            diff_box_spatial(img + r * cols, cols, windows[i], 4, out + r * cols, taps);
}

MISTAKE(diff_box_values_x, one_long_line,
        "The picture is filtered as one long line, so each row's start sees the end of the row "
        "above; every row is a line of its own.")
void diff_box_values_x__one_long_line(const double *img, size_t rows, size_t cols,
                                      const size_t *windows, size_t count, double *line,
                                      double *taps, double *out)
{
    (void)line;
    for (size_t i = 0; i < count; i++)
        diff_box_spatial(img, rows * cols, windows[i], 4, out + i * rows * cols, taps);
}

MISTAKE(diff_box_values_x, magnitude,
        "The sign of the output is dropped; it has to stay as diff_box_spatial gives it.")
void diff_box_values_x__magnitude(const double *img, size_t rows, size_t cols,
                                  const size_t *windows, size_t count, double *line, double *taps,
                                  double *out)
{
    (void)line;
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < rows; r++) {
            double *row = out + (i * rows + r) * cols;
            diff_box_spatial(img + r * cols, cols, windows[i], 4, row, taps);
            for (size_t c = 0; c < cols; c++)
                row[c] = fabs(row[c]);
        }
}

MISTAKE(diff_box_values_y, not_transposed,
        "The columns are filtered rightly but stored as columns; column c has to become row c.")
void diff_box_values_y__not_transposed(const double *img, size_t rows, size_t cols,
                                       const size_t *windows, size_t count, double *line,
                                       double *taps, double *out)
{
    double column[rows];

    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < cols; c++) {
            for (size_t r = 0; r < rows; r++)
                line[r] = img[r * cols + c];
            diff_box_spatial(line, rows, windows[i], 4, column, taps);
            for (size_t r = 0; r < rows; r++)
                out[(i * rows + r) * cols + c] = column[r];
        }
}

MISTAKE(diff_box_values_y, along_the_rows,
        "The rows are filtered, as for x; here it has to be the columns.")
void diff_box_values_y__along_the_rows(const double *img, size_t rows, size_t cols,
                                       const size_t *windows, size_t count, double *line,
                                       double *taps, double *out)
{
    diff_box_values_x(img, rows, cols, windows, count, line, taps, out);
}

MISTAKE(diff_box_values_y, magnitude,
        "The sign of the output is dropped; it has to stay as diff_box_spatial gives it.")
void diff_box_values_y__magnitude(const double *img, size_t rows, size_t cols,
                                  const size_t *windows, size_t count, double *line, double *taps,
                                  double *out)
{
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < cols; c++) {
            double *row = out + (i * cols + c) * rows;
            for (size_t r = 0; r < rows; r++)
                line[r] = img[r * cols + c];
            diff_box_spatial(line, rows, windows[i], 4, row, taps);
            for (size_t r = 0; r < rows; r++)
                row[r] = fabs(row[r]);
        }
}

MISTAKE(diff_box_values_y, first_window_only,
        "Every image is filtered with windows[0]; image i belongs to windows[i].")
void diff_box_values_y__first_window_only(const double *img, size_t rows, size_t cols,
                                          const size_t *windows, size_t count, double *line,
                                          double *taps, double *out)
{
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < cols; c++) {
            for (size_t r = 0; r < rows; r++)
                line[r] = img[r * cols + c];
            diff_box_spatial(line, rows, windows[0], 4, out + (i * cols + c) * rows, taps);
        }
}

MISTAKE(diff_box_spatial, whole_norm,
        "The norm is cut to a whole number: is it an int? sqrt(5) is 2.236, not 2.")
int diff_box_spatial__whole_norm(const double *data, size_t n, size_t window, size_t pad_size,
                                 double *out, double *taps)
{
    if (window == 0 || n <= window)
        return -1;
    double one = 1.0 / trunc(sqrt(2.0 * (double)window + 1.0));
    make_taps(window, pad_size, 2.0 * (double)window * one, -one, taps);
    return filtered(data, n, window, pad_size, out, taps);
}

MISTAKE(diff_box_values_x, pad_0,
        "This is what pad_size = 0 gives; it is 4 for every filter here (spatial.h).")
void diff_box_values_x__pad_0(const double *img, size_t rows, size_t cols, const size_t *windows,
                              size_t count, double *line, double *taps, double *out)
{
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < rows; r++)
            diff_box_spatial(img + r * cols, cols, windows[i], 0, out + (i * rows + r) * cols,
                             taps);
    (void)line;
}

MISTAKE(diff_box_values_x, windows_backwards,
        "Image i is filtered with the window windows[count - 1 - i]; it has to be windows[i].")
void diff_box_values_x__windows_backwards(const double *img, size_t rows, size_t cols,
                                          const size_t *windows, size_t count, double *line,
                                          double *taps, double *out)
{
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < rows; r++)
            diff_box_spatial(img + r * cols, cols, windows[count - 1 - i], 4,
                             out + (i * rows + r) * cols, taps);
    (void)line;
}

MISTAKE(diff_box_values_y, pad_0,
        "This is what pad_size = 0 gives; it is 4 for every filter here (spatial.h).")
void diff_box_values_y__pad_0(const double *img, size_t rows, size_t cols, const size_t *windows,
                              size_t count, double *line, double *taps, double *out)
{
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < cols; c++) {
            for (size_t r = 0; r < rows; r++)
                line[r] = img[r * cols + c];
            diff_box_spatial(line, rows, windows[i], 0, out + (i * cols + c) * rows, taps);
        }
}

MISTAKE(diff_box_values_y, windows_backwards,
        "Image i is filtered with the window windows[count - 1 - i]; it has to be windows[i].")
void diff_box_values_y__windows_backwards(const double *img, size_t rows, size_t cols,
                                          const size_t *windows, size_t count, double *line,
                                          double *taps, double *out)
{
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < cols; c++) {
            for (size_t r = 0; r < rows; r++)
                line[r] = img[r * cols + c];
            diff_box_spatial(line, rows, windows[count - 1 - i], 4, out + (i * cols + c) * rows,
                             taps);
        }
}
