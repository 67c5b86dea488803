/* The test's side of the judge: guarded buffers, seeded inputs, expectations. */
#include "judge.h"

#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <criterion/internal/test.h>

#include "judge_report.h"
#include "todo.h"

static struct judge_report *judge_report;

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

/* The judge itself is at its end; no verdict on the exercise. */
static _Noreturn void cannot_go_on(size_t n)
{
    fprintf(stderr, "judge: no memory for %zu elements\n", n);
    abort();
}

static _Noreturn void lost(void)
{
    cr_assert_fail("see the report");
    abort(); /* not reached: the line above leaves the test */
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

/* ---- buffers that end at a guard page ---- */

#define MAX_BUFFERS 256

static struct buffer {
    char name[32];
    char *map, *start, *end; /* mapping, first element, one past the last */
    size_t count;
    bool read_only;
} buffers[MAX_BUFFERS];
static size_t buffer_count;

static void *guarded(const char *name, const void *values, size_t n, size_t size, bool read_only)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t body = (n * size + page - 1) / page * page;
    char *map = mmap(NULL, body + 2 * page, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map == MAP_FAILED || buffer_count == MAX_BUFFERS)
        cannot_go_on(n);
    char *end = map + page + body;
    char *start = end - n * size;
    if (values && n > 0)
        memcpy(start, values, n * size);
    mprotect(map, page, PROT_NONE);
    mprotect(end, page, PROT_NONE);
    if (read_only && body > 0)
        mprotect(map + page, body, PROT_READ);
    struct buffer *b = &buffers[buffer_count++];
    *b = (struct buffer){.map = map, .start = start, .end = end, .count = n,
                         .read_only = read_only};
    snprintf(b->name, sizeof b->name, "%s", name);
    return start;
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
    return guarded(name, values, n, sizeof *values, true);
}

const size_t *given_sizes(const char *name, const size_t *values, size_t n)
{
    show_sizes(name, values, n);
    return guarded(name, values, n, sizeof *values, true);
}

double *given_inout(const char *name, const double *values, size_t n)
{
    show_doubles(name, values, n);
    return guarded(name, values, n, sizeof *values, false);
}

double *room(const char *name, size_t n)
{
    double *x = guarded(name, NULL, n, sizeof *x, false);
    for (size_t i = 0; i < n; i++)
        x[i] = NAN;
    return x;
}

size_t *room_sizes(const char *name, size_t n)
{
    size_t *x = guarded(name, NULL, n, sizeof *x, false);
    for (size_t i = 0; i < n; i++)
        x[i] = SIZE_MAX;
    return x;
}

double *scratch(size_t n)
{
    double *x = calloc(n ? n : 1, sizeof *x);
    if (!x)
        cannot_go_on(n);
    return x;
}

/* ---- a fault told in plain words ---- */

/* Runs in the faulting process, on its own stack; only writes to the report. */
static void on_fault(int sig, siginfo_t *info, void *context)
{
    (void)context;
    const char *at = info->si_addr;
    long page = sysconf(_SC_PAGESIZE);
    char *fault = judge_report->fault;
    size_t size = sizeof judge_report->fault;
    for (size_t i = 0; i < buffer_count; i++) {
        const struct buffer *b = &buffers[i];
        if (at >= b->end && at < b->end + page)
            snprintf(fault, size, "went past the end of %.31s, which has %zu element%s", b->name,
                     b->count, b->count == 1 ? "" : "s");
        else if (at >= b->map && at < b->map + page)
            snprintf(fault, size, "went before the start of %.31s", b->name);
        else if (b->read_only && at >= b->map + page && at < b->end)
            snprintf(fault, size, "wrote to %.31s, which is an input and stays as it is", b->name);
    }
    signal(sig, SIG_DFL);
    raise(sig);
}

/* ---- seeded draws: splitmix64 (Steele, Lea & Flood 2014) ---- */

static uint64_t rng_state;

static uint64_t draw_bits(void)
{
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

#define CPU_SECONDS 2

void judge_begin(void)
{
    const struct criterion_test *test = criterion_current_test;
    judge_report = judge_report_open(test->category, test->name);
    const char *seed = getenv("SB_SEED");
    rng_state = seed ? strtoull(seed, NULL, 10) : 1;
    for (const char *c = test->name; *c; c++)
        rng_state = (rng_state ^ (unsigned char)*c) * 0x100000001b3u;

    /* Computing time, not time on the clock: a busy machine fails nobody. The
     * test's own timeout is for those who sleep. */
    setrlimit(RLIMIT_CPU, &(struct rlimit){.rlim_cur = CPU_SECONDS, .rlim_max = CPU_SECONDS + 1});

    /* Criterion throws away what a test prints; a student may want to read it. */
    const char *output = getenv("SB_OUTPUT");
    int fd = output ? open(output, O_WRONLY | O_CREAT | O_APPEND, 0666) : -1;
    if (fd >= 0) {
        dup2(fd, STDOUT_FILENO);
        dup2(fd, STDERR_FILENO);
        close(fd);
        setvbuf(stdout, NULL, _IOLBF, 0);
    }

    static char stack[1 << 16]; /* a fault by endless recursion has no stack left */
    stack_t alternative = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternative, NULL);
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
}

void judge_end(void)
{
    judge_report->finished = true;
}

/* ---- unfinished and absent exercises ---- */

int todo_(const char *exercise, ...)
{
    snprintf(judge_report->todo, sizeof judge_report->todo, "%s", exercise);
    lost();
}

_Noreturn void absent_(const char *exercise)
{
    snprintf(judge_report->absent, sizeof judge_report->absent, "%s", exercise);
    lost();
}

/* ---- expectations ---- */

static void verdict(const char *name, size_t i, size_t n, double got, double want, double limit)
{
    char element[64];
    snprintf(element, sizeof element, n > 1 ? "%s[%zu]" : "%s", name, i);
    snprintf(judge_report->expected, sizeof judge_report->expected,
             limit > 0.0 ? "%s = %.12g (within %.1g)" : "%s = %.12g", element, want, limit);
    if (isnan(got))
        snprintf(judge_report->got, sizeof judge_report->got, "%s = NaN%s", element,
                 isnan(want) ? "" : " (never written, or not a number)");
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
            if (got[i] == SIZE_MAX)
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
