/* digits.c: chapter 5's video and the atoms learned from it, for the widgets.
 * Prints digits[frames x rows x cols], 0..1, and digit_atoms[15 x rows x cols]. */
#include <math.h>
#include <stdlib.h>

#include "../chapters/05_dictionary/dictionary.h"
#include "load/digit_video.h"
#include "pack.h"

/* As in figures/05_dictionary.c. */
enum { FRAMES = 150, SEED = 1, ATOMS = 15, MAX_ITER = 100 };
static const double LAMBDA = 0.9, TOL = 1e-4;

static double *zeros(size_t n)
{
    double *x = calloc(n, sizeof *x);
    if (!x)
        pack_fail("digits", "out of memory");
    return x;
}

/* Frames spread evenly over the video, of norm 1. */
static void start(const double *X, size_t n, size_t m, double *D)
{
    for (size_t k = 0; k < ATOMS; k++) {
        const double *frame = X + k * (n / ATOMS) * m;
        double norm = 0.0;
        for (size_t j = 0; j < m; j++)
            norm = hypot(norm, frame[j]);
        for (size_t j = 0; j < m; j++)
            D[k * m + j] = norm > 0.0 ? frame[j] / norm : 1.0 / sqrt((double)m);
    }
}

int main(void)
{
    struct array digits, video;
    struct sb_error err;
    if (load_idx("data/digits-images.idx3-ubyte", &digits, &err) != SB_OK)
        pack_fail("digits", err.text);
    if (digit_video(&digits, FRAMES, SEED, &video) != SB_OK)
        pack_fail("digits", "the video cannot be mixed");
    size_t rows = video.shape[0], cols = video.shape[1], m = rows * cols;
    double *X = zeros(FRAMES * m), *D = zeros(ATOMS * m), *A = zeros(FRAMES * ATOMS);
    double *R = zeros(FRAMES * m), objective[MAX_ITER], most = 0.0;
    flatten_video(video.data, rows, cols, FRAMES, X);
    for (size_t i = 0; i < FRAMES * m; i++)
        most = fmax(most, X[i]);
    for (size_t i = 0; i < FRAMES * m; i++)
        X[i] /= most;
    start(X, FRAMES, m, D);
    fit_transform(X, FRAMES, m, ATOMS, LAMBDA, MAX_ITER, TOL, D, A, R, objective);
    int failed = pack_array("digits", X, (size_t[]){FRAMES, rows, cols}, 3, 0) ||
                 pack_array("digit_atoms", D, (size_t[]){ATOMS, rows, cols}, 3, 0);
    free(X);
    free(D);
    free(A);
    free(R);
    array_free(&digits);
    array_free(&video);
    if (failed)
        pack_fail("digits", "out of memory");
    return 0;
}
