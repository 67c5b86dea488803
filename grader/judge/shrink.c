/* Finds a small failing input by trial and error: sizes first, then values. */
#include "shrink.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "limits.h"
#include "transport.h"

#define TOLERANCE 1e-6

void shrink_release(struct answered *a)
{
    for (size_t i = 0; i < CALL_ARGS; i++) {
        free(a->in[i]);
        free(a->out[i]);
    }
    memset(a, 0, sizeof *a);
}

/* A copy of a's call and input, without answers; arrays are cut to the length the sizes give. */
static bool copy_call(const struct answered *a, struct answered *copy)
{
    memset(copy, 0, sizeof *copy);
    copy->call = a->call;
    for (size_t i = 0; i < a->call.arg_count; i++) {
        struct arg *arg = &copy->call.args[i];
        if (arg->kind < ARG_IN)
            continue;
        arg->count = call_length(&copy->call, a->in, i);
        if (arg_has_input(arg) && arg->count > a->call.args[i].count)
            return false;
        if (!arg_has_input(arg) || arg->count == 0)
            continue;
        copy->in[i] = malloc(arg_bytes(arg));
        if (!copy->in[i])
            return false;
        memcpy(copy->in[i], a->in[i], arg_bytes(arg));
    }
    return transport_fits(&copy->call);
}

/* ---- does it still go wrong? ---- */

struct difference {
    char name[sizeof((struct arg *)0)->name]; /* of the output; empty: the returned value */
    size_t element;
    bool whole; /* a size, no real number */
    double want, got;
};

static bool unwritten(double value)
{
    const uint64_t mark = CALL_UNWRITTEN;
    return memcmp(&value, &mark, sizeof value) == 0;
}

/* Do two differences show the same failure? */
static bool alike(const struct difference *a, const struct difference *b)
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

/* What the reference leaves unwritten may hold anything. */
static bool left_open(double want)
{
    const uint64_t unwritten = CALL_UNWRITTEN;
    return memcmp(&want, &unwritten, sizeof want) == 0;
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
                  : !left_open(w[j]) && differ(w[j], g[j], scale, rounding)) {
            *d = (struct difference){"", j, whole,
                                     whole ? signed_size(ws[j]) : plain(w[j], rounding),
                                     whole ? signed_size(gs[j]) : plain(g[j], rounding)};
            memcpy(d->name, arg->name, sizeof d->name);
            return true;
        }
    return false;
}

static bool find_difference(const struct answered *want, const struct answered *got,
                            struct difference *d)
{
    if (want->call.returned_size != got->call.returned_size) {
        *d = (struct difference){"", 0, true, signed_size((size_t)want->call.returned_size),
                                 signed_size((size_t)got->call.returned_size)};
        return true;
    }
    double w = want->call.returned_real, g = got->call.returned_real;
    double rounding = 1e-12 * largest_input(want);
    if (differ(w, g, fabs(w), rounding)) {
        *d = (struct difference){"", 0, false, plain(w, rounding), plain(g, rounding)};
        return true;
    }
    for (size_t i = 0; i < want->call.arg_count; i++)
        if (want->out[i] && got->out[i] && !arg_is_work(&want->call.args[i]) &&
            array_differs(&want->call.args[i], want->out[i], got->out[i], rounding, d))
            return true;
    return false;
}

struct search {
    struct answered best;
    struct difference difference, first; /* of the smallest so far; of the call that was reported */
    answerer student, reference;
    int tries;
    bool smaller, began;
};

/* Does this call fail, too? */
static bool goes_wrong(const struct search *s, const struct answered *a, struct difference *d)
{
    struct answered want, got;
    bool wrong = copy_call(a, &want) && s->reference(&want);
    wrong = copy_call(a, &got) && wrong && s->student(&got) && find_difference(&want, &got, d);
    wrong = wrong && (!s->began || (contract_allows(a) && alike(d, &s->first)));
    shrink_release(&want);
    shrink_release(&got);
    return wrong;
}

/* Replaces the best by the candidate if that fails, too. */
static bool try(struct search *s, struct answered *candidate)
{
    struct difference d;
    bool taken = s->tries++ < LIMIT_SEARCH_CALLS && goes_wrong(s, candidate, &d);
    if (taken) {
        shrink_release(&s->best);
        s->best = *candidate;
        s->difference = d;
        s->smaller = true;
    } else {
        shrink_release(candidate);
    }
    return taken;
}

/* ---- smaller ---- */

static bool has(const struct answered *a, enum arg_kind kind)
{
    for (size_t i = 0; i < a->call.arg_count; i++)
        if (a->call.args[i].kind == kind)
            return true;
    return false;
}

/* Do arrays go in, or only numbers, all of which are worth making smaller? */
static bool takes_arrays(const struct answered *a)
{
    return has(a, ARG_IN) || has(a, ARG_INSIZE) || has(a, ARG_INOUT);
}

/* Does an input get shorter when this size does? */
static bool shortens(const struct answered *a, size_t arg)
{
    if (!takes_arrays(a))
        return true;
    struct call less = a->call;
    less.args[arg].size--;
    for (size_t i = 0; i < a->call.arg_count; i++)
        if (arg_has_input(&a->call.args[i]) && call_length(&less, a->in, i) < a->call.args[i].count)
            return true;
    return false;
}

static void shorten(struct search *s, size_t arg)
{
    for (size_t n = 1; n < s->best.call.args[arg].size && shortens(&s->best, arg);
         n += n < 4 ? 1 : n / 2) {
        struct answered cut = s->best, candidate;
        cut.call.args[arg].size = n;
        if (!copy_call(&cut, &candidate))
            shrink_release(&candidate);
        else if (try(s, &candidate))
            return;
    }
}

/* The call without items from .. from + n - 1 of those counted by size argument arg. */
static bool without(const struct answered *a, size_t arg, size_t from, size_t n,
                    struct answered *less)
{
    size_t items = a->call.args[arg].size;
    struct answered cut = *a;
    cut.call.args[arg].size -= n;
    if (!copy_call(&cut, less))
        return false;
    for (size_t i = 0; i < a->call.arg_count; i++) {
        size_t count = a->call.args[i].count, left = less->call.args[i].count;
        if (!arg_has_input(&a->call.args[i]) || count == left)
            continue;
        size_t each = count / items; /* values per item */
        size_t width = arg_width(&a->call.args[i]) * each;
        if (count - left != n * each || left == 0)
            return left == 0;
        memcpy((char *)less->in[i] + width * from, (char *)a->in[i] + width * (from + n),
               width * (items - from - n));
    }
    return true;
}

/* Leave out what is not needed: halves, quarters, ... single items. */
static void leave_out(struct search *s, size_t arg)
{
    for (size_t n = s->best.call.args[arg].size / 2; n > 0 && shortens(&s->best, arg); n /= 2)
        for (size_t from = 0; from + n <= s->best.call.args[arg].size;) {
            struct answered candidate;
            if (s->best.call.args[arg].size <= n)
                break;
            if (!without(&s->best, arg, from, n, &candidate)) {
                shrink_release(&candidate);
                return;
            }
            if (!try(s, &candidate))
                from += n;
        }
}

/* Rounds all values of one input to integers, or else to tenths. */
static void round_values(struct search *s, size_t arg)
{
    for (double unit = 1.0; unit <= 10.0; unit *= 10.0) {
        struct answered candidate;
        if (!copy_call(&s->best, &candidate)) {
            shrink_release(&candidate);
            return;
        }
        struct arg *a = &candidate.call.args[arg];
        double *x = candidate.in[arg];
        if (a->kind == ARG_REAL)
            a->real = round(unit * a->real) / unit;
        bool some = false, none = true;
        for (size_t j = 0; x && j < a->count; j++) {
            some = some || x[j] != 0.0;
            x[j] = round(unit * x[j]) / unit + 0.0; /* no -0 */
            none = none && x[j] == 0.0;
        }
        /* All zeros teach nothing: atoms to start from, say, would stay zero. */
        if (a->kind == ARG_INOUT && some && none)
            shrink_release(&candidate);
        else if (try(s, &candidate))
            return;
    }
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

static void tell(const struct search *s, char *text, size_t size)
{
    const struct call *call = &s->best.call;
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
            used += add_array(text + used, size - used, &call->args[i], s->best.in[i]);
    const struct difference *d = &s->difference;
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

bool shrink(const struct answered *wrong, answerer student, answerer reference, char *text,
            size_t size, struct answered *smallest)
{
    struct search s = {.student = student, .reference = reference};
    text[0] = '\0';
    if (!copy_call(wrong, &s.best) || !goes_wrong(&s, &s.best, &s.difference)) {
        shrink_release(&s.best);
        return false;
    }
    s.first = s.difference;
    s.began = true;
    size_t args = wrong->call.arg_count;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < args; i++)
            if (s.best.call.args[i].kind == ARG_SIZE && s.best.call.args[i].size > 1) {
                shorten(&s, i);
                if (takes_arrays(wrong))
                    leave_out(&s, i);
            }
    bool shorter = s.smaller || !has(wrong, ARG_SIZE);
    for (size_t i = 0; i < args; i++) {
        enum arg_kind kind = s.best.call.args[i].kind;
        if (kind == ARG_REAL || kind == ARG_IN || kind == ARG_INOUT)
            round_values(&s, i);
    }
    shorter = shorter && s.smaller;
    if (shorter)
        tell(&s, text, size);
    bool told = shorter && copy_call(&s.best, smallest) && student(smallest);
    if (shorter && !told)
        shrink_release(smallest);
    shrink_release(&s.best);
    return told;
}
