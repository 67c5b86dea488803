/* What one remote call costs: ReLU of 280 doubles, sent to a live worker, run
 * and received, twice as the judge always does. Run by make bench-judge. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "judge/judge.h"
#include "thresholding.h"

#define CALLS 2001
#define SAMPLES 280

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

Test(bench, judge_call, .timeout = 60.0, .init = judge_begin, .fini = judge_end)
{
    static double seconds[CALLS];
    double *x = draw_uniforms(SAMPLES, 0.0, 255.0), *thres_x = scratch(SAMPLES);
    for (size_t i = 0; i < CALLS; i++) {
        double begin = now();
        ReLU(x, SAMPLES, 150.0, thres_x);
        seconds[i] = now() - begin;
    }
    qsort(seconds, CALLS, sizeof *seconds, compare);
    FILE *f = fopen(getenv("SB_BENCH"), "w");
    expect_that(f != NULL, "a file to write to", "none");
    fprintf(f,
            "A remote call of ReLU with %d doubles, made twice: median %.1f us, so %.1f us each; "
            "95 of 100 under %.1f us\n",
            SAMPLES, 1e6 * seconds[CALLS / 2], 0.5e6 * seconds[CALLS / 2],
            1e6 * seconds[CALLS * 95 / 100]);
    fclose(f);
}
