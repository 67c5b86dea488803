/* The calls that a test has made. */
#include "history.h"

#include <stdlib.h>
#include <string.h>

#include "judge_internal.h"
#include "limits.h"

static struct answered kept[LIMIT_CALLS_KEPT]; /* a ring */
static size_t count;                           /* of calls made */

static void *copy_of(const void *from, size_t bytes)
{
    void *copy = malloc(bytes);
    if (!copy)
        judge_broken("out of memory");
    memcpy(copy, from, bytes);
    return copy;
}

void history_forget(void *arrays[CALL_ARGS])
{
    for (size_t i = 0; i < CALL_ARGS; i++) {
        free(arrays[i]);
        arrays[i] = NULL;
    }
}

struct answered *history_begin(const struct call *call)
{
    struct answered *a = &kept[count++ % LIMIT_CALLS_KEPT];
    history_forget(a->in);
    history_forget(a->out);
    a->call = *call;
    for (size_t i = 0; i < call->arg_count; i++) {
        const struct arg *arg = &call->args[i];
        if (arg_has_input(arg) && arg->count > 0)
            a->in[i] = copy_of(arg->at, arg_bytes(arg));
    }
    return a;
}

const struct answered *history_last(void)
{
    return count > 0 ? &kept[(count - 1) % LIMIT_CALLS_KEPT] : NULL;
}

size_t history_calls(const struct answered *calls[])
{
    size_t n = count < LIMIT_CALLS_KEPT ? count : LIMIT_CALLS_KEPT;
    for (size_t i = 0; i < n; i++)
        calls[i] = &kept[(count - n + i) % LIMIT_CALLS_KEPT];
    return n;
}

void history_record(FILE *f)
{
    const uint64_t unwritten = CALL_UNWRITTEN;
    const struct answered *last = history_last() ? history_last() : kept;
    fwrite(&last->call, sizeof last->call, 1, f);
    for (size_t i = 0; i < last->call.arg_count; i++) {
        const struct arg *arg = &last->call.args[i];
        if (arg_is_array(arg) && last->in[i])
            fwrite(last->in[i], 1, arg_bytes(arg), f);
        else if (arg_is_array(arg))
            for (size_t j = 0; j < arg->count; j++)
                fwrite(&unwritten, arg_width(arg), 1, f);
    }
}

void history_outputs(const struct worker *worker, const struct call *call, void *out[CALL_ARGS])
{
    for (size_t i = 0; i < call->arg_count; i++) {
        const struct arg *arg = &call->args[i];
        if (arg_has_output(arg) && arg->count > 0)
            out[i] = copy_of(transport_output(worker, call, i), arg_bytes(arg));
    }
}
