#include "random.h"

#include <math.h>

uint64_t random_next(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

size_t random_below(uint64_t *state, size_t n)
{
    /* Reject the last, incomplete round of 0 .. n-1, so that all are equally likely. */
    uint64_t limit = UINT64_MAX - UINT64_MAX % n, z;
    do
        z = random_next(state);
    while (z >= limit);
    return (size_t)(z % n);
}

double random_uniform(uint64_t *state)
{
    return (double)(random_next(state) >> 11) * 0x1p-53;
}

double random_normal(uint64_t *state)
{
    double u, v, s;
    do {
        u = 2 * random_uniform(state) - 1;
        v = 2 * random_uniform(state) - 1;
        s = u * u + v * v;
    } while (s >= 1 || s == 0);
    return u * sqrt(-2 * log(s) / s);
}

void random_order(uint64_t *state, size_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t j = random_below(state, i + 1);
        order[i] = order[j];
        order[j] = i;
    }
}
