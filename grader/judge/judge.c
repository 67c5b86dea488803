/* The test's side of the judge: inputs, outputs, seeded draws, expectations. */
#include "judge.h"

#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge_internal.h"
#include "runner.h"
#include "wire.h"

/* ---- text of the report ---- */

static void append(char *text, size_t size, const char *fmt, va_list args)
{
    size_t used = strlen(text);
    vsnprintf(text + used, size - used, fmt, args);
}

static void add(char *text, size_t size, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    append(text, size, fmt, args);
    va_end(args);
}

_Noreturn void judge_broken(const char *why)
{
    fprintf(stderr, "judge: %s\n", why);
    abort();
}

void judge_fault(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    if (!judge_report->fault[0])
        append(judge_report->fault, sizeof judge_report->fault, fmt, args);
    va_end(args);
}

_Noreturn void judge_lost(const char *outcome)
{
    char path[sizeof judge_report->replay];
    snprintf(judge_report->outcome, sizeof judge_report->outcome, "%s", outcome);
    proxy_printed(judge_report->printed, sizeof judge_report->printed);
    if (!judge_report->fault[0]) {
        proxy_known(judge_report->known, sizeof judge_report->known);
        proxy_smallest(judge_report->smallest, sizeof judge_report->smallest);
    }
    const char *folder = getenv("SB_REPORTS");
    snprintf(path, sizeof path, "%s/%s.%s.call", folder ? folder : ".", judge_test->category,
             judge_test->name);
    FILE *f = fopen(path, "wb");
    if (f) {
        proxy_record(f);
        fclose(f);
        memcpy(judge_report->replay, path, sizeof path);
    }
    _exit(1);
}

static _Noreturn void lost(void)
{
    judge_lost("failed");
}

_Noreturn void judge_unfinished(const char *outcome, const char *function)
{
    snprintf(judge_report->outcome, sizeof judge_report->outcome, "%s", outcome);
    snprintf(judge_report->function, sizeof judge_report->function, "%s", function);
    _exit(1);
}

/* SB_LATE_DEADLINE is given, and a test of the exercise was late: a class has
 * many, and a loop without end seldom ends the next time. */
static bool is_late(void)
{
    return getenv("SB_LATE_DEADLINE") && runner_was_late();
}

double judge_deadline(void)
{
    const char *text = getenv(is_late() ? "SB_LATE_DEADLINE" : "SB_DEADLINE");
    double seconds = text ? strtod(text, NULL) : 0.0;
    return seconds > 0.0 ? seconds : 8.0;
}

double judge_cpu(void)
{
    return fmin(judge_deadline(), is_late() ? WIRE_LATE_CPU : WIRE_CPU);
}

static bool call_open; /* a call has been announced, its inputs are complete */

void calling(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vsnprintf(judge_report->call, sizeof judge_report->call, fmt, args);
    va_end(args);
    judge_report->hint[0] = '\0';
    call_open = true;
}

void hint(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vsnprintf(judge_report->hint, sizeof judge_report->hint, fmt, args);
    va_end(args);
}

/* ---- inputs and outputs ---- */

static void *copy(const void *values, size_t n, size_t size)
{
    void *x = calloc(n ? n : 1, size);
    if (!x)
        judge_broken("out of memory");
    if (values && n > 0)
        memcpy(x, values, n * size);
    return x;
}

static void new_inputs_after_a_call(void)
{
    if (call_open) {
        judge_report->input[0] = '\0';
        call_open = false;
    }
}

#define SHOWN 8 /* elements of an input shown in a report */

static void show_doubles(const char *name, const double *x, size_t n)
{
    new_inputs_after_a_call();
    char *text = judge_report->input;
    size_t size = sizeof judge_report->input;
    add(text, size, "%s = {", name);
    for (size_t i = 0; i < n && i < SHOWN; i++)
        add(text, size, "%s%.6g", i ? ", " : "", x[i]);
    add(text, size, n > SHOWN ? ", ...} (%zu values)\n" : "}\n", n);
}

static void show_sizes(const char *name, const size_t *x, size_t n)
{
    new_inputs_after_a_call();
    char *text = judge_report->input;
    size_t size = sizeof judge_report->input;
    add(text, size, "%s = {", name);
    for (size_t i = 0; i < n && i < SHOWN; i++)
        add(text, size, "%s%zu", i ? ", " : "", x[i]);
    add(text, size, n > SHOWN ? ", ...} (%zu values)\n" : "}\n", n);
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

double *room(const char *name, size_t n)
{
    (void)name; /* names an output at the place it is made, for the reader of the test */
    const uint64_t unwritten = WIRE_UNWRITTEN;
    double *x = scratch(n);
    for (size_t i = 0; i < n; i++)
        memcpy(&x[i], &unwritten, sizeof unwritten);
    return x;
}

size_t *room_sizes(const char *name, size_t n)
{
    (void)name;
    size_t *x = copy(NULL, n, sizeof *x);
    for (size_t i = 0; i < n; i++)
        x[i] = WIRE_UNWRITTEN;
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

/* ---- a test begins and ends ---- */

void judge_begin(void)
{
    const char *seed = getenv("SB_SEED");
    rng_state = seed ? strtoull(seed, NULL, 10) : 1;
    for (const char *c = judge_test->name; *c; c++)
        rng_state = (rng_state ^ (unsigned char)*c) * 0x100000001b3u;
}

void judge_end(void)
{
    judge_report->finished = true;
}

/* ---- expectations ---- */

static void verdict(const char *name, size_t i, size_t n, double got, double want, double limit)
{
    char element[64];
    snprintf(element, sizeof element, n > 1 ? "%s[%zu]" : "%s", name, i);
    snprintf(judge_report->expected, sizeof judge_report->expected,
             limit > 0.0 ? "%s = %.12g (within %.1g, for rounding)" : "%s = %.12g (exactly)",
             element, want, limit);
    const uint64_t unwritten = WIRE_UNWRITTEN;
    if (memcmp(&got, &unwritten, sizeof got) == 0)
        snprintf(judge_report->got, sizeof judge_report->got, "%s was never written", element);
    else if (isnan(got))
        snprintf(judge_report->got, sizeof judge_report->got, "%s = NaN (not a number)", element);
    else
        snprintf(judge_report->got, sizeof judge_report->got, "%s = %.12g", element, got);
    lost();
}

void expect_values(const char *name, const double *got, const double *want, size_t n,
                   double tol)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(want[i]))
            largest = fmax(largest, fabs(want[i]));
    double limit = largest > 0.0 ? tol * largest : tol;
    for (size_t i = 0; i < n; i++) {
        bool right = isnan(want[i]) ? isnan(got[i])
                                    : got[i] == want[i] || fabs(got[i] - want[i]) <= limit;
        if (!right)
            verdict(name, i, n, got[i], want[i], limit);
    }
}

void expect_value(const char *name, double got, double want, double tol)
{
    expect_values(name, &got, &want, 1, tol);
}

void expect_sizes(const char *name, const size_t *got, const size_t *want, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (got[i] != want[i]) {
            char element[64];
            snprintf(element, sizeof element, n > 1 ? "%s[%zu]" : "%s", name, i);
            snprintf(judge_report->expected, sizeof judge_report->expected, "%s = %zu", element,
                     want[i]);
            if (got[i] == WIRE_UNWRITTEN)
                snprintf(judge_report->got, sizeof judge_report->got, "%s was never written",
                         element);
            else
                snprintf(judge_report->got, sizeof judge_report->got, "%s = %zu", element,
                         got[i]);
            lost();
        }
}

void expect_size(const char *name, size_t got, size_t want)
{
    expect_sizes(name, &got, &want, 1);
}

void expect_untouched(const char *name, const double *x, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        expect_that(isnan(x[i]), "nothing written there", "%s[%zu] = %.12g", name, i, x[i]);
}

void expect_that(bool holds, const char *expected, const char *got_fmt, ...)
{
    if (holds)
        return;
    snprintf(judge_report->expected, sizeof judge_report->expected, "%s", expected);
    judge_report->got[0] = '\0';
    va_list args;
    va_start(args, got_fmt);
    append(judge_report->got, sizeof judge_report->got, got_fmt, args);
    va_end(args);
    lost();
}
