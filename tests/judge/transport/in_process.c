/* in_process.c: a transport that calls the function where it stands, in the test's own process.
 * The seam is real when the judge's core gives the same verdicts and sentences through this as
 * through native/. Nothing is protected here: reference, skeleton and known mistakes come back. */
#include <dlfcn.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/judge_internal.h"
#include "judge/transport.h"
#include "judge/worker.h"
#include "todo.h"

struct worker {
    void *library;
};

static struct worker workers[2];
static struct worker *at_work;
static struct call *at_hand;
static jmp_buf answered;
static void *arrays[CALL_ARGS]; /* of the last call */

/* ---- the side of the function ---- */

static _Noreturn void answer(enum answer what, const char *text)
{
    at_hand->answer = what;
    snprintf(at_hand->text, sizeof at_hand->text, "%s", text);
    longjmp(answered, 1);
}

int todo_(const char *exercise, ...)
{
    answer(ANSWER_TODO, exercise);
}

void (*worker_find(const char *function))(void)
{
    void *found = dlsym(at_work->library, function);
    if (!found)
        answer(ANSWER_ABSENT, function);
    void (*pointer)(void);
    memcpy(&pointer, &found, sizeof pointer);
    return pointer;
}

/* ---- the side of the judge ---- */

/* IN_PROCESS_STUDENT and IN_PROCESS_KNOWN name the objects. */
static const char *object_of(enum code code)
{
    return getenv(code == CODE_KNOWN ? "IN_PROCESS_KNOWN" : "IN_PROCESS_STUDENT");
}

bool transport_has(enum code code)
{
    return object_of(code) != NULL;
}

struct worker *transport_start(enum code code, double cpu_seconds)
{
    (void)cpu_seconds;
    workers[code].library = dlopen(object_of(code), RTLD_NOW | RTLD_LOCAL);
    if (!workers[code].library)
        judge_broken(dlerror());
    return &workers[code];
}

void transport_stop(struct worker *worker)
{
    dlclose(worker->library);
}

bool transport_fits(const struct call *call)
{
    for (size_t i = 0; i < call->arg_count; i++)
        if (call->args[i].count > 1u << 24)
            return false;
    return true;
}

static void fill(struct call *call, size_t i, const void *values)
{
    struct arg *arg = &call->args[i];
    free(arrays[i]);
    arrays[i] = malloc(arg->count * 8 + 1);
    if (!arrays[i])
        judge_broken("out of memory");
    if (arg_has_input(arg) && arg->count > 0)
        memcpy(arrays[i], values, arg->count * 8);
    if (!arg_has_input(arg))
        call_fill(arg, arrays[i], 8);
    arg->at = arrays[i];
}

enum call_end transport_call(struct worker *worker, struct call *call, void *const in[CALL_ARGS],
                             double seconds)
{
    (void)seconds;
    struct call copy = *call;
    at_work = worker;
    at_hand = &copy;
    for (size_t i = 0; i < call->arg_count; i++)
        if (arg_is_array(&call->args[i]))
            fill(&copy, i, in[i]);
    copy.answer = ANSWER_RETURNED;
    if (setjmp(answered) == 0)
        worker_calls[copy.function](&copy);
    call->answer = copy.answer;
    call->returned_size = copy.returned_size;
    call->returned_real = copy.returned_real;
    memcpy(call->text, copy.text, sizeof call->text);
    return CALL_ANSWERED;
}

const void *transport_output(const struct worker *worker, const struct call *call, size_t i)
{
    (void)worker, (void)call;
    return arrays[i];
}

void transport_fault(struct worker *worker, struct fault *fault)
{
    (void)worker;
    *fault = (struct fault){.text = "it failed in a way that is not known here",
                            .outcome = "crashed"};
}

void transport_where(struct worker *worker, char *text, size_t size)
{
    (void)worker, (void)size;
    text[0] = '\0';
}

double transport_seconds(const struct worker *worker)
{
    (void)worker;
    return 0.0;
}

size_t transport_printed(const struct worker *worker, size_t from, char *text, size_t size)
{
    (void)worker, (void)from;
    if (size > 0)
        text[0] = '\0';
    return 0;
}
