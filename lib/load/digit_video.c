#include "digit_video.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "load_file.h"
#include "random.h"

enum { PARTS = DIGIT_VIDEO_PARTS, APPEARANCES = 2 * PARTS };

/* Different numbers below n, in the order drawn. */
static void draw_distinct(uint64_t *state, size_t n, size_t *chosen, size_t count)
{
    for (size_t i = 0; i < count;) {
        chosen[i] = (size_t)(random_next(state) % n);
        size_t j = 0;
        while (chosen[j] != chosen[i])
            j++;
        if (j == i) /* not met before */
            i++;
    }
}

/* weights[PARTS x frames] */
static void draw_weights(uint64_t *state, size_t frames, double *weights)
{
    const double pi = 3.14159265358979323846;
    double length = (double)frames;
    double half_width = length / PARTS;
    size_t slot[APPEARANCES];
    draw_distinct(state, APPEARANCES, slot, APPEARANCES);
    for (size_t i = 0; i < APPEARANCES; i++) {
        double *w = weights + i / 2 * frames;
        double centre = ((double)slot[i] + random_uniform(state)) * length / APPEARANCES;
        double height = 0.5 + 0.5 * random_uniform(state);
        for (size_t t = 0; t < frames; t++) {
            double away = fabs((double)t - centre);
            if (away < half_width)
                w[t] += height * (1 + cos(pi * away / half_width)) / 2;
        }
    }
}

/* Mix the chosen digits and scale the result to a largest value of 1. */
static void mix(const struct array *digits, const size_t *chosen, const double *weights,
                struct array *video)
{
    size_t frames = video->shape[2], size = video->shape[0] * video->shape[1];
    double largest = 0;
    for (size_t pixel = 0; pixel < size; pixel++)
        for (size_t t = 0; t < frames; t++) {
            double sum = 0;
            for (size_t p = 0; p < PARTS; p++)
                sum += weights[p * frames + t] * digits->data[chosen[p] * size + pixel];
            video->data[pixel * frames + t] = sum;
            largest = fmax(largest, sum);
        }
    for (size_t i = 0; largest > 0 && i < video->count; i++)
        video->data[i] /= largest;
}

enum sb_status digit_video(const struct array *digits, size_t frames, unsigned long long seed,
                           struct array *video)
{
    *video = (struct array){0};
    if (digits->ndim != 3 || digits->shape[0] < PARTS || digits->count == 0)
        return SB_ESHAPE;
    if (frames == 0)
        return SB_EINVAL;
    if (!all_finite(digits->data, digits->count))
        return SB_ENONFINITE;
    size_t shape[] = {digits->shape[1], digits->shape[2], frames};
    if (array_alloc(video, 3, shape) != SB_OK)
        return SB_ENOMEM;
    double *weights = calloc(frames, PARTS * sizeof *weights);
    if (!weights) {
        array_free(video);
        return SB_ENOMEM;
    }
    uint64_t state = seed;
    size_t chosen[PARTS];
    draw_distinct(&state, digits->shape[0], chosen, PARTS);
    draw_weights(&state, frames, weights);
    mix(digits, chosen, weights, video);
    free(weights);
    return SB_OK;
}
