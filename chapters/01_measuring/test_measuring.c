/* What the three measures have to do, one property per test. */
#include "measuring.h"

#include <math.h>

#include "judge/judge.h"

REFERENCE(l0_norm);
REFERENCE(l1_norm);
REFERENCE(kurtosis);

/* A power of ten, with its logarithm drawn evenly between the two ends. */
static double draw_size_of(double lo, double hi)
{
    return pow(10.0, draw_uniform(lo, hi));
}

/* A signal of n values, about half of them 0.0 or -0.0, the others of every size there is, and
 * some of them several times. */
static double *draw_sparse(size_t n)
{
    double *x = draw_normals(n);
    for (size_t j = 0; j < n; j++)
        if (draw_size(0, 1) == 0)
            x[j] = draw_size(0, 1) == 0 ? 0.0 : -0.0;
        else if (draw_size(0, 1) == 0)
            x[j] *= draw_size_of(-322.0, 100.0);
        else if (draw_size(0, 9) == 0)
            x[j] = x[draw_size(0, j)];
    return x;
}

PROPERTY(l0_norm, seven_samples, "seven samples, five of them not 0, are counted right")
{
    const double *x = given("x", (double[]){-2.0, -0.0, 0.25, 1e-12, -1e-9, 1e-10, 0.0}, 7);
    calling("l0_norm(x, n = 7)");
    expect_size("l0_norm", l0_norm(x, 7), 5);
}

PROPERTY(l0_norm, any_signal, "random signals, the empty one too, are counted right")
{
    const double *none = given("x", NULL, 0);
    calling("l0_norm(x, n = 0)");
    expect_size("l0_norm", l0_norm(none, 0), 0);
    const double *zero = given("x", (double[]){-0.0}, 1);
    calling("l0_norm(x, n = 1)");
    expect_size("l0_norm", l0_norm(zero, 1), 0);
    for (int trial = 0; trial < 50; trial++) {
        size_t n = trial < 10 ? draw_size(1, 2) : trial == 10 ? 600 : draw_size(1, 100);
        double *values = draw_sparse(n);
        const double *x = given("x", values, n);
        calling("l0_norm(x, n = %zu)", n);
        expect_size("l0_norm", l0_norm(x, n), ref_l0_norm(values, n));
    }
}

PROPERTY(l1_norm, five_samples, "five samples, some of them negative, are added up right")
{
    const double *x = given("x", (double[]){0.0, -2.0, 0.25, 3.0, -0.5}, 5);
    calling("l1_norm(x, n = 5)");
    expect_value("l1_norm", l1_norm(x, 5), 5.75, 1e-15);
}

PROPERTY(l1_norm, any_signal, "random signals, the empty one too, are added up right")
{
    const double *none = given("x", NULL, 0);
    calling("l1_norm(x, n = 0)");
    expect_value("l1_norm", l1_norm(none, 0), 0.0, 0.0);
    for (int trial = 0; trial < 50; trial++) {
        size_t n = draw_size(1, 300);
        double *values = draw_uniforms(n, -255.0, 255.0);
        double unit = trial % 2 == 0 ? 1.0 : draw_size_of(-140.0, 6.0);
        for (size_t j = 0; j < n; j++)
            values[j] *= unit;
        const double *x = given("x", values, n);
        calling("l1_norm(x, n = %zu)", n);
        expect_value("l1_norm", l1_norm(x, n), ref_l1_norm(values, n), 1e-12);
    }
}

/* Looser than the reference needs: other orders of the sums round otherwise. */
#define KURTOSIS_TOL 1e-9

PROPERTY(kurtosis, five_samples, "five samples, one of them far out, have kurtosis 3.25")
{
    /* mu = 2; deviations -1, -1, -1, -1, 4; sigma^2 = 20 / 5; E[(x - mu)^4] = 260 / 5 */
    const double *x = given("x", (double[]){1.0, 1.0, 1.0, 1.0, 6.0}, 5);
    calling("kurtosis(x, n = 5)");
    hint("mu = 2, sigma^2 = 4 and E[(x - mu)^4] = 52 here: the kurtosis is 52 / 16.");
    expect_value("kurtosis", kurtosis(x, 5), 3.25, KURTOSIS_TOL);
}

/* n - 1 samples that are equal and one that is not: nearly n. */
static void expect_spike(void)
{
    size_t n = draw_size(400, 800);
    double *values = scratch(n);
    values[draw_size(0, n - 1)] = 1.0;
    const double *x = given("x", values, n);
    calling("kurtosis(x, n = %zu)", n);
    expect_value("kurtosis", kurtosis(x, n), ref_kurtosis(values, n), KURTOSIS_TOL);
}

PROPERTY(kurtosis, any_signal, "random signals, with and without outliers, come out right")
{
    for (int trial = 0; trial < 50; trial++) {
        size_t n = draw_size(10, 300);
        double *values = draw_uniforms(n, 0.0, 200.0);
        if (trial % 2 == 1)
            values[draw_size(0, n - 1)] = 1000.0;
        if (trial % 4 >= 2) /* equal neighbours and equal ends say nothing about the others */
            values[n - 1] = values[1] = values[0];
        const double *x = given("x", values, n);
        calling("kurtosis(x, n = %zu)", n);
        expect_value("kurtosis", kurtosis(x, n), ref_kurtosis(values, n), KURTOSIS_TOL);
    }
    expect_spike();
}

PROPERTY(kurtosis, any_unit, "another zero or another unit changes nothing")
{
    const double zero[] = {0.0, -7.0, 8.0, 0.0}, unit[] = {1.0, 2.0, -0.5, 1e-3};
    for (size_t trial = 0; trial < 4; trial++) {
        /* Half the samples at one level, half at another: the smallest kurtosis there is. */
        double values[6];
        for (size_t j = 0; j < 6; j++)
            values[j] = zero[trial] + unit[trial] * (j % 2 == 0 ? -1.0 : 1.0);
        const double *x = given("x", values, 6);
        calling("kurtosis(x, n = 6)");
        hint("x takes two values, each half of the time: |x - mu| = sigma always.");
        expect_value("kurtosis", kurtosis(x, 6), 1.0, KURTOSIS_TOL);
    }
    for (int trial = 0; trial < 20; trial++) {
        size_t n = trial < 4 ? 2 + (size_t)trial / 2 : draw_size(2, 40);
        double *values = draw_normals(n), scale = draw_size_of(-9.0, 6.0);
        for (size_t j = 0; j < n; j++)
            values[j] *= scale;
        const double *x = given("x", values, n);
        calling("kurtosis(x, n = %zu)", n);
        expect_value("kurtosis", kurtosis(x, n), ref_kurtosis(values, n), KURTOSIS_TOL);
    }
}

PROPERTY(kurtosis, no_spread, "a signal without spread has none: NaN")
{
    const double *flat = given("x", (double[]){7.0, 7.0, 7.0, 7.0}, 4);
    calling("kurtosis(x, n = 4)");
    expect_value("kurtosis", kurtosis(flat, 4), NAN, 0.0);
    for (int trial = 0; trial < 40; trial++) {
        size_t n = draw_size(3, 40);
        double *values = scratch(n), level = draw_normal() * draw_size_of(-6.0, 3.0);
        for (size_t j = 0; j < n; j++)
            values[j] = level;
        const double *x = given("x", values, n);
        calling("kurtosis(x, n = %zu)", n);
        hint("The mean of equal samples may be off by a rounding, and sigma is not 0 then: compare "
             "the samples with each other.");
        expect_value("kurtosis", kurtosis(x, n), NAN, 0.0);
    }
    /* Nearly equal is not equal. What little is left of the differences after rounding depends on
     * the order of the sums, so any number will do. */
    for (int trial = 0; trial < 10; trial++) {
        double values[6], level = draw_size_of(-3.0, 3.0);
        for (size_t j = 0; j < 6; j++)
            values[j] = level * (j % 3 == 0 ? 1.0 : 1.0 + 1e-7);
        const double *x = given("x", values, 6);
        calling("kurtosis(x, n = 6)");
        double got = kurtosis(x, 6);
        expect_that(!isnan(got), "a number: some samples differ, though by a ten-millionth only",
                    "kurtosis = %.12g", got);
    }
    const double *zeros = given("x", (double[]){0.0, 0.0, 0.0}, 3);
    calling("kurtosis(x, n = 3)");
    expect_value("kurtosis", kurtosis(zeros, 3), NAN, 0.0);
    const double *one = given("x", (double[]){-5.0}, 1);
    calling("kurtosis(x, n = 1)");
    expect_value("kurtosis", kurtosis(one, 1), NAN, 0.0);
    const double *none = given("x", NULL, 0);
    calling("kurtosis(x, n = 0)");
    expect_value("kurtosis", kurtosis(none, 0), NAN, 0.0);
}
