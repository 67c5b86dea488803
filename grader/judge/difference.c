/* Where an answer departs from the reference's, and in which words. */
#include "difference.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOLERANCE 1e-6

static bool unwritten(double value)
{
    const uint64_t mark = CALL_UNWRITTEN;
    return memcmp(&value, &mark, sizeof value) == 0;
}

bool difference_alike(const struct difference *a, const struct difference *b)
{
    return strcmp(a->name, b->name) == 0 && a->whole == b->whole &&
           isnan(a->want) == isnan(b->want) && isnan(a->got) == isnan(b->got) &&
           unwritten(a->got) == unwritten(b->got);
}

/* The largest real number that goes into a call: anything 1e-12 of it may be rounding error. */
static double largest_input(const struct answered *a)
{
    double largest = 0.0;
    for (size_t i = 0; i < a->call.arg_count; i++) {
        const struct arg *arg = &a->call.args[i];
        const double *x = a->in[i];
        if (arg->kind == ARG_REAL)
            largest = fmax(largest, fabs(arg->real));
        for (size_t j = 0; x && arg->kind != ARG_INSIZE && j < arg->count; j++)
            largest = fmax(largest, isfinite(x[j]) ? fabs(x[j]) : 0.0);
    }
    return largest;
}

/* rounding: the error that rounding may leave where 0 is wanted. */
static bool differ(double want, double got, double scale, double rounding)
{
    return isnan(want) ? !isnan(got)
                       : !(want == got || fabs(want - got) <= TOLERANCE * scale + rounding);
}

/* A size as a number; -1 from an int, or an element never written, is larger than any size. */
static double signed_size(size_t size)
{
    return size == CALL_UNWRITTEN_SIZE ? (double)size : (double)(ptrdiff_t)size;
}

/* A number as it is shown: what rounding alone may have left is 0. */
static double plain(double x, double rounding)
{
    return fabs(x) <= rounding ? 0.0 : x;
}

/* What the reference leaves unwritten may hold anything. */
static bool array_differs(const struct arg *arg, const void *want, const void *got, double rounding,
                          struct difference *d)
{
    double scale = 0.0;
    const double *w = want, *g = got;
    const size_t *ws = want, *gs = got;
    bool whole = arg->kind == ARG_OUTSIZE;
    for (size_t j = 0; j < arg->count && !whole; j++)
        if (isfinite(w[j]))
            scale = fmax(scale, fabs(w[j]));
    for (size_t j = 0; j < arg->count; j++)
        if (whole ? ws[j] != CALL_UNWRITTEN_SIZE && ws[j] != gs[j]
                  : !unwritten(w[j]) && differ(w[j], g[j], scale, rounding)) {
            *d = (struct difference){"", j, whole,
                                     whole ? signed_size(ws[j]) : plain(w[j], rounding),
                                     whole ? signed_size(gs[j]) : plain(g[j], rounding)};
            memcpy(d->name, arg->name, sizeof d->name);
            return true;
        }
    return false;
}

static bool output_differs(const struct answered *want, const struct answered *got, size_t i,
                           double rounding, struct difference *d)
{
    return want->out[i] && got->out[i] && !arg_is_work(&want->call.args[i]) &&
           array_differs(&want->call.args[i], want->out[i], got->out[i], rounding, d);
}

static bool is_named(const struct arg *arg, const char *reported)
{
    size_t length = strlen(arg->name);
    return strncmp(reported, arg->name, length) == 0 && strchr("[ ", reported[length]);
}

bool difference_find(const struct answered *want, const struct answered *got, const char *reported,
                     struct difference *d)
{
    double w = want->call.returned_real, g = got->call.returned_real;
    double rounding = 1e-12 * largest_input(want);
    for (size_t i = 0; i < want->call.arg_count; i++)
        if (is_named(&want->call.args[i], reported) && output_differs(want, got, i, rounding, d))
            return true;
    if (want->call.returned_size != got->call.returned_size) {
        *d = (struct difference){"", 0, true, signed_size((size_t)want->call.returned_size),
                                 signed_size((size_t)got->call.returned_size)};
        return true;
    }
    if (differ(w, g, fabs(w), rounding)) {
        *d = (struct difference){"", 0, false, plain(w, rounding), plain(g, rounding)};
        return true;
    }
    for (size_t i = 0; i < want->call.arg_count; i++)
        if (output_differs(want, got, i, rounding, d))
            return true;
    return false;
}

/* ---- in words ---- */

/* With as many digits as x has, up to so many. Without the sign of a NaN, which means nothing. */
static void number(char text[32], double x, int digits)
{
    for (int few = 6; few <= digits; few++) {
        snprintf(text, 32, isnan(x) ? "NaN" : "%.*g", few, x);
        if (isnan(x) || strtod(text, NULL) == x)
            return;
    }
}

/* Digits of an array's values: all of them, unless it is long. */
static int digits_of(const struct arg *arg)
{
    return arg->count <= 4 ? 17 : 6;
}

static size_t add_array(char *text, size_t size, const struct arg *arg, const void *values)
{
    const double *x = values;
    const size_t *n = values;
    size_t used = (size_t)snprintf(text, size, "%s = {", arg->name);
    for (size_t j = 0; j < arg->count && j < 12 && used < size; j++) {
        char value[32];
        if (arg->kind == ARG_INSIZE)
            snprintf(value, sizeof value, "%zu", n[j]);
        else
            number(value, x[j], digits_of(arg));
        used += (size_t)snprintf(text + used, size - used, "%s%s", j ? ", " : "", value);
    }
    if (used < size)
        used += (size_t)snprintf(text + used, size - used, arg->count > 12 ? ", ...}\n" : "}\n");
    return used;
}

void difference_tell(const struct answered *a, const struct difference *d, char *text, size_t size)
{
    const struct call *call = &a->call;
    size_t used = (size_t)snprintf(text, size, "%s(", call->name);
    for (size_t i = 0; i < call->arg_count && used < size; i++) {
        const struct arg *arg = &call->args[i];
        used += (size_t)snprintf(text + used, size - used, "%s%s", i ? ", " : "", arg->name);
        if (arg->kind == ARG_SIZE && used < size)
            used += (size_t)snprintf(text + used, size - used, " = %zu", (size_t)arg->size);
        if (arg->kind == ARG_REAL && used < size) {
            char value[32];
            number(value, arg->real, 17);
            used += (size_t)snprintf(text + used, size - used, " = %s", value);
        }
    }
    if (used < size)
        used += (size_t)snprintf(text + used, size - used, ")\n");
    for (size_t i = 0; i < call->arg_count && used < size; i++)
        if (arg_has_input(&call->args[i]) && call->args[i].count > 0)
            used += add_array(text + used, size - used, &call->args[i], a->in[i]);
    char want[32], value[32], got[64];
    int digits = 6;
    do { /* as many as tell them apart */
        snprintf(want, sizeof want, isnan(d->want) ? "NaN" : "%.*g", digits, d->want);
        snprintf(value, sizeof value, isnan(d->got) ? "NaN" : "%.*g", digits, d->got);
    } while (strcmp(want, value) == 0 && ++digits <= 17);
    snprintf(got, sizeof got, "is %s", value);
    if (unwritten(d->got) || (d->whole && d->got == (double)CALL_UNWRITTEN_SIZE))
        snprintf(got, sizeof got, "was never written");
    if (used < size && d->name[0])
        snprintf(text + used, size - used, "%s[%zu] has to be %s and %s", d->name, d->element, want,
                 got);
    else if (used < size)
        snprintf(text + used, size - used, "it has to return %s and returns %s", want, value);
}
