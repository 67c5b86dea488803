/* What the chapters' headers promise about the input of a call. */
#include "contract.h"

#include <math.h>
#include <string.h>

static const struct arg *find(const struct answered *a, const char *name, const void **in)
{
    for (size_t i = 0; i < a->call.arg_count; i++)
        if (strcmp(a->call.args[i].name, name) == 0) {
            if (in)
                *in = a->in[i];
            return &a->call.args[i];
        }
    return NULL;
}

static size_t size_of(const struct answered *a, const char *name)
{
    const struct arg *arg = find(a, name, NULL);
    return arg ? (size_t)arg->size : 0;
}

/* Every element of an array of sizes lies between lo and hi. */
static bool sizes_within(const struct answered *a, const char *name, size_t lo, size_t hi)
{
    const void *in = NULL;
    const struct arg *arg = find(a, name, &in);
    const size_t *x = in;
    for (size_t j = 0; x && arg && j < arg->count; j++)
        if (x[j] < lo || x[j] > hi)
            return false;
    return true;
}

static bool varies(const struct answered *a, const char *name)
{
    const void *in = NULL;
    const struct arg *arg = find(a, name, &in);
    const double *x = in;
    for (size_t j = 1; x && arg && j < arg->count; j++)
        if (x[j] != x[0])
            return true;
    return false;
}

/* The rows of D have norm 1, up to rounding. */
static bool unit_norm(const struct answered *a, size_t m)
{
    const void *in = NULL;
    const struct arg *arg = find(a, "D", &in);
    const double *d = in;
    for (size_t row = 0; d && arg && m > 0 && row < arg->count / m; row++) {
        double norm = 0.0;
        for (size_t j = 0; j < m; j++)
            norm = hypot(norm, d[row * m + j]);
        if (fabs(norm - 1.0) > 1e-6)
            return false;
    }
    return true;
}

static bool is(const struct answered *a, const char *function)
{
    return strcmp(a->call.name, function) == 0;
}

bool contract_allows(const struct answered *a)
{
    static const char *const at_least_1[] = {"rows",     "cols", "side", "stride",
                                             "max_iter", "K",    "m"};
    for (size_t i = 0; i < sizeof at_least_1 / sizeof *at_least_1; i++)
        if (find(a, at_least_1[i], NULL) && size_of(a, at_least_1[i]) == 0)
            return false;
    if (is(a, "taus"))
        return size_of(a, "first") <= size_of(a, "last");
    if (is(a, "taus_list"))
        return sizes_within(a, "tau", 1, SIZE_MAX);
    if (is(a, "set_sigs"))
        return size_of(a, "count") >= 2;
    if (is(a, "OMP"))
        return size_of(a, "n") >= 1;
    if (is(a, "cardinality_sweep"))
        return varies(a, "y") && sizes_within(a, "ks", 0, size_of(a, "n"));
    if (is(a, "dictionary_update") || is(a, "fit_transform"))
        return unit_norm(a, size_of(a, "m"));
    if (is(a, "train_fields"))
        return size_of(a, "K") <= size_of(a, "n");
    if (is(a, "diff_box_values_x") || is(a, "diff_box_values_y"))
        return sizes_within(a, "windows", 1,
                            size_of(a, is(a, "diff_box_values_x") ? "cols" : "rows") - 1);
    return true;
}
