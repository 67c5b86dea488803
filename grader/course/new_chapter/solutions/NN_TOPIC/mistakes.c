/* Known mistakes of chapter NUMBER. */
#include "TOPIC.h"

#include <math.h>

#include "judge/mistake.h"

static double product(const double *a, const double *b, size_t m)
{
    double sum = 0.0;
    for (size_t j = 0; j < m; j++)
        sum += a[j] * b[j];
    return sum;
}

MISTAKE(TOPIC_match, undivided,
        "The products with the signal are not divided by <d, d>, so long atoms get large weights.")
void TOPIC_match__undivided(const double *D, size_t K, size_t m, const double *x, double *c)
{
    for (size_t k = 0; k < K; k++)
        c[k] = product(D + k * m, x, m);
}

MISTAKE(TOPIC_match, by_length,
        "The products are divided by the length of the atom; it has to be its square, <d, d>.")
void TOPIC_match__by_length(const double *D, size_t K, size_t m, const double *x, double *c)
{
    for (size_t k = 0; k < K; k++) {
        double energy = product(D + k * m, D + k * m, m);
        c[k] = energy > 0.0 ? product(D + k * m, x, m) / sqrt(energy) : 0.0;
    }
}

MISTAKE(TOPIC_match, no_sign,
        "The weights have lost their sign; an atom that is in the signal upside down has a "
        "negative one.")
void TOPIC_match__no_sign(const double *D, size_t K, size_t m, const double *x, double *c)
{
    for (size_t k = 0; k < K; k++) {
        double energy = product(D + k * m, D + k * m, m);
        c[k] = energy > 0.0 ? fabs(product(D + k * m, x, m)) / energy : 0.0;
    }
}

MISTAKE(TOPIC_match, by_signal,
        "The products are divided by <x, x>, of the signal; it has to be <d, d>, of the atom.")
void TOPIC_match__by_signal(const double *D, size_t K, size_t m, const double *x, double *c)
{
    double energy = product(x, x, m);
    for (size_t k = 0; k < K; k++)
        c[k] = energy > 0.0 ? product(D + k * m, x, m) / energy : 0.0;
}
