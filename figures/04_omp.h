/* 04_omp.h: what the files of chapter 4's figures share.
 *
 *   04_omp.c      codes of the bird's signal: F4.1 to F4.5
 *   04_beyond.c   what they are worth, beside unseen frames and all other supports: F4.6, F4.7 */
#ifndef FIGURES_04_OMP_H
#define FIGURES_04_OMP_H

#include <stdbool.h>
#include <stddef.h>

#include "figure.h"

#define ATOMS 100

/* What OMP leaves behind. */
struct pursuit {
    size_t count, *support;
    double *h, intercept, *residual;
};

/* This chapter's signal, and the dictionary for it. */
struct problem {
    size_t n;
    const double *sig;
    double *freqs, *D;
};

/* The problem, with the student's features or with the reference's. */
struct problem bird(bool ref);

/* k features of D[K x n] for y, picked by the student's OMP. */
struct pursuit pursue(const double *D, size_t K, size_t n, const double *y, size_t k);

double sum_of_squares(const double *x, size_t n);
double r2_of(const double *y, size_t n, const double *residual);

struct plot *draw_held_out(void);
struct plot *draw_exhaustive(void);

#endif
