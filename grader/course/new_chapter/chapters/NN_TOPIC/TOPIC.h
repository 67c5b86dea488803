/* TOPIC.h: chapter NUMBER.
 * You write this function in TOPIC.c. */
#ifndef CHAPTER_NUMBER_H
#define CHAPTER_NUMBER_H

#include <stddef.h>

/* ENUMBER.1  The weight with which each atom alone fits a signal best.
 *
 *     c_k = <d_k, x> / <d_k, d_k>   for an atom d_k that is not all zeros,
 *           0                       for one that is
 *
 * In:  D[K*m], a dictionary, one atom d_k a row; x[m], a signal. Atoms have any length.
 * Out: c[K], a weight for each atom, without unit. */
void TOPIC_match(const double *D, size_t K, size_t m, const double *x, double *c);

#endif
