/* What goes into calls: a test's own arrays, outputs, seeded draws. */
#include "judge.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "judge_internal.h"
#include "test.h"

static void *copy(const void *values, size_t n, size_t size)
{
    void *x = calloc(n ? n : 1, size);
    if (!x)
        judge_broken("out of memory");
    if (values && n > 0)
        memcpy(x, values, n * size);
    return x;
}

#define SHOWN 8 /* elements of an input shown in a report */

static void show_doubles(const char *name, const double *x, size_t n)
{
    judge_new_input();
    char *text = judge_report->input;
    size_t size = sizeof judge_report->input;
    judge_add(text, size, "%s = {", name);
    for (size_t i = 0; i < n && i < SHOWN; i++)
        judge_add(text, size, "%s%.6g", i ? ", " : "", x[i]);
    judge_add(text, size, n > SHOWN ? ", ...} (%zu values)\n" : "}\n", n);
}

static void show_sizes(const char *name, const size_t *x, size_t n)
{
    judge_new_input();
    char *text = judge_report->input;
    size_t size = sizeof judge_report->input;
    judge_add(text, size, "%s = {", name);
    for (size_t i = 0; i < n && i < SHOWN; i++)
        judge_add(text, size, "%s%zu", i ? ", " : "", x[i]);
    judge_add(text, size, n > SHOWN ? ", ...} (%zu values)\n" : "}\n", n);
}

const double *given(const char *name, const double *values, size_t n)
{
    show_doubles(name, values, n);
    return copy(values, n, sizeof *values);
}

const size_t *given_sizes(const char *name, const size_t *values, size_t n)
{
    show_sizes(name, values, n);
    return copy(values, n, sizeof *values);
}

double *given_inout(const char *name, const double *values, size_t n)
{
    show_doubles(name, values, n);
    return copy(values, n, sizeof *values);
}

double *output(const char *name, size_t n)
{
    (void)name; /* tells the reader of the test which output this is */
    const uint64_t unwritten = CALL_UNWRITTEN;
    double *x = scratch(n);
    for (size_t i = 0; i < n; i++)
        memcpy(&x[i], &unwritten, sizeof unwritten);
    return x;
}

size_t *output_sizes(const char *name, size_t n)
{
    (void)name;
    size_t *x = copy(NULL, n, sizeof *x);
    for (size_t i = 0; i < n; i++)
        x[i] = CALL_UNWRITTEN;
    return x;
}

double *scratch(size_t n)
{
    return copy(NULL, n, sizeof(double));
}

/* ---- seeded draws: splitmix64 (Steele, Lea & Flood 2014) ---- */

static uint64_t rng_state;

static uint64_t draw_bits(void)
{
    judge_report->drawn = true;
    uint64_t z = rng_state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

double draw_uniform(double lo, double hi)
{
    return lo + (hi - lo) * (double)(draw_bits() >> 11) * 0x1p-53;
}

double draw_normal(void)
{
    double radius = sqrt(-2.0 * log(1.0 - draw_uniform(0.0, 1.0)));
    return radius * cos(6.283185307179586 * draw_uniform(0.0, 1.0));
}

size_t draw_size(size_t lo, size_t hi)
{
    return lo + (size_t)(draw_bits() % (hi - lo + 1));
}

double *draw_uniforms(size_t n, double lo, double hi)
{
    double *x = scratch(n);
    for (size_t i = 0; i < n; i++)
        x[i] = draw_uniform(lo, hi);
    return x;
}

double *draw_normals(size_t n)
{
    double *x = scratch(n);
    for (size_t i = 0; i < n; i++)
        x[i] = draw_normal();
    return x;
}

void judge_begin(void)
{
    test_begin();
    const char *seed = getenv("SB_SEED");
    rng_state = seed ? strtoull(seed, NULL, 10) : 1;
    for (const char *c = judge_test.property; *c; c++)
        rng_state = (rng_state ^ (unsigned char)*c) * 0x100000001b3u;
}
