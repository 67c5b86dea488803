#include "gabor.h"

#include <math.h>

static const double PI = 3.14159265358979323846;
static const double GOOD_FIT = 0.8;

void gabor_draw(const struct gabor *g, size_t side, double *out)
{
    double cosine = cos(g->theta), sine = sin(g->theta);
    for (size_t r = 0; r < side; r++)
        for (size_t c = 0; c < side; c++) {
            double u = (double)c - g->col, v = (double)r - g->row;
            double x = u * cosine + v * sine, y = v * cosine - u * sine;
            double a = x / g->width_wave, b = y / g->width_bar;
            out[r * side + c] = g->amplitude * exp(-(a * a + b * b) / 2) *
                                cos(2 * PI * g->frequency * x + g->phase);
        }
}

bool gabor_localised(const struct gabor *g, size_t side)
{
    return fmax(g->width_wave, g->width_bar) < (double)side / 3;
}

/* Height of the field's spectrum at frequency v along its wave, up to a factor. */
static double response(const struct gabor *g, double v)
{
    double a = PI * g->width_wave * (v - g->frequency), b = PI * g->width_wave * (v + g->frequency);
    double plus = exp(-2 * a * a), minus = exp(-2 * b * b);
    return hypot(cos(g->phase) * (plus + minus), sin(g->phase) * (plus - minus));
}

/* Where the response is half of `peak`, between a frequency below and one above it. */
static double half_height(const struct gabor *g, double peak, double under, double over)
{
    for (int i = 0; i < 60; i++) {
        double v = (under + over) / 2;
        if (response(g, v) < peak / 2)
            under = v;
        else
            over = v;
    }
    return (under + over) / 2;
}

double gabor_octaves(const struct gabor *g)
{
    enum { STEPS = 1000 };
    double far = g->frequency + 2 / g->width_wave, best = 0, peak = response(g, 0);
    for (int i = 1; i <= STEPS; i++) {
        double height = response(g, far * i / STEPS);
        if (height > peak) {
            peak = height;
            best = far * i / STEPS;
        }
    }
    if (response(g, 0) >= peak / 2)
        return INFINITY;
    return log2(half_height(g, peak, far, best) / half_height(g, peak, 0, best));
}

double gabor_degrees(const struct gabor *g)
{
    return 2 * atan(sqrt(2 * log(2.0)) / (2 * PI * g->width_bar * g->frequency)) * 180 / PI;
}

double gabor_share(const struct gabor *fit, size_t K, size_t side)
{
    size_t good = 0;
    for (size_t k = 0; k < K; k++)
        good += fit[k].r2 > GOOD_FIT && gabor_localised(&fit[k], side);
    return K > 0 ? (double)good / (double)K : 0;
}
