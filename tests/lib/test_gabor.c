/* Gabor fits: what was drawn is found again, noise and gratings are told apart. */
#include "fields/gabor.h"
#include "plain.h"

#include <criterion/criterion.h>

enum { SIDE = 12, PIXELS = SIDE * SIDE, MANY = 60 };

static const double PI = 3.14159265358979323846;
static double patch[PIXELS], drawn[PIXELS], many[MANY * PIXELS];

static struct gabor random_gabor(uint64_t *state)
{
    return (struct gabor){.row = 3 + 5 * random_uniform(state),
                          .col = 3 + 5 * random_uniform(state),
                          .theta = PI * random_uniform(state),
                          .frequency = 0.1 + 0.25 * random_uniform(state),
                          .width_wave = 1.2 + 1.3 * random_uniform(state),
                          .width_bar = 1.2 + 1.8 * random_uniform(state),
                          .amplitude = 0.5 + random_uniform(state),
                          .phase = PI * (2 * random_uniform(state) - 1)};
}

Test(gabor, drawing_follows_its_equation)
{
    struct gabor g = {.row = 4,
                      .col = 7,
                      .theta = 0,
                      .frequency = 0.25,
                      .width_wave = 2,
                      .width_bar = 3,
                      .amplitude = 2,
                      .phase = 0};
    gabor_draw(&g, SIDE, drawn);
    cr_assert(fabs(drawn[4 * SIDE + 7] - 2) < 1e-14);
    cr_assert(fabs(drawn[4 * SIDE + 9] + 2 * exp(-0.5)) < 1e-14, "half a cycle along the columns");
    cr_assert(fabs(drawn[7 * SIDE + 7] - 2 * exp(-0.5)) < 1e-14, "one width along the bar");
    g.theta = PI / 2;
    gabor_draw(&g, SIDE, drawn);
    cr_assert(fabs(drawn[6 * SIDE + 7] + 2 * exp(-0.5)) < 1e-14, "the wave runs down the rows");
}

Test(gabor, recovers_what_was_drawn)
{
    uint64_t state = 12;
    for (int i = 0; i < 200; i++) {
        struct gabor g = random_gabor(&state), fit;
        gabor_draw(&g, SIDE, patch);
        cr_assert(gabor_fit(patch, SIDE, &fit) == SB_OK);
        cr_assert(fit.r2 > 0.9999, "drawing %d: R^2 %.6f", i, fit.r2);
        gabor_draw(&fit, SIDE, drawn);
        for (size_t j = 0; j < PIXELS; j++)
            cr_assert(fabs(drawn[j] - patch[j]) < 0.02, "drawing %d, pixel %zu", i, j);
        if (g.frequency * g.width_wave < 0.4)
            continue; /* few cycles under the window: its parameters are not unique */
        double turn = fabs(fit.theta - g.theta);
        cr_assert(fabs(fit.row - g.row) < 0.05 && fabs(fit.col - g.col) < 0.05);
        cr_assert(fmin(turn, PI - turn) < 0.01);
        cr_assert(fabs(fit.frequency - g.frequency) < 0.005);
        cr_assert(fabs(fit.width_wave - g.width_wave) < 0.05);
        cr_assert(fabs(fit.width_bar - g.width_bar) < 0.05);
        cr_assert(fabs(fit.amplitude - g.amplitude) < 0.05);
    }
}

Test(gabor, r2_is_what_its_drawing_leaves_unexplained)
{
    uint64_t state = 5;
    for (int i = 0; i < 30; i++) {
        struct gabor g = random_gabor(&state), fit;
        double mean = 0, rest = 0, total = 0;
        gabor_draw(&g, SIDE, patch);
        for (size_t j = 0; j < PIXELS; j++)
            patch[j] += 0.05 * random_normal(&state);
        gabor_fit(patch, SIDE, &fit);
        gabor_draw(&fit, SIDE, drawn);
        for (size_t j = 0; j < PIXELS; j++)
            mean += patch[j] / PIXELS;
        for (size_t j = 0; j < PIXELS; j++) {
            rest += (patch[j] - drawn[j]) * (patch[j] - drawn[j]);
            total += (patch[j] - mean) * (patch[j] - mean);
        }
        cr_assert(fabs(fit.r2 - (1 - rest / total)) < 1e-9);
        /* No small step makes a fit better that is already the best. */
        for (int k = 0; k < 50; k++) {
            struct gabor near = fit;
            double other = 0;
            near.row += 0.05 * random_normal(&state);
            near.theta += 0.05 * random_normal(&state);
            near.width_bar *= exp(0.05 * random_normal(&state));
            gabor_draw(&near, SIDE, drawn);
            for (size_t j = 0; j < PIXELS; j++)
                other += (patch[j] - drawn[j]) * (patch[j] - drawn[j]);
            cr_assert(other > rest * (1 - 1e-5));
        }
    }
}

Test(gabor, noise_is_not_a_receptive_field)
{
    struct gabor fit[MANY];
    uint64_t state = 3;
    for (size_t i = 0; i < MANY * PIXELS; i++)
        many[i] = random_normal(&state);
    cr_assert(gabor_fit_all(many, MANY, SIDE, fit) == SB_OK);
    cr_assert(gabor_share(fit, MANY, SIDE) == 0);
}

/* On patches without a clear answer, the search still beats thousands of guesses. */
Test(gabor, beats_random_guesses)
{
    uint64_t state = 8;
    for (int i = 0; i < 20; i++) {
        struct gabor fit, g;
        double mean = 0, total = 0;
        for (size_t j = 0; j < PIXELS; j++)
            patch[j] = random_normal(&state);
        for (int part = 0; part < 2; part++) {
            g = random_gabor(&state);
            g.amplitude *= 2;
            gabor_draw(&g, SIDE, drawn);
            for (size_t j = 0; j < PIXELS; j++)
                patch[j] += drawn[j];
        }
        for (size_t j = 0; j < PIXELS; j++)
            mean += patch[j] / PIXELS;
        for (size_t j = 0; j < PIXELS; j++)
            total += (patch[j] - mean) * (patch[j] - mean);
        gabor_fit(patch, SIDE, &fit);
        for (int guess = 0; guess < 5000; guess++) {
            g = random_gabor(&state);
            gabor_draw(&g, SIDE, drawn);
            double along = plain_dot(patch, drawn, PIXELS), norm = plain_dot(drawn, drawn, PIXELS);
            double rest = plain_dot(patch, patch, PIXELS) - along * along / norm;
            cr_assert(fit.r2 >= 1 - rest / total, "patch %d: %.3f, guess %.3f", i, fit.r2,
                      1 - rest / total);
        }
    }
}

Test(gabor, a_grating_fits_but_is_not_localised)
{
    struct gabor fit;
    for (size_t i = 0; i < PIXELS; i++)
        patch[i] = cos(2 * PI * (0.2 * (double)(i % SIDE) + 0.1 * (double)(i / SIDE)));
    gabor_fit(patch, SIDE, &fit);
    cr_assert(fit.r2 > 0.95);
    cr_assert(fabs(fit.frequency - hypot(0.2, 0.1)) < 0.005);
    cr_assert(!gabor_localised(&fit, SIDE));
    cr_assert(gabor_share(&fit, 1, SIDE) == 0);
    fit.width_wave = 2.9, fit.width_bar = 3.1;
    cr_assert(gabor_localised(&fit, SIDE));
    cr_assert(gabor_share(&fit, 1, SIDE) == 1);
}

Test(gabor, a_long_bar_is_not_localised_and_a_plain_edge_has_no_frequency)
{
    struct gabor fit, bar = {.row = 5.5,
                             .col = 5.5,
                             .frequency = 0.15,
                             .width_wave = 2,
                             .width_bar = 8.6,
                             .amplitude = 1};
    gabor_draw(&bar, SIDE, patch);
    gabor_fit(patch, SIDE, &fit);
    cr_assert(fit.r2 > 0.99 && !gabor_localised(&fit, SIDE), "%g x %g", fit.width_wave,
              fit.width_bar);

    bar.width_bar = 3;
    gabor_draw(&bar, SIDE, patch);
    gabor_fit(patch, SIDE, &fit);
    cr_assert(gabor_localised(&fit, SIDE) && gabor_determined(&fit, SIDE));
    cr_assert(fabs(fit.frequency - 0.15) < 0.01);

    for (size_t i = 0; i < PIXELS; i++) { /* the slope of a Gaussian: one bright, one dark side */
        double x = (double)(i % SIDE) - 5.5, y = (double)(i / SIDE) - 5.5;
        patch[i] = x * exp(-(x * x + y * y) / 8);
    }
    gabor_fit(patch, SIDE, &fit);
    cr_assert(fit.r2 > 0.99 && gabor_localised(&fit, SIDE));
    cr_assert(!gabor_determined(&fit, SIDE), "its frequency, %g, was not measured", fit.frequency);
}

/* The half heights of the spectrum, searched for in the drawing's own Fourier sum. */
static double measured_octaves(const struct gabor *g)
{
    double peak = 0, height[2000], low = 0, high = 0;
    for (int i = 0; i < 2000; i++) {
        double v = i / 2000.0, re = 0, im = 0;
        for (double x = -20; x < 20; x += 0.05) {
            double y = exp(-x * x / (2 * g->width_wave * g->width_wave)) *
                       cos(2 * PI * g->frequency * x + g->phase);
            re += y * cos(2 * PI * v * x);
            im += y * sin(2 * PI * v * x);
        }
        height[i] = hypot(re, im);
        peak = fmax(peak, height[i]);
    }
    if (height[0] > peak / 2)
        return INFINITY;
    for (int i = 1; i < 2000; i++) {
        if (height[i - 1] < peak / 2 && height[i] >= peak / 2)
            low = i / 2000.0;
        if (height[i - 1] >= peak / 2 && height[i] < peak / 2)
            high = i / 2000.0;
    }
    return log2(high / low);
}

Test(gabor, bandwidths_are_those_of_the_spectrum)
{
    const double phases[] = {0, PI / 4, PI / 2, -PI / 2};
    for (int i = 0; i < 4; i++)
        for (double f = 0.06; f < 0.4; f += 0.11) {
            struct gabor g = {.frequency = f, .width_wave = 2, .width_bar = 3, .phase = phases[i]};
            double measured = measured_octaves(&g), octaves = gabor_octaves(&g);
            cr_assert(isinf(measured) == isinf(octaves), "f %g phase %g", f, phases[i]);
            cr_assert(isinf(octaves) || fabs(measured - octaves) < 0.03, "f %g phase %g: %g, %g", f,
                      phases[i], octaves, measured);
        }
    struct gabor g = {.frequency = 0.25, .width_bar = 3};
    /* exp(-2 (pi width_bar v)^2) = 1/2 at v = tan(angle / 2) f */
    double v = tan(gabor_degrees(&g) * PI / 360) * 0.25;
    cr_assert(fabs(exp(-2 * pow(PI * 3 * v, 2)) - 0.5) < 1e-12);
}

Test(gabor, handles_odd_patches)
{
    struct gabor fit;
    memset(patch, 0, sizeof patch);
    cr_assert(gabor_fit(patch, SIDE, &fit) == SB_OK && isnan(fit.r2));
    for (size_t i = 0; i < PIXELS; i++)
        patch[i] = 7;
    cr_assert(gabor_fit(patch, SIDE, &fit) == SB_OK && isnan(fit.r2));
    cr_assert(gabor_share(&fit, 1, SIDE) == 0);
    memset(patch, 0, sizeof patch);
    patch[5 * SIDE + 5] = 1e200;
    cr_assert(gabor_fit(patch, SIDE, &fit) == SB_OK && fit.r2 > 0 && fit.r2 <= 1);
    cr_assert(gabor_fit(patch, 2, &fit) == SB_EINVAL);
    patch[0] = NAN;
    cr_assert(gabor_fit(patch, SIDE, &fit) == SB_ENONFINITE);
    cr_assert(gabor_fit_all(patch, 1, SIDE, &fit) == SB_ENONFINITE);
}
