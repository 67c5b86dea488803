/* hard_threshold.h: chapter 7 (bonus), sparsity in space by a hard threshold.
 * You write this function in hard_threshold.c. */
#ifndef HARD_THRESHOLD_H
#define HARD_THRESHOLD_H

#include <stddef.h>

/* E7.1  Keep what is bright enough, unchanged.
 *
 *     frame_HT_ij = frame_ij   where frame_ij >= theta,
 *                   0          elsewhere
 *
 * In:  frame[rows * cols], usually grey values, but any numbers are allowed; left untouched;
 *      theta, any number in the same unit.
 * Out: frame_HT[rows * cols]. */
void hard_thres(const double *frame, size_t rows, size_t cols, double theta, double *frame_HT);

#endif
