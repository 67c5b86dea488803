/* TOPIC.c: chapter NUMBER. The contract is in TOPIC.h. */
#include "TOPIC.h"

#ifndef SOLUTION
#include "todo.h"
#endif

/* ---- ENUMBER.1 TOPIC_match ---- */

void TOPIC_match(const double *D, size_t K, size_t m, const double *x, double *c)
{
#ifdef SOLUTION
    for (size_t k = 0; k < K; k++) {
        double match = 0.0, energy = 0.0;
        for (size_t j = 0; j < m; j++) {
            match += D[k * m + j] * x[j];
            energy += D[k * m + j] * D[k * m + j];
        }
        c[k] = energy > 0.0 ? match / energy : 0.0;
    }
#else
    /* TODO: for every atom, add up its products with x and with itself. */
    TODO(D, K, m, x, c);
#endif
}
