/* calls.c: a call to an exercise, made twice in a worker. */
#include "proxy.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "history.h"
#include "judge_internal.h"
#include "known.h"
#include "limits.h"
#include "lost.h"
#include "student.h"
#include "test.h"

size_t largest(const size_t *values, size_t count)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++)
        most = values[i] > most ? values[i] : most;
    return most;
}

size_t patch_values(size_t rows, size_t cols, size_t side, size_t stride)
{
    if (side == 0 || stride == 0 || side > rows || side > cols)
        return 0;
    return ((rows - side) / stride + 1) * ((cols - side) / stride + 1) * side * side;
}

/* ---- arguments ---- */

static struct arg *next_arg(struct call *call, enum arg_kind kind, const char *name)
{
    if (call->arg_count == CALL_ARGS)
        judge_broken("too many arguments");
    struct arg *arg = &call->args[call->arg_count++];
    arg->kind = kind;
    snprintf(arg->name, sizeof arg->name, "%s", name);
    return arg;
}

void call_size(struct call *call, const char *name, size_t size)
{
    next_arg(call, ARG_SIZE, name)->size = size;
}

void call_real(struct call *call, const char *name, double real)
{
    next_arg(call, ARG_REAL, name)->real = real;
}

void call_array(struct call *call, enum arg_kind kind, const char *name, void *at, size_t count)
{
    struct arg *arg = next_arg(call, kind, name);
    arg->count = count;
    arg->at = at;
}

/* With SB_STAND_IN=ReLU__strict, that known mistake is called instead of ReLU. */
static void stand_in(struct call *call)
{
    const char *name = getenv("SB_STAND_IN");
    size_t length = strlen(call->name);
    if (name && strncmp(name, call->name, length) == 0 && strncmp(name + length, "__", 2) == 0)
        snprintf(call->symbol, sizeof call->symbol, "%s", name);
    else
        memcpy(call->symbol, call->name, sizeof call->name);
}

/* ---- one call ---- */

/* Passes on what the call printed, for the file that collects it from all tests of a chapter. */
static void keep_printed(void)
{
    char text[LIMIT_PRINT_KEPT_BYTES];
    student_printed(text, sizeof text);
    if (text[0] && !judge_report->survey)
        test_printed(text);
}

static _Noreturn void late(double most, double left)
{
    char where[80];
    transport_where(student_worker(), where, sizeof where);
    judge_report->exhausted = true;
    if (left < most)
        judge_fault("%sits calls in this test took more than %g seconds in all", where,
                    LIMIT_CALLS_FACTOR * most);
    else
        judge_fault("%sit did not return within %g second%s: does %s loop end?", where, most,
                    most == 1.0 ? "" : "s", where[0] ? "this" : "every");
    judge_lost("timeout");
}

static _Noreturn void faulty(void)
{
    struct fault fault = {.outcome = "crashed"};
    keep_printed();
    transport_fault(student_worker(), &fault);
    judge_fault("%s", fault.text);
    judge_report->exhausted |= fault.exhausted;
    judge_lost(fault.outcome);
}

/* Makes the call; returns only if the function does. */
static void exchange(struct call *call, void *const in[CALL_ARGS])
{
    double most = judge_deadline();
    double left = LIMIT_CALLS_FACTOR * most -
                  (student_worker() ? transport_seconds(student_worker()) : 0.0);
    enum call_end end = student_call(call, in, fmax(fmin(most, left), 0.0));
    if (end == CALL_LATE)
        late(most, left);
    if (end == CALL_FAULT)
        faulty();
    if (call->answer == ANSWER_TODO)
        judge_unfinished("todo", call->text);
    if (call->answer == ANSWER_ABSENT)
        judge_unfinished("absent", call->text);
}

/* ---- the call, twice ---- */

/* Are two outputs the same, but for elements that the first call has not written? */
static bool same_output(const struct arg *arg, const char *first, const char *second)
{
    const uint64_t unwritten = CALL_UNWRITTEN;
    size_t width = arg_width(arg);
    for (const char *end = first + arg_bytes(arg); first < end; first += width, second += width)
        if (memcmp(first, second, width) != 0 && memcmp(first, &unwritten, width) != 0)
            return false;
    return true;
}

/* Repeats a call, with other numbers in the outputs that have a bit in `refilled`: is the answer
 * the same? */
static bool same_again(const struct answered *first, unsigned refilled)
{
    void *again[CALL_ARGS] = {NULL};
    struct call second = first->call;
    for (size_t i = 0; i < second.arg_count; i++)
        second.args[i].refilled = refilled >> i & 1;
    exchange(&second, first->in);
    history_outputs(student_worker(), &second, again);
    bool same = second.returned_size == first->call.returned_size &&
                memcmp(&second.returned_real, &first->call.returned_real, sizeof(double)) == 0;
    for (size_t i = 0; i < second.arg_count; i++)
        same = same && (!again[i] || arg_is_work(&second.args[i]) ||
                        same_output(&second.args[i], first->out[i], again[i]));
    history_forget(again);
    return same;
}

/* Has a value been computed from an output that was not written yet? Then the test says so. */
static bool read_first(const struct answered *a)
{
    const uint64_t sign = (uint64_t)1 << 63;
    for (size_t i = 0; i < a->call.arg_count; i++) {
        const struct arg *arg = &a->call.args[i];
        const uint64_t *bits = a->out[i];
        for (size_t j = 0; bits && arg->kind == ARG_OUT && j < arg->count; j++)
            if ((bits[j] & ~sign) == CALL_READ_FIRST)
                return true;
    }
    return false;
}

/* The output or workspace whose contents before the call make the answer another one. */
static const char *cause(const struct answered *first)
{
    for (size_t i = 0; i < first->call.arg_count; i++)
        if (arg_has_output(&first->call.args[i]) && !same_again(first, 1u << i))
            return first->call.args[i].name;
    return "its outputs";
}

/* Repeats the call, because a function must keep no state, free what it allocates, and not care
 * what stands in its outputs. */
static void repeat(const struct answered *first)
{
    if (same_again(first, read_first(first) ? 0 : ~0u))
        return;
    if (same_again(first, 0) && same_again(first, 0)) /* twice: it may count its calls */
        judge_fault("its answer depends on what stood in %s before the call: write an element "
                    "before you read it",
                    cause(first));
    else
        judge_fault("it gave a different answer when called a second time with the same input");
    judge_lost("failed");
}

void call_remote(struct call *call)
{
    if (!transport_fits(call))
        judge_broken("an array is too large");
    stand_in(call);
    struct answered *last = history_begin(call);
    student_print_begin();
    exchange(call, last->in);
    last->call = *call;
    history_outputs(student_worker(), call, last->out);
    student_print_end();
    if (judge_report->survey) {
        known_survey(last);
    } else {
        keep_printed();
        repeat(last);
    }
    for (size_t i = 0; i < call->arg_count; i++)
        if (last->out[i])
            memcpy(call->args[i].at, last->out[i], arg_bytes(&call->args[i]));
}
