#include "stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mat.h"

/* Below this ratio of sigma to |mean| the spread of a signal is rounding error. */
#define CONSTANT 1e-15

/* A sum with its rounding error carried along (Neumaier 1974, ZAMM 54, 39-51):
 * the result is as good as one rounding, however many terms there are. */
struct sum {
    double total, error;
};

static void sum_add(struct sum *s, double x)
{
    double total = s->total + x;

    if (fabs(s->total) >= fabs(x))
        s->error += (s->total - total) + x;
    else
        s->error += (x - total) + s->total;
    s->total = total;
}

/* An infinite total has a NaN for its error, which says less than the total. */
static double sum_value(const struct sum *s)
{
    return isfinite(s->total) ? s->total + s->error : s->total;
}

size_t stat_l0(const double *x, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        count += x[i] != 0.0;
    return count;
}

double stat_l1(const double *x, size_t n)
{
    struct sum s = {0};

    for (size_t i = 0; i < n; i++)
        sum_add(&s, fabs(x[i]));
    return sum_value(&s);
}

double stat_mean(const double *x, size_t n)
{
    struct sum s = {0};

    if (n == 0)
        return NAN;
    for (size_t i = 0; i < n; i++)
        sum_add(&s, x[i]);
    return sum_value(&s) / (double)n;
}

double stat_kurtosis(const double *x, size_t n)
{
    double mean = stat_mean(x, n), largest = 0.0;
    struct sum square = {0}, fourth = {0};

    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(x[i] - mean));
    if (n == 0 || largest == 0.0)
        return NAN;
    /* Deviations relative to the largest: their fourth powers cannot overflow. */
    for (size_t i = 0; i < n; i++) {
        double d = (x[i] - mean) / largest;
        sum_add(&square, d * d);
        sum_add(&fourth, d * d * d * d);
    }
    double m2 = sum_value(&square) / (double)n, m4 = sum_value(&fourth) / (double)n;
    if (sqrt(m2) * largest <= CONSTANT * fabs(mean))
        return NAN;
    return m4 / (m2 * m2);
}

double stat_excess_kurtosis(const double *x, size_t n)
{
    return stat_kurtosis(x, n) - 3.0;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double percentile_of_sorted(const double *sorted, size_t n, double q)
{
    double position = (double)(n - 1) * (q / 100.0);
    size_t i = (size_t)position;
    if (i >= n - 1)
        return sorted[n - 1];
    /* From the nearer end, so that t = 1 would give the upper value exactly. */
    double t = position - (double)i, step = sorted[i + 1] - sorted[i];
    return t < 0.5 ? sorted[i] + step * t : sorted[i + 1] - step * (1.0 - t);
}

enum sb_status stat_percentiles(const double *x, size_t n, const double *q, size_t count,
                                double *values)
{
    if (n == 0)
        return SB_EINVAL;
    for (size_t i = 0; i < count; i++)
        if (!(q[i] >= 0.0 && q[i] <= 100.0))
            return SB_EINVAL;
    if (!all_finite(x, n))
        return SB_ENONFINITE;
    double *sorted = malloc(n * sizeof *sorted);
    if (!sorted)
        return SB_ENOMEM;
    memcpy(sorted, x, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare_doubles);
    for (size_t i = 0; i < count; i++)
        values[i] = percentile_of_sorted(sorted, n, q[i]);
    free(sorted);
    return SB_OK;
}

enum sb_status stat_percentile(const double *x, size_t n, double q, double *value)
{
    return stat_percentiles(x, n, &q, 1, value);
}

/* The last i in 0..bins-1 with edges[i] <= x, for edges[0] <= x <= edges[bins]. */
static size_t find_bin(double x, const double *edges, size_t bins)
{
    size_t low = 0, high = bins;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (edges[middle] <= x)
            low = middle;
        else
            high = middle;
    }
    return low;
}

enum sb_status stat_histogram(const double *x, size_t n, const double *edges, size_t bins,
                              size_t *counts)
{
    if (bins == 0)
        return SB_EINVAL;
    if (!all_finite(x, n) || !all_finite(edges, bins + 1))
        return SB_ENONFINITE;
    for (size_t i = 0; i < bins; i++)
        if (edges[i] > edges[i + 1])
            return SB_EINVAL;
    memset(counts, 0, bins * sizeof *counts);
    for (size_t i = 0; i < n; i++)
        if (x[i] >= edges[0] && x[i] <= edges[bins])
            counts[find_bin(x[i], edges, bins)]++;
    return SB_OK;
}

enum sb_status stat_bin_edges(double lo, double hi, size_t bins, double *edges)
{
    if (bins == 0 || !(lo <= hi) || !isfinite(hi - lo))
        return SB_EINVAL;
    if (lo == hi) {
        lo -= 0.5;
        hi += 0.5;
    }
    double step = (hi - lo) / (double)bins;
    for (size_t i = 0; i < bins; i++)
        edges[i] = lo + (double)i * step;
    edges[bins] = hi;
    return SB_OK;
}

/* sum (y - yhat)^2 */
static double squared_error(const double *y, const double *yhat, size_t n)
{
    struct sum s = {0};

    for (size_t i = 0; i < n; i++)
        sum_add(&s, (y[i] - yhat[i]) * (y[i] - yhat[i]));
    return sum_value(&s);
}

double stat_r2(const double *y, const double *yhat, size_t n)
{
    double mean = stat_mean(y, n);
    struct sum s = {0};

    for (size_t i = 0; i < n; i++)
        sum_add(&s, (y[i] - mean) * (y[i] - mean));
    double total = sum_value(&s);
    if (n == 0 || total == 0.0 || sqrt(total / (double)n) <= CONSTANT * fabs(mean))
        return NAN;
    return 1.0 - squared_error(y, yhat, n) / total;
}

double stat_rmse(const double *y, const double *yhat, size_t n)
{
    return n == 0 ? NAN : sqrt(squared_error(y, yhat, n) / (double)n);
}
