/* fft.c: the Fourier transform of an image, for the pages, which have no KISS FFT.
 *
 *     out_k = sum_j in_j exp(-+ 2 pi i j k / n),   along the rows, then along the columns
 *
 * Even lengths are halved, odd ones summed up as they stand.
 * Source: Cooley & Tukey 1965, Mathematics of Computation 19, 297-301. */
#include "kissfft/kiss_fftnd.h"

#include <math.h>
#include <stdlib.h>

struct kiss_fftnd_state {
    size_t rows, cols;
    double sign;
};

static const double TAU = 6.28318530717958647692;

kiss_fftnd_cfg kiss_fftnd_alloc(const int *dims, int ndims, int inverse, void *mem, size_t *lenmem)
{
    (void)mem, (void)lenmem;
    kiss_fftnd_cfg cfg = ndims == 2 ? malloc(sizeof *cfg) : NULL;
    if (cfg)
        *cfg = (struct kiss_fftnd_state){(size_t)dims[0], (size_t)dims[1], inverse ? 1 : -1};
    return cfg;
}

/* out[n] from every stride-th of in; half has room for n more. */
static void transform(const kiss_fft_cpx *in, size_t n, size_t stride, double sign,
                      kiss_fft_cpx *out, kiss_fft_cpx *half)
{
    if (n % 2 == 0) {
        transform(in, n / 2, 2 * stride, sign, half, out);
        transform(in + stride, n / 2, 2 * stride, sign, half + n / 2, out);
        for (size_t k = 0; k < n / 2; k++) {
            float c = (float)cos(TAU * (double)k / (double)n);
            float s = (float)(sign * sin(TAU * (double)k / (double)n));
            kiss_fft_cpx a = half[k], b = half[n / 2 + k];
            kiss_fft_cpx turned = {c * b.r - s * b.i, c * b.i + s * b.r};
            out[k] = (kiss_fft_cpx){a.r + turned.r, a.i + turned.i};
            out[n / 2 + k] = (kiss_fft_cpx){a.r - turned.r, a.i - turned.i};
        }
        return;
    }
    for (size_t k = 0; k < n; k++) {
        double r = 0, i = 0;
        for (size_t j = 0; j < n; j++) {
            double c = cos(TAU * (double)(j * k % n) / (double)n);
            double s = sign * sin(TAU * (double)(j * k % n) / (double)n);
            const kiss_fft_cpx *x = &in[j * stride];
            r += c * (double)x->r - s * (double)x->i;
            i += c * (double)x->i + s * (double)x->r;
        }
        out[k] = (kiss_fft_cpx){(float)r, (float)i};
    }
}

void kiss_fftnd(kiss_fftnd_cfg cfg, const kiss_fft_cpx *in, kiss_fft_cpx *out)
{
    size_t rows = cfg->rows, cols = cfg->cols, longest = rows > cols ? rows : cols;
    kiss_fft_cpx *line = malloc(2 * longest * sizeof *line), *half = line + longest;
    if (!line)
        abort();
    for (size_t r = 0; r < rows; r++) { /* in may be out: a row is read before it is written */
        transform(in + r * cols, cols, 1, cfg->sign, line, half);
        for (size_t c = 0; c < cols; c++)
            out[r * cols + c] = line[c];
    }
    for (size_t c = 0; c < cols; c++) {
        transform(out + c, rows, cols, cfg->sign, line, half);
        for (size_t r = 0; r < rows; r++)
            out[r * cols + c] = line[r];
    }
    free(line);
}
