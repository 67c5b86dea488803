/* bench_data.c: the signals of the benchmarks, for compare.py. Each returns an enum sb_status. */
#include <math.h>
#include <string.h>

#include "load/digit_video.h"
#include "load/load.h"
#include "fields/patches.h"
#include "fields/visual_model.h"
#include "fields/whiten.h"

int bench_patches(const char *path, size_t side, size_t n, uint64_t seed, double *out);
int bench_digits(const char *path, size_t frames, double *out);

/* Whitened patches of the natural images, of equal contrast and norm near 1: out[n x side^2]. */
int bench_patches(const char *path, size_t side, size_t n, uint64_t seed, double *out)
{
    struct array grey;
    enum sb_status status = visual_images(path, &grey, NULL);
    if (status != SB_OK)
        return (int)status;
    size_t count = grey.shape[0], rows = grey.shape[1], cols = grey.shape[2], m = side * side;
    for (size_t i = 0; i < count && status == SB_OK; i++)
        status = whiten_image(grey.data + i * rows * cols, rows, cols, 0.5,
                              grey.data + i * rows * cols);
    if (status == SB_OK)
        status = sample_patches(grey.data, count, rows, cols, side, 2, n, seed, out);
    double rms = 0;
    for (size_t i = 0; status == SB_OK && i < n * m; i++)
        rms += out[i] * out[i] / (double)(n * m);
    if (status == SB_OK)
        status = contrast_normalise(out, n, m, 0.5 * sqrt(rms));
    for (size_t i = 0; status == SB_OK && i < n * m; i++)
        out[i] /= (double)side;
    array_free(&grey);
    return (int)status;
}

/* Chapter 5's digit video, one frame a row: out[frames x 784]. */
int bench_digits(const char *path, size_t frames, double *out)
{
    struct array digits, video = {0};
    enum sb_status status = load_idx(path, &digits, NULL);
    if (status != SB_OK)
        return (int)status;
    status = digit_video(&digits, frames, 1, &video);
    size_t pixels = status == SB_OK ? video.shape[0] * video.shape[1] : 0;
    for (size_t t = 0; t < frames; t++)
        for (size_t i = 0; i < pixels; i++)
            out[t * pixels + i] = video.data[i * frames + t];
    array_free(&digits);
    array_free(&video);
    return (int)status;
}
