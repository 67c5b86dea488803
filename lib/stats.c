#include "stats.h"

#include <math.h>
#include <stdbool.h>
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
    if (isfinite(s.total) || !all_finite(x, n))
        return sum_value(&s) / (double)n;
    /* A mean lies between the values even where their sum is beyond a double. */
    s = (struct sum){0};
    for (size_t i = 0; i < n; i++)
        sum_add(&s, ldexp(x[i], -64));
    return ldexp(sum_value(&s) / (double)n, 64);
}

static double largest_of(const double *x, size_t n)
{
    double largest = 0.0;

    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(x[i]));
    return largest;
}

/* The power of two that moves values at either end of a double's range to where neither their
 * differences nor any sum of them overflows, and their mean loses no digits; 0 for all other
 * values. */
static int safe_power(double largest)
{
    return largest > 0x1p+900 ? -64 : largest < 0x1p-900 ? 900 : 0;
}

/* Values as deviations from their mean: 2^power x - mean - rest, where `rest` is
 * what the rounding of the mean has left (Chan, Golub & LeVeque 1983, eq. 1.7). */
struct centre {
    int power;
    double mean, rest;
};

static double deviation(const struct centre *c, double x)
{
    return ldexp(x, c->power) - c->mean - c->rest;
}

static struct centre find_centre(const double *x, size_t n)
{
    struct centre c = {.power = safe_power(largest_of(x, n))};
    struct sum mean = {0}, rest = {0};

    for (size_t i = 0; i < n; i++)
        sum_add(&mean, ldexp(x[i], c.power));
    c.mean = sum_value(&mean) / (double)n;
    for (size_t i = 0; i < n; i++)
        sum_add(&rest, deviation(&c, x[i]));
    c.rest = sum_value(&rest) / (double)n;
    return c;
}

/* A sum of squares, or of fourth powers, of values scaled so that it cannot overflow. */
struct powers {
    int power; /* the values were multiplied by 2^power */
    double square, fourth;
};

static int power_to_one(double largest)
{
    int exponent;
    frexp(largest, &exponent);
    return -exponent;
}

static struct powers deviation_powers(const double *x, size_t n, const struct centre *c)
{
    double largest = 0.0;
    struct sum square = {0}, fourth = {0};

    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(deviation(c, x[i])));
    int power = power_to_one(largest);
    for (size_t i = 0; i < n; i++) {
        double d = ldexp(deviation(c, x[i]), power);
        sum_add(&square, d * d);
        sum_add(&fourth, d * d * d * d);
    }
    return (struct powers){power, sum_value(&square), sum_value(&fourth)};
}

/* True when n values with these deviations are all the same but for rounding. */
static bool constant(const struct powers *p, const struct centre *c, size_t n)
{
    double sigma = ldexp(sqrt(p->square / (double)n), -p->power);
    return sigma <= CONSTANT * fabs(c->mean);
}

double stat_kurtosis(const double *x, size_t n)
{
    if (n == 0 || !all_finite(x, n))
        return NAN;
    struct centre centre = find_centre(x, n);
    struct powers p = deviation_powers(x, n, &centre);
    if (constant(&p, &centre, n))
        return NAN;
    double m2 = p.square / (double)n, m4 = p.fourth / (double)n;
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
    if (!isfinite(step)) {
        double half = sorted[i + 1] / 2 - sorted[i] / 2;
        return t < 0.5 ? sorted[i] + half * (2 * t) : sorted[i + 1] - half * (2 - 2 * t);
    }
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
        /* Far from 0, 1/2 is less than the distance between two doubles. */
        double margin = fmax(0.5, (double)bins * (nextafter(fabs(lo), INFINITY) - fabs(lo)));
        lo -= margin;
        hi += margin;
        if (!isfinite(hi - lo))
            return SB_EINVAL;
    }
    double step = (hi - lo) / (double)bins;
    for (size_t i = 0; i < bins; i++)
        edges[i] = lo + (double)i * step;
    edges[bins] = hi;
    return SB_OK;
}

/* sum (2^power (y - yhat))^2, with the power in *power. */
static double squared_error(const double *y, const double *yhat, size_t n, int *power)
{
    int safe = safe_power(fmax(largest_of(y, n), largest_of(yhat, n)));
    double largest = 0.0;
    struct sum s = {0};

    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(ldexp(y[i], safe) - ldexp(yhat[i], safe)));
    int unit = power_to_one(largest);
    for (size_t i = 0; i < n; i++) {
        double d = ldexp(ldexp(y[i], safe) - ldexp(yhat[i], safe), unit);
        sum_add(&s, d * d);
    }
    *power = safe + unit;
    return sum_value(&s);
}

double stat_r2(const double *y, const double *yhat, size_t n)
{
    if (n == 0 || !all_finite(y, n))
        return NAN;
    struct centre centre = find_centre(y, n);
    struct powers total = deviation_powers(y, n, &centre);
    if (constant(&total, &centre, n))
        return NAN;
    int power;
    double error = squared_error(y, yhat, n, &power);
    return 1.0 - ldexp(error / total.square, 2 * (centre.power + total.power - power));
}

double stat_rmse(const double *y, const double *yhat, size_t n)
{
    if (n == 0)
        return NAN;
    int power;
    double error = squared_error(y, yhat, n, &power);
    return ldexp(sqrt(error / (double)n), -power);
}
