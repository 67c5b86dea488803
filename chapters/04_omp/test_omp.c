/* What the functions of chapter 4 have to do, one property per test. */
#include "omp.h"

#include <math.h>

#include "linalg.h"
#include "judge/judge.h"

REFERENCE(set_sigs);
REFERENCE(OMP);
REFERENCE(cardinality_sweep);

CONTRACT(set_sigs)
{
    return contract_size(call, "count") >= 2;
}

CONTRACT(OMP)
{
    return POSITIVE("K", "n");
}

CONTRACT(cardinality_sweep)
{
    return POSITIVE("K") && contract_varies(call, "y") &&
           contract_sizes(call, "ks", 0, contract_size(call, "n"));
}

PROPERTY(set_sigs, two_sines, "two sines of three samples come out right")
{
    double *freqs = output("freqs", 2), *D = output("D", 6);
    calling("set_sigs(n = 3, count = 2, freqs, D)");
    hint("Frequencies run from 0.001 to 1 with both ends, time from 0, one feature per row.");
    set_sigs(3, 2, freqs, D);
    expect_values("freqs", freqs, (double[]){0.001, 1.0}, 2, 1e-15);
    expect_values("D", D, (double[]){0.0, sin(0.001), sin(0.002), 0.0, sin(1.0), sin(2.0)}, 6,
                  1e-15);
}

PROPERTY(set_sigs, whole_dictionary,
         "100 sines of 280 frames, and any other numbers, come out right")
{
    for (int trial = 0; trial < 6; trial++) {
        size_t count = trial < 5 ? draw_size(2, 40) : 100, n = trial < 5 ? draw_size(1, 60) : 280;
        double *freqs = output("freqs", count), *D = output("D", count * n);
        double *want_freqs = scratch(count), *want = scratch(count * n);
        calling("set_sigs(n = %zu, count = %zu, freqs, D)", n, count);
        ref_set_sigs(n, count, want_freqs, want);
        set_sigs(n, count, freqs, D);
        expect_values("freqs", freqs, want_freqs, count, 1e-14);
        expect_values("D", D, want, count * n, 1e-12);
    }
}

/* Three features of mean 0, orthogonal to each other, each of squared length 4. */
static const double three[] = {1.0, 1.0, -1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0, -1.0, 1.0};

struct pursuit {
    size_t count, *support;
    double *h, intercept, *residual;
};

/* Calls OMP with fresh outputs. */
static struct pursuit pursue(const double *D, size_t K, size_t n, const double *y, size_t k)
{
    struct pursuit p = {0, output_sizes("support", k), output("h", k), NAN, output("residual", n)};
    double *intercept = output("intercept", 1);
    calling("OMP(D, K = %zu, n = %zu, y, k = %zu, support, h, intercept, residual)", K, n, k);
    p.count = OMP(D, K, n, y, k, p.support, p.h, intercept, p.residual);
    p.intercept = *intercept;
    return p;
}

static void expect_pursuit(struct pursuit p, size_t count, const size_t *support, const double *h,
                           double intercept, const double *residual, size_t n)
{
    expect_size("the returned count", p.count, count);
    expect_sizes("support", p.support, support, count);
    expect_values("h", p.h, h, count, 1e-8);
    expect_value("intercept", p.intercept, intercept, 1e-8);
    expect_values("residual", p.residual, residual, n, 1e-8);
}

PROPERTY(OMP, no_features, "with k = 0 the intercept is the mean of y, and the rest is residual")
{
    const double *D = given("D", three, 12);
    const double *y = given("y", (double[]){6.0, 0.0, 10.0, 4.0}, 4);
    struct pursuit p = pursue(D, 3, 4, y, 0);
    expect_pursuit(p, 0, NULL, NULL, 5.0, (double[]){1.0, -5.0, 5.0, -1.0}, 4);
    for (int trial = 0; trial < 5; trial++) {
        size_t n = draw_size(20, 60);
        double *features = draw_normals(n), *signal = draw_uniforms(n, -255.0, 255.0);
        double *residual = scratch(n), intercept;
        ref_OMP(features, 1, n, signal, 0, NULL, NULL, &intercept, residual);
        D = given("D", features, n), y = given("y", signal, n);
        p = pursue(D, 1, n, y, 0);
        expect_close("intercept", p.intercept, intercept, 1e-11);
        expect_near("residual", p.residual, residual, n, 1e-11);
    }
}

PROPERTY(OMP, orthogonal_features, "of orthogonal features the largest parts are found, in order")
{
    const double *D = given("D", three, 12);
    /* y = 5 - 2 d_0 + 3 d_1, so d_1 comes first. */
    const double *y = given("y", (double[]){6.0, 0.0, 10.0, 4.0}, 4);
    struct pursuit p = pursue(D, 3, 4, y, 1);
    expect_pursuit(p, 1, (size_t[]){1}, (double[]){3.0}, 5.0, (double[]){-2.0, -2.0, 2.0, 2.0}, 4);
    p = pursue(D, 3, 4, y, 2);
    if (p.support[0] == 1 && (p.count < 2 || p.support[1] != 0))
        hint("The magnitude of the inner product decides, so negative weights count too.");
    expect_pursuit(p, 2, (size_t[]){1, 0}, (double[]){3.0, -2.0}, 5.0, scratch(4), 4);
}

PROPERTY(OMP, features_with_a_mean, "features with a mean change the intercept, not the choice")
{
    double values[12];
    for (size_t i = 0; i < 12; i++)
        values[i] = three[i] + (i < 4 ? 100.0 : i < 8 ? 1.0 : 0.0);
    const double *D = given("D", values, 12);
    const double *y = given("y", (double[]){6.0, 0.0, 10.0, 4.0}, 4);
    struct pursuit p = pursue(D, 3, 4, y, 1);
    if (p.count == 1 && p.support[0] == 1 && fabs(p.intercept - 2.0) > 1e-6)
        hint("The intercept is fitted too: y ~ intercept + 3 d_1, and d_1 has mean 1.");
    else if (p.count == 1 && p.support[0] == 1)
        hint("The residual is y - intercept - 3 d_1, with the intercept that was fitted.");
    expect_pursuit(p, 1, (size_t[]){1}, (double[]){3.0}, 2.0, (double[]){-2.0, -2.0, 2.0, 2.0}, 4);
}

PROPERTY(OMP, long_features, "features are not scaled to unit norm: a long one can win")
{
    double values[12];
    for (size_t i = 0; i < 12; i++)
        values[i] = three[i] * (i < 4 ? 2.0 : 1.0);
    const double *D = given("D", values, 12);
    const double *y = given("y", (double[]){6.0, 0.0, 10.0, 4.0}, 4);
    struct pursuit p = pursue(D, 3, 4, y, 1);
    if (p.count == 1 && p.support[0] == 1)
        hint("The inner product is taken with the centred feature as it is, not divided by its "
             "norm.");
    expect_pursuit(p, 1, (size_t[]){0}, (double[]){-1.0}, 5.0, (double[]){3.0, -3.0, 3.0, -3.0}, 4);
}

PROPERTY(OMP, first_of_a_tie, "when several features fit equally well the first is picked")
{
    const double *D = given("D", three, 12);
    const double *y = given("y", (double[]){1.0, 1.0, 1.0, -3.0}, 4); /* d_0 + d_1 - d_2 */
    struct pursuit p = pursue(D, 3, 4, y, 1);
    expect_pursuit(p, 1, (size_t[]){0}, (double[]){1.0}, 0.0, (double[]){0.0, 0.0, 2.0, -2.0}, 4);

    for (int trial = 0; trial < 6; trial++) { /* almost a tie: y = 5 + 3 d_0 + (3 + little) d_1 */
        double signal[4], little = pow(10.0, draw_uniform(-9.5, -8.5));
        for (size_t t = 0; t < 4; t++)
            signal[t] = 5.0 + 3.0 * three[t] +
                        (3.0 + (trial % 2 ? little : -little)) * three[4 + t];
        y = given("y", signal, 4);
        p = pursue(D, 3, 4, y, 1);
        hint("the parts of d_0 and d_1 in y differ by %.1g: as floats they would be equal", little);
        expect_size("the returned count", p.count, 1);
        expect_sizes("support", p.support, (size_t[]){trial % 2 ? 1 : 0}, 1);
    }
}

PROPERTY(OMP, step_by_step, "random features and signals: every step picks and fits as it should")
{
    for (int trial = 0; trial < 12; trial++) {
        size_t n = draw_size(30, 80), K = draw_size(8, trial < 8 ? 12 : 40);
        double *features = draw_normals(K * n), *signal = draw_normals(n);
        for (size_t t = 0; t < n; t++) {
            for (size_t j = 1; j < K; j++) /* neighbours resemble each other, as sines do */
                features[j * n + t] = 0.7 * features[(j - 1) * n + t] + 0.7 * features[j * n + t];
            signal[t] = (trial % 8 < 4 ? 50.0 : -50.0) + 20.0 * signal[t];
        }
        in_unit(signal, n, draw_unit(trial));
        const double *D = given("D", features, K * n), *y = given("y", signal, n);
        for (size_t k = 1; k <= 6; k++) {
            size_t support[6];
            double h[6], intercept, *residual = scratch(n);
            ref_OMP(features, K, n, signal, k, support, h, &intercept, residual);
            struct pursuit p = pursue(D, K, n, y, k);
            bool same_features = p.count == k;
            for (size_t i = 0; i < k && same_features; i++)
                same_features = p.support[i] == support[i];
            hint("Up to k = %zu all steps are right; step %zu departs.%s", k - 1, k,
                 k > 1 && same_features ? " Each step re-fits all weights by least_squares and "
                                          "takes the new residual from them."
                                        : "");
            expect_pursuit(p, k, support, h, intercept, residual, n);
        }
    }
}

PROPERTY(OMP, useless_features, "zero and constant features are never picked")
{
    double values[20] = {0.0, 0.0, 0.0, 0.0, 7.0, 7.0, 7.0, 7.0};
    for (size_t i = 0; i < 12; i++)
        values[8 + i] = three[i];
    const double *y = given("y", (double[]){6.0, 0.0, 10.0, 4.0}, 4);
    const double *D = given("D", values, 20);
    struct pursuit p = pursue(D, 5, 4, y, 5);
    if (p.count > 2)
        hint("No feature is left that could help: stop and return the number picked so far.");
    expect_pursuit(p, 2, (size_t[]){3, 2}, (double[]){3.0, -2.0}, 5.0, scratch(4), 4);
    D = given("D", values, 8);
    p = pursue(D, 2, 4, y, 2);
    if (p.count > 0)
        hint("No feature is left that could help: stop and return the number picked so far.");
    expect_pursuit(p, 0, NULL, NULL, 5.0, (double[]){1.0, -5.0, 5.0, -1.0}, 4);
}

/* Few samples, and as many features, or k, or more than those. */
static void expect_few_samples(void)
{
    for (int trial = 0; trial < 20; trial++) {
        size_t n = draw_size(1, 5), K = draw_size(1, 8), k = draw_size(0, 10), support[10];
        double *features = draw_normals(K * n), *signal = draw_normals(n), *residual = scratch(n);
        double h[10], intercept;
        size_t count = ref_OMP(features, K, n, signal, k, support, h, &intercept, residual);
        const double *D = given("D", features, K * n), *y = given("y", signal, n);
        struct pursuit p = pursue(D, K, n, y, k);
        expect_size("the returned count", p.count, count);
        expect_sizes("support", p.support, support, count);
        expect_near("residual", p.residual, residual, n, 1e-7);
    }
}

/* A feature so nearly constant that least_squares refuses it, though it looks like y. */
static void expect_refusal(void)
{
    const double faint = draw_uniform(0.5, 2.0);
    double values[16], signal[8];
    for (size_t t = 0; t < 8; t++) {
        const double q = t < 4 ? 1.0 : -1.0, s = t % 2 ? 1.0 : -1.0;
        signal[t] = 3.0 + q + faint * s;
        values[t] = q;
        values[8 + t] = 0x1p20 + 0x1p-30 * s;
    }
    const double *D = given("D", values, 16), *y = given("y", signal, 8);
    struct pursuit p = pursue(D, 2, 8, y, 2);
    hint("least_squares returns SB_ERANK for feature 1, which is almost constant: it is not picked "
         "then, and h and intercept stay as they were");
    expect_size("the returned count", p.count, 1);
    expect_sizes("support", p.support, (size_t[]){0}, 1);
    expect_values("h", p.h, (double[]){1.0}, 1, 1e-8);
    expect_value("intercept", p.intercept, 3.0, 1e-8);
}

/* Two features so much alike that their weights are huge, and so is what rounding leaves of the
 * residual: the best feature is then one that has been picked. */
static void expect_repeat(void)
{
    const size_t n = draw_size(20, 40);
    const double apart = pow(10.0, draw_uniform(-9.0, -7.0));
    double *features = draw_normals(2 * n), *signal = draw_normals(n);
    for (size_t t = 0; t < n; t++) {
        const double between = features[n + t];
        features[n + t] = features[t] + apart * between;
        signal[t] = 3.0 * features[t] + between;
    }
    const double *D = given("D", features, 2 * n), *y = given("y", signal, n);
    struct pursuit p = pursue(D, 2, n, y, 4);
    if (p.count < 2)
        hint("the features differ by %.0e of themselves: what d_1 adds to d_0 is above the limit",
             apart);
    else
        hint("both features are picked; the best one is in the support already then: stop");
    expect_size("the returned count", p.count, 2);
}

PROPERTY(OMP, dependent_features, "with k above the rank it stops at the rank, without NaN")
{
    expect_few_samples();
    expect_refusal();
    for (int trial = 0; trial < 5; trial++)
        expect_repeat();
    for (int trial = 0; trial < 5; trial++) {
        double *features = draw_normals(5 * 40), *signal = draw_uniforms(40, 0.0, 255.0);
        size_t support[5];
        double h[5], intercept, *residual = scratch(40);
        for (size_t t = 0; t < 40; t++) {
            features[3 * 40 + t] = features[t];                          /* a copy */
            features[4 * 40 + t] = features[t] - 2.0 * features[40 + t]; /* a mixture */
        }
        const double *D = given("D", features, 5 * 40), *y = given("y", signal, 40);
        ref_OMP(features, 5, 40, signal, 5, support, h, &intercept, residual);
        struct pursuit p = pursue(D, 5, 40, y, 5);
        if (p.count > 3)
            hint("The features span 3 dimensions. Compare the largest inner product with the limit "
                 "in "
                 "omp.h, and stop when least_squares does not return SB_OK.");
        expect_size("the returned count", p.count, 3);
        expect_value("intercept", p.intercept, intercept, 1e-8);
        expect_values("residual", p.residual, residual, 40, 1e-8);
    }
}

static double centred_product(const double *d, const double *x, size_t n)
{
    double mean = 0.0, sum = 0.0;
    for (size_t t = 0; t < n; t++)
        mean += d[t] / (double)n;
    for (size_t t = 0; t < n; t++)
        sum += (d[t] - mean) * x[t];
    return sum;
}

/* Takes 1, d_1 and d_4 out of the noise and gives the rest the size that makes the largest
 * |<d_j - mean(d_j), noise>| equal share ||d_j - mean(d_j)|| ||y - mean(y)||. */
static void size_noise(const double *D, size_t K, size_t n, const double *y, double share,
                       double *noise)
{
    double h[2], c, largest = 0.0, limit = 0.0, spread = sqrt(centred_product(y, y, n));
    if (least_squares(D, n, noise, (size_t[]){1, 4}, 2, h, &c) != SB_OK)
        return;
    for (size_t t = 0; t < n; t++)
        noise[t] -= c + h[0] * D[1 * n + t] + h[1] * D[4 * n + t];
    for (size_t j = 0; j < K; j++) {
        const double *d = D + j * n, match = fabs(centred_product(d, noise, n));
        if (match > largest) {
            largest = match;
            limit = sqrt(centred_product(d, d, n)) * spread;
        }
    }
    for (size_t t = 0; t < n; t++)
        noise[t] *= share * limit / largest;
}

/* What is left after two features, in units and with means of all sizes, is `share` of what the
 * limit is a share of. */
static void expect_limit(double share, size_t count)
{
    for (int trial = 0; trial < 4; trial++) {
        size_t K = 8, n = draw_size(40, 70);
        double unit = pow(10.0, draw_uniform(-6.0, 6.0)),
               length = pow(10.0, draw_uniform(-3.0, 3.0));
        double level = trial % 2 ? 2000.0 : 3.0, mean = trial < 2 ? 50.0 : 0.0;
        double *features = draw_normals(K * n), *signal = scratch(n), *noise = draw_normals(n);
        for (size_t i = 0; i < K * n; i++)
            features[i] = length * (mean + features[i]);
        for (size_t t = 0; t < n; t++)
            signal[t] = unit *
                        (level + (20.0 * features[1 * n + t] - 2.0 * features[4 * n + t]) / length);
        size_noise(features, K, n, signal, share, noise);
        for (size_t t = 0; t < n; t++)
            signal[t] += noise[t];
        const double *D = given("D", features, K * n), *y = given("y", signal, n);
        struct pursuit p = pursue(D, K, n, y, 3);
        hint("after d_1 and d_4 the largest |<d_j - mean(d_j), residual>| is %g of "
             "||d_j - mean(d_j)|| ||y - mean(y)||; the limit is 1e-10 of it",
             share);
        expect_size("the returned count", p.count, count);
        expect_sizes("support", p.support, (size_t[]){1, 4}, 2);
    }
}

/* y = 3 + 20 d_1 - 2 d_4 and a little noise, all of it in units of its own. What the noise
 * leaves is far from the limit on either side: rounding decides nothing. */
static void expect_stop(double noise, size_t count)
{
    for (int trial = 0; trial < 4; trial++) {
        size_t K = 8, n = draw_size(40, 70);
        double unit = trial == 0 ? 1.0 : trial == 1 ? 1e-9 : pow(10.0, draw_uniform(-9.0, 6.0));
        double length = trial == 0 ? 1.0 : pow(10.0, draw_uniform(-3.0, 3.0));
        double *features = draw_normals(K * n), *signal = draw_normals(n);
        for (size_t t = 0; t < n; t++)
            signal[t] = unit * (3.0 + 20.0 * features[1 * n + t] - 2.0 * features[4 * n + t] +
                                noise * signal[t]);
        for (size_t i = 0; i < K * n; i++)
            features[i] *= length;
        const double *D = given("D", features, K * n), *y = given("y", signal, n);
        struct pursuit p = pursue(D, K, n, y, 6);
        hint("y is %.2g (3 + 20 d_1 - 2 d_4%s), with features of length %.2g: the limit is 1e-10 "
             "of ||d_j - mean(d_j)|| times ||y - mean(y)||, whatever their units.",
             unit, noise > 0.0 ? " + noise" : "", length);
        expect_size("the returned count", p.count, count);
        expect_sizes("support", p.support, (size_t[]){1, 4}, 2);
    }
}

PROPERTY(OMP, stops_in_time, "it stops when nothing is left, in every unit, and not before")
{
    expect_stop(0.0, 2);
    expect_stop(1e-12, 2);
    expect_stop(1e-6, 6);
    expect_stop(1e-3, 6);
    expect_limit(3e-11, 2);
    expect_limit(3e-10, 3);
}

PROPERTY(OMP, constant_signal, "a constant signal needs no feature")
{
    const double *D = given("D", three, 12);
    const double *y = given("y", (double[]){8.0, 8.0, 8.0, 8.0}, 4);
    struct pursuit p = pursue(D, 3, 4, y, 2);
    expect_pursuit(p, 0, NULL, NULL, 8.0, scratch(4), 4);
}

static void sweep(const double *D, size_t K, size_t n, const double *y, const size_t *ks,
                  size_t count, double *r2, double *rmse)
{
    double *h = output("h", n), *residual = output("residual", n);
    size_t *support = output_sizes("support", n);
    calling("cardinality_sweep(D, K = %zu, n = %zu, y, ks, count = %zu, support, h, residual, "
            "r2, rmse)",
            K, n, count);
    cardinality_sweep(D, K, n, y, ks, count, support, h, residual, r2, rmse);
}

PROPERTY(cardinality_sweep, orthogonal_features, "three orthogonal features give the right errors")
{
    const double *D = given("D", three, 12);
    /* y = 5 - 2 d_0 + 3 d_1 + d_2: squared parts 16, 36 and 4, 56 in all. */
    const double *y = given("y", (double[]){7.0, -1.0, 9.0, 5.0}, 4);
    const size_t *ks = given_sizes("ks", (size_t[]){0, 1, 2, 3}, 4);
    double *r2 = output("r2", 4), *rmse = output("rmse", 4);
    sweep(D, 3, 4, y, ks, 4, r2, rmse);
    expect_values("r2", r2, (double[]){0.0, 36.0 / 56.0, 52.0 / 56.0, 1.0}, 4, 1e-12);
    expect_values("rmse", rmse, (double[]){sqrt(14.0), sqrt(5.0), 1.0, 0.0}, 4, 1e-12);
}

PROPERTY(cardinality_sweep, any_order, "random signals, cardinalities in any order")
{
    for (int trial = 0; trial < 5; trial++) {
        size_t n = draw_size(40, 80), K = draw_size(15, 30), values[4];
        double *features = draw_normals(K * n), *signal = draw_uniforms(n, 0.0, 255.0);
        double want_r2[4], want_rmse[4], *residual = scratch(n), *h = scratch(n);
        size_t support[80];
        in_unit(signal, n, draw_unit(trial));
        for (size_t i = 0; i < 4; i++)
            values[i] = draw_size(0, 12);
        ref_cardinality_sweep(features, K, n, signal, values, 4, support, h, residual, want_r2,
                              want_rmse);
        const double *D = given("D", features, K * n), *y = given("y", signal, n);
        const size_t *ks = given_sizes("ks", values, 4);
        double *r2 = output("r2", 4), *rmse = output("rmse", 4);
        sweep(D, K, n, y, ks, 4, r2, rmse);
        expect_values("r2", r2, want_r2, 4, 1e-9);
        expect_values("rmse", rmse, want_rmse, 4, 1e-9);
    }
}

PROPERTY(cardinality_sweep, above_the_rank, "cardinalities above the rank change nothing more")
{
    const double *D = given("D", three, 8);
    const double *y = given("y", (double[]){7.0, -1.0, 9.0, 5.0}, 4);
    const size_t *ks = given_sizes("ks", (size_t[]){2, 3, 4}, 3);
    double *r2 = output("r2", 3), *rmse = output("rmse", 3);
    const double best = 52.0 / 56.0;
    sweep(D, 2, 4, y, ks, 3, r2, rmse);
    expect_values("r2", r2, (double[]){best, best, best}, 3, 1e-12);
    expect_values("rmse", rmse, (double[]){1.0, 1.0, 1.0}, 3, 1e-12);
}
