/* gabor.h: how much an atom looks like the receptive field of a simple cell. */
#ifndef SB_GABOR_H
#define SB_GABOR_H

#include <stdbool.h>
#include <stddef.h>

#include "status.h"

/* A Gabor function: a plane wave under a Gaussian window,
 *
 *   g = amplitude exp(-x^2 / (2 width_wave^2) - y^2 / (2 width_bar^2))
 *                 cos(2 pi frequency x + phase)
 *   x =  (c - col) cos(theta) + (r - row) sin(theta)      along the wave
 *   y = -(c - col) sin(theta) + (r - row) cos(theta)      along its bars
 *
 * at pixel row r, column c. */
struct gabor {
    double row, col;              /* centre, pixels from the centre of the first pixel */
    double theta;                 /* direction of the wave, radians, 0 <= theta < pi */
    double frequency;             /* cycles per pixel */
    double width_wave, width_bar; /* standard deviations of the window, pixels */
    double amplitude;             /* at least 0, in the unit of the patch */
    double phase;                 /* radians, -pi .. pi; +-pi/2 is odd-symmetric */
    double r2;                    /* how well it fits: 1 - |patch - g|^2 / |patch - mean|^2 */
};

/* The Gabor function closest to a patch, in least squares.
 *
 * Levenberg-Marquardt from several starts: the strongest peaks of the patch's
 * spectrum, two window sizes. The frequency stays between 1 / (2 side), half a
 * cycle across the patch, and 0.7 cycles per pixel; widths stay between 0.4
 * pixels and the side; the centre stays within one pixel of the patch.
 * In: patch[side x side], side at least 3. Out: *fit; for a constant patch r2 is NaN.
 * Returns SB_OK; SB_EINVAL; SB_ENONFINITE; SB_ENOMEM.
 * Source: Marquardt 1963, J. SIAM 11, 431-441; Jones & Palmer 1987,
 * J. Neurophysiology 58, 1233-1258 (Gabor functions fitted to simple cells). */
enum sb_status gabor_fit(const double *patch, size_t side, struct gabor *fit);

/* The same for every row of atoms[K x side^2], on all threads. Out: fit[K]. */
enum sb_status gabor_fit_all(const double *atoms, size_t K, size_t side, struct gabor *fit);

/* Draw it: out[side x side]. */
void gabor_draw(const struct gabor *g, size_t side, double *out);

/* True when the window is small both ways: width_wave and width_bar are below side / 3. Along
 * either, a length of one side then holds at least 96 % of the window's energy. */
bool gabor_localised(const struct gabor *g, size_t side);

/* True when the fit is not at a limit of the search. A fit at a limit says only that the best value
 * is there or beyond. The usual case is a plain edge, one bright side and one dark: the slower the
 * wave, the better it fits, so the frequency ends at its lowest and is not a measurement. */
bool gabor_determined(const struct gabor *g, size_t side);

/* Spatial-frequency bandwidth in octaves, log2(high / low), between the two
 * frequencies where the response along the wave falls to half of its peak. The response is
 *
 *   | exp(i phase) E(v - f) + exp(-i phase) E(v + f) |,   E(v) = exp(-2 (pi width_wave v)^2)
 *
 * Infinite for a field that answers at least half as well to uniform light:
 * low-pass, not band-pass.
 * Source: De Valois, Albrecht & Thorell 1982, Vision Research 22, 545-559. */
double gabor_octaves(const struct gabor *g);

/* Orientation bandwidth in degrees, full width at half the response:
 * 2 atan(sqrt(2 ln 2) / (2 pi width_bar f)).
 * Source: De Valois, Yund & Hepler 1982, Vision Research 22, 531-544. */
double gabor_degrees(const struct gabor *g);

/* The share of K fitted atoms that have R^2 > 0.8 and are localised, 0..1. */
double gabor_share(const struct gabor *fit, size_t K, size_t side);

#endif
