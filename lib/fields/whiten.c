#include "whiten.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include <kissfft/kiss_fftnd.h>

#include "mat.h"

/* Frequency of the i-th of n Fourier coefficients, in cycles per pixel, -1/2 .. 1/2. */
static double frequency(size_t i, size_t n)
{
    return i <= n / 2 ? (double)i / (double)n : (double)i / (double)n - 1;
}

static void filter(kiss_fft_cpx *spectrum, size_t rows, size_t cols, double f0)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < cols; c++) {
            double f = hypot(frequency(r, rows), frequency(c, cols));
            float gain = (float)(f * exp(-pow(f / f0, 4)) / (double)(rows * cols));
            spectrum[r * cols + c].r *= gain;
            spectrum[r * cols + c].i *= gain;
        }
}

enum sb_status whiten_image(const double *image, size_t rows, size_t cols, double f0, double *out)
{
    if (rows == 0 || cols == 0 || rows > INT_MAX || cols > INT_MAX || !(f0 > 0))
        return SB_EINVAL;
    size_t n = rows * cols;
    if (!all_finite(image, n) || !isfinite(f0))
        return SB_ENONFINITE;
    /* Unit magnitude keeps single precision within its range. */
    double top = 0;
    for (size_t i = 0; i < n; i++)
        top = fmax(top, fabs(image[i]));
    int dims[2] = {(int)rows, (int)cols};
    kiss_fftnd_cfg there = kiss_fftnd_alloc(dims, 2, 0, NULL, NULL);
    kiss_fftnd_cfg back = kiss_fftnd_alloc(dims, 2, 1, NULL, NULL);
    kiss_fft_cpx *space = calloc(n, sizeof *space), *spectrum = calloc(n, sizeof *spectrum);
    enum sb_status status = there && back && space && spectrum ? SB_OK : SB_ENOMEM;
    if (status == SB_OK) {
        for (size_t i = 0; i < n && top > 0; i++)
            space[i].r = (float)(image[i] / top);
        kiss_fftnd(there, space, spectrum);
        filter(spectrum, rows, cols, f0);
        kiss_fftnd(back, spectrum, space);
        for (size_t i = 0; i < n; i++)
            out[i] = (double)space[i].r * top;
    }
    free(there);
    free(back);
    free(space);
    free(spectrum);
    return status;
}
