/* Finds a small failing input by trial and error: sizes first, then values. */
#include "shrink.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "difference.h"
#include "limits.h"
#include "transport.h"

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

struct search {
    struct answered best;
    struct difference difference, first; /* of the smallest so far; of the call that was reported */
    const char *reported;
    answerer student, reference;
    int tries;
    bool smaller, began;
};

/* Does this call fail, too? */
static bool goes_wrong(const struct search *s, const struct answered *a, struct difference *d)
{
    struct answered want, got;
    bool wrong = copy_call(a, &want) && s->reference(&want);
    wrong = copy_call(a, &got) && wrong && s->student(&got) &&
            difference_find(&want, &got, s->reported, d);
    wrong = wrong && (!s->began || (contract_allows(a) && difference_alike(d, &s->first)));
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

static bool lower(uint64_t *size, size_t n, size_t less)
{
    bool fits = *size < n || *size <= less;
    *size -= fits ? 0 : less;
    return !fits;
}

/* Where size argument arg is n now, `less` than it was: lags, windows and the like that were just
 * within it are so again. */
static bool lower_others(struct answered *a, size_t arg, size_t n, size_t less)
{
    bool some = false;
    for (size_t i = 0; i < a->call.arg_count; i++) {
        struct arg *other = &a->call.args[i];
        size_t *x = other->kind == ARG_INSIZE ? a->in[i] : NULL;
        if (other->kind == ARG_SIZE && i != arg)
            some |= lower(&other->size, n, less);
        for (size_t j = 0; x && j < other->count; j++) {
            uint64_t size = x[j];
            some |= lower(&size, n, less);
            x[j] = (size_t)size;
        }
    }
    return some;
}

static void shorten(struct search *s, size_t arg)
{
    size_t before = s->best.call.args[arg].size;
    for (size_t n = 1; n < before && shortens(&s->best, arg); n += n < 4 ? 1 : n / 2)
        for (int others = 0; others < 2; others++) {
            struct answered cut = s->best, candidate;
            cut.call.args[arg].size = n;
            if (!copy_call(&cut, &candidate) ||
                (others && !lower_others(&candidate, arg, n, before - n)))
                shrink_release(&candidate);
            else if (try(s, &candidate))
                return;
        }
}

/* Makes the elements of an array of sizes smaller, each for itself. */
static void lower_elements(struct search *s, size_t arg)
{
    for (size_t j = 0; j < s->best.call.args[arg].count; j++)
        for (size_t n = 1; n < ((size_t *)s->best.in[arg])[j]; n *= 2) {
            struct answered candidate;
            if (!copy_call(&s->best, &candidate)) {
                shrink_release(&candidate);
                return;
            }
            ((size_t *)candidate.in[arg])[j] = n;
            if (try(s, &candidate))
                break;
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

/* Tries one input in a unit of its own, if its values are tiny or huge: 3 and 5, not 3e-16. */
static void other_unit(struct search *s, size_t arg)
{
    struct answered candidate;
    double largest = 0.0, *x = copy_call(&s->best, &candidate) ? candidate.in[arg] : NULL;
    for (size_t j = 0; x && j < candidate.call.args[arg].count; j++)
        largest = fmax(largest, fabs(x[j]));
    if (!isnormal(largest) || (largest > 1e-3 && largest < 1e4)) {
        shrink_release(&candidate);
        return;
    }
    double unit = pow(10.0, floor(log10(largest)) - 1.0);
    for (size_t j = 0; j < candidate.call.args[arg].count; j++)
        x[j] /= unit;
    try(s, &candidate);
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

bool shrink(const struct answered *wrong, const char *reported, answerer student,
            answerer reference, char *text, size_t size, struct answered *smallest)
{
    struct search s = {.reported = reported, .student = student, .reference = reference};
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
            if (s.best.call.args[i].kind == ARG_INSIZE) {
                lower_elements(&s, i);
            } else if (s.best.call.args[i].kind == ARG_SIZE && s.best.call.args[i].size > 1) {
                shorten(&s, i);
                if (takes_arrays(wrong))
                    leave_out(&s, i);
            }
    bool shorter = s.smaller || !has(wrong, ARG_SIZE);
    for (size_t i = 0; i < args; i++) {
        enum arg_kind kind = s.best.call.args[i].kind;
        if (kind == ARG_IN || kind == ARG_INOUT)
            other_unit(&s, i);
        if (kind == ARG_REAL || kind == ARG_IN || kind == ARG_INOUT)
            round_values(&s, i);
    }
    shorter = shorter && s.smaller;
    if (shorter)
        difference_tell(&s.best, &s.difference, text, size);
    bool told = shorter && copy_call(&s.best, smallest) && student(smallest);
    if (shorter && !told)
        shrink_release(smallest);
    shrink_release(&s.best);
    return told;
}
