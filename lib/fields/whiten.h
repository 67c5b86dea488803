/* whiten.h: flatten the spectrum of natural images. */
#ifndef SB_WHITEN_H
#define SB_WHITEN_H

#include <stddef.h>

#include "status.h"

/* Whiten an image, and take away its highest frequencies, which hold mostly noise:
 *
 *   out = F^-1( R(f) F(image) ),   R(f) = |f| exp(-(|f| / f0)^4)
 *
 * F the two-dimensional Fourier transform, f in cycles per pixel. Natural images have amplitudes
 * near 1/|f|, so R makes them equal up to about f0. The mean is removed (R(0) = 0). The transform
 * joins opposite edges of the image, so pixels near an edge also see the other side.
 * In: image[rows x cols], any unit; f0 > 0, usually 0.4. Out: out[rows x cols],
 * in that unit per pixel; may be image. Computed in single precision (KISS FFT).
 * Returns SB_OK; SB_EINVAL when the image is empty, too large or f0 <= 0;
 * SB_ENONFINITE; SB_ENOMEM.
 * Source: Olshausen & Field 1997, Vision Research 37, 3311-3325. */
enum sb_status whiten_image(const double *image, size_t rows, size_t cols, double f0, double *out);

#endif
