/* random.h: random numbers that are the same on every machine. */
#ifndef SB_RANDOM_H
#define SB_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* The next number of a sequence of 64-bit numbers; *state is its seed at first.
 * Source: Steele, Lea & Flood 2014, OOPSLA, 453-472 (SplitMix64). */
uint64_t random_next(uint64_t *state);

/* Evenly among 0 .. n-1, n at least 1. */
size_t random_below(uint64_t *state, size_t n);

/* Evenly in [0, 1). */
double random_uniform(uint64_t *state);

/* Gaussian with mean 0 and variance 1.
 * Source: Marsaglia & Bray 1964, SIAM Review 6, 260-264 (the polar method). */
double random_normal(uint64_t *state);

/* Put 0 .. n-1 into order[n] in random order (Fisher & Yates). */
void random_order(uint64_t *state, size_t *order, size_t n);

#endif
