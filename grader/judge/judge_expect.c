/* What has to come out of calls. */
#include "judge.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "judge_internal.h"
#include "runner.h"
#include "wire.h"

static void verdict(const char *name, size_t i, size_t n, double got, double want, double limit)
{
    char element[64];
    snprintf(element, sizeof element, n > 1 ? "%s[%zu]" : "%s", name, i);
    snprintf(judge_report->expected, sizeof judge_report->expected,
             isnan(want)   ? "%s = NaN (not a number)"
             : limit > 0.0 ? "%s = %.12g (within %.1g, for rounding)"
                           : "%s = %.12g (exactly)",
             element, want, limit);
    const uint64_t unwritten = WIRE_UNWRITTEN;
    if (memcmp(&got, &unwritten, sizeof got) == 0)
        snprintf(judge_report->got, sizeof judge_report->got, "%s was never written", element);
    else if (isnan(got))
        snprintf(judge_report->got, sizeof judge_report->got, "%s = NaN (not a number)", element);
    else
        snprintf(judge_report->got, sizeof judge_report->got, "%s = %.12g", element, got);
    judge_lost("failed");
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
            judge_lost("failed");
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
    va_list args;
    va_start(args, got_fmt);
    vsnprintf(judge_report->got, sizeof judge_report->got, got_fmt, args);
    va_end(args);
    judge_lost("failed");
}
