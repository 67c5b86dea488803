/* What calls must return and write. */
#include "judge.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "lost.h"
#include "test.h"

static uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* The compiler fills uninitialised local variables with a pattern (JUDGED_FLAGS). With gcc it is a
 * real number so large that adding to it changes nothing; with clang it is a NaN of all ones, and
 * a different pattern for integers. */
static bool real_never_set(uint64_t bits)
{
    return bits >> 16 == 0xfefefefefefeu || bits >> 16 == 0xffffffffffffu;
}

static bool size_never_set(uint64_t bits)
{
    return bits >> 16 == 0xfefefefefefeu || bits >> 16 == 0xaaaaaaaaaaaau ||
           (sizeof(size_t) == 4 && bits >> 16 == 0xaaaau);
}

#define NEVER_SET ": a variable was used before it was given a value"

static void tell_got(const char *element, double got)
{
    char *text = judge_report->got;
    size_t size = sizeof judge_report->got;
    uint64_t bits = bits_of(got), unsigned_bits = bits & ~((uint64_t)1 << 63);
    if (bits == CALL_UNWRITTEN)
        snprintf(text, size, "%s was never written", element);
    else if (unsigned_bits == CALL_READ_FIRST)
        snprintf(text, size, "%s = NaN (not a number): an output was read before it was written",
                 element);
    else if (isnan(got))
        snprintf(text, size, "%s = NaN (not a number)%s", element,
                 real_never_set(bits) ? NEVER_SET
                                      : ": 0.0 / 0.0, say, or the root of a negative number");
    else
        snprintf(text, size, "%s = %.12g%s", element, got, real_never_set(bits) ? NEVER_SET : "");
}

#define ROUNDING ", for rounding"
#define ITERATION ": iterations end a little apart"

/* Element i of `name`, which may say where it begins: "diffs + 5". */
static void name_element(char text[64], const char *name, size_t i)
{
    const char *from = strstr(name, " + ");
    size_t start = from ? strtoul(from + 3, NULL, 10) : 0;
    snprintf(text, 64, "%.*s[%zu]", from ? (int)(from - name) : (int)strlen(name), name, start + i);
}

static void verdict(const char *element, double got, double want, double limit, const char *reason)
{
    snprintf(judge_report->expected, sizeof judge_report->expected,
             isnan(want)   ? "%s = NaN (not a number)"
             : limit > 0.0 ? "%s = %.12g (within %.1g%s)"
                           : "%s = %.12g (exactly)",
             element, want + 0.0, limit, reason); /* no -0 */
    tell_got(element, got);
    judge_lost("failed");
}

/* Says so when all that is wrong is what a float would lose, which no other hint explains. */
static void hint_digits(const double *got, const double *want, size_t n, double limit)
{
    double off = 0.0, largest = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(got[i]) != isnan(want[i]))
            return;
        if (isfinite(want[i]))
            largest = fmax(largest, fabs(want[i]));
        if (!isnan(want[i]) && got[i] != want[i])
            off = fmax(off, fabs(got[i] - want[i]));
    }
    if (limit <= 1e-8 * largest && off >= 1e-10 * largest && off <= 2e-6 * largest)
        hint("this is right to %d digits: is there a float on the way, or something small that was "
             "added to be safe?",
             (int)-log10(off / largest));
}

/* Says so when every value is a whole number next to the wanted one, and several have lost a
 * fraction. */
static void hint_whole(const double *got, const double *want, size_t n, double limit)
{
    int lost = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(got[i]) || got[i] != trunc(got[i]) || !(fabs(got[i] - want[i]) < 1.0))
            return;
        lost += got[i] != 0.0 && fabs(got[i] - want[i]) > limit && lost < 3;
    }
    if (lost == 3)
        hint("the fractions are lost: is there an int on the way?");
}

static bool right(double got, double want, double limit)
{
    return isnan(want) ? isnan(got) && bits_of(got) != CALL_UNWRITTEN
                       : got == want || fabs(got - want) <= limit;
}

static void compare(const char *name, const double *got, const double *want, size_t n, double limit,
                    const char *reason)
{
    for (size_t i = 0; i < n && !judge_report->survey; i++) {
        if (right(got[i], want[i], limit))
            continue;
        char element[64];
        name_element(element, name, i);
        hint_digits(got, want, n, limit);
        hint_whole(got, want, n, limit);
        verdict(element, got[i], want[i], limit, reason);
    }
}

static const char *reason_of(double tol)
{
    return tol < 1e-7 ? ROUNDING : ITERATION;
}

void expect_values(const char *name, const double *got, const double *want, size_t n, double tol)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(want[i]))
            largest = fmax(largest, fabs(want[i]));
    compare(name, got, want, n, largest > 0.0 ? tol * largest : tol, reason_of(tol));
}

void expect_near(const char *name, const double *got, const double *want, size_t n, double limit)
{
    compare(name, got, want, n, limit, ROUNDING);
}

static void compare_one(const char *name, double got, double want, double limit, const char *reason)
{
    if (judge_report->survey || right(got, want, limit))
        return;
    hint_digits(&got, &want, 1, limit);
    verdict(name, got, want, limit, reason);
}

void expect_value(const char *name, double got, double want, double tol)
{
    double limit = isfinite(want) && want != 0.0 ? tol * fabs(want) : tol;
    compare_one(name, got, want, limit, reason_of(tol));
}

void expect_close(const char *name, double got, double want, double limit)
{
    compare_one(name, got, want, limit, ROUNDING);
}

void expect_size(const char *name, size_t got, size_t want)
{
    if (judge_report->survey || got == want)
        return;
    snprintf(judge_report->expected, sizeof judge_report->expected, "%s = %zu", name, want);
    if (got == CALL_UNWRITTEN_SIZE)
        snprintf(judge_report->got, sizeof judge_report->got, "%s was never written", name);
    else
        snprintf(judge_report->got, sizeof judge_report->got, "%s = %zu%s", name, got,
                 size_never_set(got) ? NEVER_SET : "");
    judge_lost("failed");
}

void expect_sizes(const char *name, const size_t *got, const size_t *want, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char element[64];
        name_element(element, name, i);
        expect_size(element, got[i], want[i]);
    }
}

void expect_untouched(const char *name, const double *x, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        expect_that(bits_of(x[i]) == CALL_UNWRITTEN, "nothing written there", "%s[%zu] = %.12g",
                    name, i, x[i]);
}

void expect_that(bool holds, const char *expected, const char *got_fmt, ...)
{
    if (holds || judge_report->survey)
        return;
    snprintf(judge_report->expected, sizeof judge_report->expected, "%s", expected);
    va_list args;
    va_start(args, got_fmt);
    vsnprintf(judge_report->got, sizeof judge_report->got, got_fmt, args);
    va_end(args);
    judge_lost("failed");
}
