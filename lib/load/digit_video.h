/* digit_video.h: chapter 5's video, mixed from real digits. */
#ifndef SB_DIGIT_VIDEO_H
#define SB_DIGIT_VIDEO_H

#include <stddef.h>

#include "load.h"
#include "status.h"

/* How many different digits one video is mixed from. */
#define DIGIT_VIDEO_PARTS 15

/* A video of digits that come and go, each with a smooth weight of its own:
 *
 *   video(r, c, t) = sum_p w_p(t) digit_p(r, c) / s ,
 *   w_p(t) = sum over p's two appearances i of h_i (1 + cos(pi (t - c_i) / b)) / 2
 *            where |t - c_i| < b, and 0 elsewhere
 *
 * Drawn from the seed: the DIGIT_VIDEO_PARTS digits, all different; the order
 * of the 30 appearances, whose centres c_i are spread over the whole video and
 * jittered by up to half their distance; their heights h_i, 0.5 to 1. The half
 * width is b = frames / 15, so about four of the 15 digits show at a time.
 * s makes the largest value 1: a digit's norm is then a few units, and an l1
 * penalty of 0.9 per unit norm atom prunes weak coefficients and keeps strong ones.
 *
 * In: digits[count x rows x cols], at least DIGIT_VIDEO_PARTS of them, in any
 * unit; frames; seed. Out: video[rows x cols x frames], time last as in the
 * tutorial, 0..1 when no digit has negative values (its old content is not freed).
 * Returns SB_OK, or with video empty: SB_ESHAPE when digits is not such an
 * array; SB_EINVAL when frames = 0; SB_ENONFINITE; SB_ENOMEM.
 * Source: ours, after the tutorial's video of digits with changing weights. */
enum sb_status digit_video(const struct array *digits, size_t frames, unsigned long long seed,
                           struct array *video);

#endif
