/* patches.h: small squares cut from many images. */
#ifndef SB_PATCHES_H
#define SB_PATCHES_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"

/* Cut n patches of side x side pixels at random positions of random images,
 * none of their pixels nearer than `margin` to the edge of its image.
 * In: images[count x rows x cols], any unit. Out: patches[n x side^2], a patch a
 * row, in that unit. The same seed gives the same patches.
 * Returns SB_OK; SB_EINVAL when there is no image, or no place for a patch. */
enum sb_status sample_patches(const double *images, size_t count, size_t rows, size_t cols,
                              size_t side, size_t margin, size_t n, uint64_t seed, double *patches);

/* Give every patch the mean 0 and (nearly) the same contrast:
 *
 *   x = (x - mean(x)) / sqrt(var(x) + floor^2)
 *
 * so that a floor well above the contrast of noise keeps flat patches flat.
 * In/out: patches[n x m]. floor > 0, in the unit of x before; afterwards no unit.
 * SB_OK; SB_EINVAL when m = 0 or floor <= 0; SB_ENONFINITE.
 * Source: Coates, Lee & Ng 2011, AISTATS, 215-223. */
enum sb_status contrast_normalise(double *patches, size_t n, size_t m, double floor);

#endif
