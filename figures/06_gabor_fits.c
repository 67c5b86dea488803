/* 06_gabor_fits.c: counts and medians of Gabor fits. */
#include "06_gabor_fits.h"

#include <math.h>

struct counted count_fits(const struct gabor *g, size_t K, size_t side)
{
    struct counted n = {.octaves = figure_array(K)};
    for (size_t k = 0; k < K; k++) {
        bool well = g[k].r2 > 0.8, good = well && gabor_localised(&g[k], side);
        bool determined = good && gabor_determined(&g[k], side);
        double octaves = determined ? gabor_octaves(&g[k]) : INFINITY;
        n.well += well;
        n.good += good;
        n.determined += determined;
        if (isfinite(octaves))
            n.octaves[n.band++] = octaves;
    }
    return n;
}

double median_of(const double *x, size_t n)
{
    double value = NAN;
    if (n > 0)
        figure_must(stat_percentile(x, n, 50, &value), "stat_percentile");
    return value;
}

double percent(size_t part, size_t whole)
{
    return 100.0 * (double)part / (double)whole;
}
