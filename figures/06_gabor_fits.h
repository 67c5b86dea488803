/* 06_gabor_fits.h: summary of the Gabor fits of a model's atoms. */
#ifndef FIGURES_06_GABOR_FITS_H
#define FIGURES_06_GABOR_FITS_H

#include "fields/gabor.h"
#include "figure.h"

/* A summary of the fits of some atoms. An atom counts when its R^2 is above 0.8 and it is
 * localised; its bandwidth counts if, in addition, the fit is not at a limit of the search. */
struct counted {
    size_t well, good, determined, band; /* fitted well; counted; measured; of these band-pass */
    double *octaves;                     /* of the last */
};

/* Of K fits of atoms of side x side pixels. */
struct counted count_fits(const struct gabor *g, size_t K, size_t side);

/* NAN of none. */
double median_of(const double *x, size_t n);

double percent(size_t part, size_t whole);

#endif
