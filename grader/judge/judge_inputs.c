/* What goes into calls: a test's own arrays and outputs. */
#include "judge.h"

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
        x[i] = CALL_UNWRITTEN_SIZE;
    return x;
}

double *scratch(size_t n)
{
    return copy(NULL, n, sizeof(double));
}
