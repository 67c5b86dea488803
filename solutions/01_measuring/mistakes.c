/* Known mistakes of chapter 1. */
#include "measuring.h"

#include <math.h>
#include <stdbool.h>

#include "judge/mistake.h"

/* ---- E1.1 l0_norm ---- */

MISTAKE(l0_norm, positive_only,
        "Only samples above 0 are counted; a negative sample is not zero either.")
size_t l0_norm__positive_only(const double *x, size_t n)
{
    size_t count = 0;
    for (size_t j = 0; j < n; j++)
        count += x[j] > 0.0;
    return count;
}

MISTAKE(l0_norm, zeros, "The zeros are counted; the l0 norm counts the samples that are not 0.")
size_t l0_norm__zeros(const double *x, size_t n)
{
    size_t count = 0;
    for (size_t j = 0; j < n; j++)
        count += x[j] == 0.0;
    return count;
}

MISTAKE(l0_norm, small_is_zero,
        "Small samples are taken for zeros; the l0 norm counts whatever is not exactly 0.")
size_t l0_norm__small_is_zero(const double *x, size_t n)
{
    size_t count = 0;
    for (size_t j = 0; j < n; j++)
        count += fabs(x[j]) > 1e-6;
    return count;
}

MISTAKE(l0_norm, whole_numbers,
        "Samples are cut to whole numbers before they are compared, so 0.25 becomes 0.")
size_t l0_norm__whole_numbers(const double *x, size_t n)
{
    size_t count = 0;
    for (size_t j = 0; j < n; j++)
        count += (int)x[j] != 0;
    return count;
}

MISTAKE(l0_norm, first_left_out, "The first sample is left out: arrays in C start at 0, not at 1.")
size_t l0_norm__first_left_out(const double *x, size_t n)
{
    size_t count = 0;
    for (size_t j = 1; j < n; j++)
        count += x[j] != 0.0;
    return count;
}

MISTAKE(l0_norm, length, "Every sample is counted; the l0 norm counts those that are not 0.")
size_t l0_norm__length(const double *x, size_t n)
{
    (void)x;
    return n;
}

MISTAKE(l0_norm, first_only,
        "Only the first sample is looked at: does a return stand inside the loop?")
size_t l0_norm__first_only(const double *x, size_t n)
{
    return n > 0 && x[0] != 0.0;
}

/* ---- E1.2 l1_norm ---- */

MISTAKE(l1_norm, no_magnitude,
        "Samples of opposite signs cancel; the l1 norm adds up the magnitudes |x_j|.")
double l1_norm__no_magnitude(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t j = 0; j < n; j++)
        sum += x[j];
    return sum;
}

MISTAKE(l1_norm, magnitude_of_sum,
        "The magnitude is taken once, of the sum; it has to be taken of each sample before adding.")
double l1_norm__magnitude_of_sum(const double *x, size_t n)
{
    return fabs(l1_norm__no_magnitude(x, n));
}

MISTAKE(l1_norm, squares, "The squares are added up; the l1 norm adds up the magnitudes |x_j|.")
double l1_norm__squares(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t j = 0; j < n; j++)
        sum += x[j] * x[j];
    return sum;
}

MISTAKE(l1_norm, euclidean,
        "This is the l2 norm, the root of the summed squares; the l1 norm adds up the magnitudes.")
double l1_norm__euclidean(const double *x, size_t n)
{
    return sqrt(l1_norm__squares(x, n));
}

MISTAKE(l1_norm, mean, "The magnitudes are averaged; the l1 norm is their sum, not divided by n.")
double l1_norm__mean(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t j = 0; j < n; j++)
        sum += fabs(x[j]);
    return n > 0 ? sum / (double)n : 0.0;
}

MISTAKE(l1_norm, whole_numbers,
        "Fractions are lost: abs() is for int, fabs() for double, and a sum that is an int has "
        "none either.")
double l1_norm__whole_numbers(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t j = 0; j < n; j++)
        sum += trunc(fabs(x[j]));
    return sum;
}

MISTAKE(l1_norm, first_only, "Only the first sample is added: does a return stand inside the loop?")
double l1_norm__first_only(const double *x, size_t n)
{
    return n > 0 ? fabs(x[0]) : 0.0;
}

MISTAKE(l1_norm, last_left_out, "The last sample is left out: j has to run from 0 to n - 1.")
double l1_norm__last_left_out(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t j = 0; j + 1 < n; j++)
        sum += fabs(x[j]);
    return sum;
}

MISTAKE(l1_norm, float_sum,
        "The sum is right to 7 digits only: is it a float? Here it has to be a double.")
double l1_norm__float_sum(const double *x, size_t n)
{
    float sum = 0.0f;
    for (size_t j = 0; j < n; j++)
        sum = (float)(sum + fabs(x[j]));
    return sum;
}

MISTAKE(l1_norm, largest,
        "This is the largest magnitude, the maximum norm; the l1 norm adds all of them up.")
double l1_norm__largest(const double *x, size_t n)
{
    double most = 0.0;
    for (size_t j = 0; j < n; j++)
        most = fmax(most, fabs(x[j]));
    return most;
}

/* ---- E1.3 kurtosis ---- */

/* E[(x - centre)^power] */
static double moment(const double *x, size_t n, double centre, double power)
{
    double sum = 0.0;
    for (size_t j = 0; j < n; j++)
        sum += pow(x[j] - centre, power);
    return sum / (double)n;
}

/* a / b^power, and NaN where there is no spread, as the exercise asks. */
static double ratio(double a, double b, double power)
{
    return b > 0.0 ? a / pow(b, power) : NAN;
}

static bool flat(const double *x, size_t n)
{
    for (size_t j = 1; j < n; j++)
        if (x[j] != x[0])
            return false;
    return true;
}

MISTAKE(kurtosis, excess,
        "This is the excess kurtosis, 3 less: Pearson's kurtosis does not subtract 3.")
double kurtosis__excess(const double *x, size_t n)
{
    if (flat(x, n))
        return NAN;
    double mu = moment(x, n, 0.0, 1.0);
    return ratio(moment(x, n, mu, 4.0), moment(x, n, mu, 2.0), 2.0) - 3.0;
}

MISTAKE(kurtosis, sample_variance,
        "sigma^2 is divided by n - 1; the population sigma asked for divides by n.")
double kurtosis__sample_variance(const double *x, size_t n)
{
    if (flat(x, n))
        return NAN;
    double mu = moment(x, n, 0.0, 1.0);
    double variance = moment(x, n, mu, 2.0) * (double)n / ((double)n - 1.0);
    return ratio(moment(x, n, mu, 4.0), variance, 2.0);
}

MISTAKE(kurtosis, sigma_squared,
        "The fourth moment is divided by sigma^2; it has to be divided by sigma^4, "
        "the variance squared.")
double kurtosis__sigma_squared(const double *x, size_t n)
{
    if (flat(x, n))
        return NAN;
    double mu = moment(x, n, 0.0, 1.0);
    return ratio(moment(x, n, mu, 4.0), moment(x, n, mu, 2.0), 1.0);
}

MISTAKE(kurtosis, mean_kept, "The mean is not subtracted: both powers are of x - mu, not of x.")
double kurtosis__mean_kept(const double *x, size_t n)
{
    if (flat(x, n))
        return NAN;
    return ratio(moment(x, n, 0.0, 4.0), moment(x, n, 0.0, 2.0), 2.0);
}

MISTAKE(kurtosis, skewness,
        "This is the skewness, with third powers; the kurtosis takes fourth powers.")
double kurtosis__skewness(const double *x, size_t n)
{
    if (flat(x, n))
        return NAN;
    double mu = moment(x, n, 0.0, 1.0);
    return ratio(moment(x, n, mu, 3.0), moment(x, n, mu, 2.0), 1.5);
}

MISTAKE(kurtosis, summed, "The fourth powers are added up but not divided by n: E[...] is a mean.")
double kurtosis__summed(const double *x, size_t n)
{
    if (flat(x, n))
        return NAN;
    double mu = moment(x, n, 0.0, 1.0);
    return ratio(moment(x, n, mu, 4.0) * (double)n, moment(x, n, mu, 2.0), 2.0);
}

MISTAKE(kurtosis, flat_is_zero,
        "A signal without spread gets a number; there is nothing to divide by, so it is NAN.")
double kurtosis__flat_is_zero(const double *x, size_t n)
{
    double mu = moment(x, n, 0.0, 1.0), m2 = moment(x, n, mu, 2.0);
    return flat(x, n) ? 0.0 : ratio(moment(x, n, mu, 4.0), m2, 2.0);
}

MISTAKE(kurtosis, whole_mean,
        "The mean is cut to a whole number: is it an int? It has to be a double.")
double kurtosis__whole_mean(const double *x, size_t n)
{
    if (flat(x, n))
        return NAN;
    double mu = trunc(moment(x, n, 0.0, 1.0));
    return ratio(moment(x, n, mu, 4.0), moment(x, n, mu, 2.0), 2.0);
}

MISTAKE(kurtosis, both_summed,
        "Both powers are added up but neither sum is divided by n: sigma^2 is a mean, too.")
double kurtosis__both_summed(const double *x, size_t n)
{
    if (flat(x, n))
        return NAN;
    double mu = moment(x, n, 0.0, 1.0);
    return ratio(moment(x, n, mu, 4.0), moment(x, n, mu, 2.0), 2.0) / (double)n;
}
