/* contract.c: the functions that a CONTRACT in a chapter's tests calls. */
#include "call.h"
#include "judge.h"
#include "judge_internal.h"

#include <math.h>
#include <string.h>

static const struct arg *find(const struct answered *a, const char *name, const void **in)
{
    for (size_t i = 0; i < a->call.arg_count; i++)
        if (strcmp(a->call.args[i].name, name) == 0) {
            *in = a->in[i];
            return &a->call.args[i];
        }
    judge_broken("a CONTRACT in the tests names what is not an argument of its function");
}

size_t contract_size(const struct answered *a, const char *name)
{
    const void *in;
    return (size_t)find(a, name, &in)->size;
}

bool contract_positive(const struct answered *a, const char *const *names)
{
    for (; *names; names++)
        if (contract_size(a, *names) == 0)
            return false;
    return true;
}

bool contract_sizes(const struct answered *a, const char *name, size_t lo, size_t hi)
{
    const void *in;
    size_t count = find(a, name, &in)->count;
    const size_t *x = in;
    for (size_t j = 0; x && j < count; j++)
        if (x[j] < lo || x[j] > hi)
            return false;
    return true;
}

bool contract_varies(const struct answered *a, const char *name)
{
    const void *in;
    size_t count = find(a, name, &in)->count;
    const double *x = in;
    for (size_t j = 1; x && j < count; j++)
        if (x[j] != x[0])
            return true;
    return false;
}

bool contract_unit_rows(const struct answered *a, const char *name, size_t m)
{
    const void *in;
    size_t count = find(a, name, &in)->count;
    const double *d = in;
    for (size_t row = 0; d && m > 0 && row < count / m; row++) {
        double norm = 0.0;
        for (size_t j = 0; j < m; j++)
            norm = hypot(norm, d[row * m + j]);
        if (fabs(norm - 1.0) > 1e-6)
            return false;
    }
    return true;
}
