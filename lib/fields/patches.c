#include "patches.h"

#include <math.h>
#include <string.h>

#include "coding/coder.h"
#include "mat.h"
#include "random.h"

enum sb_status sample_patches(const double *images, size_t count, size_t rows, size_t cols,
                              size_t side, size_t margin, size_t n, uint64_t seed, double *patches)
{
    if (count == 0 || side == 0 || rows < side || cols < side || (rows - side) / 2 < margin ||
        (cols - side) / 2 < margin)
        return SB_EINVAL;
    for (size_t t = 0; t < n; t++) {
        size_t image = random_below(&seed, count);
        size_t row = margin + random_below(&seed, rows - side - 2 * margin + 1);
        size_t col = margin + random_below(&seed, cols - side - 2 * margin + 1);
        const double *corner = images + (image * rows + row) * cols + col;
        for (size_t r = 0; r < side; r++)
            memcpy(patches + (t * side + r) * side, corner + r * cols, side * sizeof(double));
    }
    return SB_OK;
}

enum sb_status contrast_normalise(double *patches, size_t n, size_t m, double floor)
{
    if (m == 0 || !(floor > 0))
        return SB_EINVAL;
    if (!all_finite(patches, n * m) || !isfinite(floor))
        return SB_ENONFINITE;
    for (size_t t = 0; t < n; t++) {
        double *x = patches + t * m, mean = 0, var = 0, top = floor;
        for (size_t i = 0; i < m; i++)
            top = fmax(top, fabs(x[i]));
        double unit = sb_unit(&top, 1), least = floor / unit;
        for (size_t i = 0; i < m; i++) {
            x[i] /= unit;
            mean += x[i] / (double)m;
        }
        for (size_t i = 0; i < m; i++)
            var += (x[i] - mean) * (x[i] - mean) / (double)m;
        for (size_t i = 0; i < m; i++)
            x[i] = (x[i] - mean) / sqrt(var + least * least);
    }
    return SB_OK;
}
