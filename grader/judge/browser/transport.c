/* transport.c: the core's way to the judged code in a browser (judge/transport.h).
 *
 * This module holds the tests. The judged code is another WebAssembly instance with its own memory,
 * which this module cannot reach: transport.js copies a call and its arrays there, and values back.
 * Messages from the other side are shown, never trusted. */
#include "judge/transport.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/fault_words.h"
#include "judge/judge_internal.h"
#include "limits.h"
#include "wire.h"

/* What transport.js provides. */
#define FROM_PAGE(name) __attribute__((import_module("judge"), import_name(#name)))
FROM_PAGE(has) int page_has(int code);
FROM_PAGE(start) void page_start(int code);
FROM_PAGE(stop) void page_stop(int code);
FROM_PAGE(lay_out) int page_lay_out(int code, const struct call *call, size_t size);
FROM_PAGE(fill) void page_fill(int code, size_t i, const void *values, size_t bytes);
FROM_PAGE(run) int page_run(int code, double seconds);
FROM_PAGE(answer) void page_answer(int code, struct call *answer, size_t size);
FROM_PAGE(fetch) void page_fetch(int code, size_t i, void *values, size_t bytes);
FROM_PAGE(words) void page_words(int code, char *text, size_t size);
FROM_PAGE(place) void page_place(int code, char *text, size_t size);
FROM_PAGE(seconds) double page_seconds(int code);
FROM_PAGE(printed) size_t page_printed(int code, size_t from, char *text, size_t size);

struct worker {
    int code;
    double cpu_seconds;
    enum wire_end end;    /* of the last call */
    void *out[CALL_ARGS]; /* its outputs, copied when they are asked for */
};

static struct worker workers[] = {{.code = CODE_STUDENT}, {.code = CODE_KNOWN}};

bool transport_has(enum code code)
{
    return page_has(code);
}

struct worker *transport_start(enum code code, double cpu_seconds)
{
    workers[code].cpu_seconds = cpu_seconds;
    page_start(code);
    return &workers[code];
}

void transport_stop(struct worker *worker)
{
    page_stop(worker->code);
}

bool transport_fits(const struct call *call)
{
    size_t left = (size_t)LIMIT_REGION_MB << 20;
    for (size_t i = 0; i < call->arg_count; i++) {
        const struct arg *arg = &call->args[i];
        if (!arg_is_array(arg))
            continue;
        if (arg->count > left / arg_width(arg))
            return false;
        left -= arg_bytes(arg);
    }
    return true;
}

static void fill(const struct worker *worker, const struct call *call, void *const in[CALL_ARGS])
{
    for (size_t i = 0; i < call->arg_count; i++)
        if (arg_has_input(&call->args[i]) && call->args[i].count > 0)
            page_fill(worker->code, i, in[i], arg_bytes(&call->args[i]));
}

static void take_outputs(struct worker *worker, const struct call *call)
{
    for (size_t i = 0; i < CALL_ARGS; i++) {
        free(worker->out[i]);
        worker->out[i] = NULL;
        if (i >= call->arg_count || !arg_has_output(&call->args[i]))
            continue;
        worker->out[i] = malloc(arg_bytes(&call->args[i]) + 1);
        if (!worker->out[i])
            judge_broken("out of memory");
        page_fetch(worker->code, i, worker->out[i], arg_bytes(&call->args[i]));
    }
}

enum call_end transport_call(struct worker *worker, struct call *call, void *const in[CALL_ARGS],
                             double seconds)
{
    struct call answer;
    if (!page_lay_out(worker->code, call, sizeof *call))
        judge_broken("an array is too large");
    fill(worker, call, in);
    double left = worker->cpu_seconds - page_seconds(worker->code);
    worker->end = (enum wire_end)page_run(worker->code, left < seconds ? left : seconds);
    if (worker->end == WIRE_LATE)
        return left < seconds ? CALL_FAULT : CALL_LATE;
    if (worker->end != WIRE_RETURNED)
        return CALL_FAULT;
    page_answer(worker->code, &answer, sizeof answer);
    if (answer.answer == ANSWER_NONE || answer.answer > ANSWER_ABSENT)
        judge_broken("an answer that makes no sense");
    answer.text[sizeof answer.text - 1] = '\0';
    call->answer = answer.answer;
    call->returned_size = answer.returned_size;
    call->returned_real = answer.returned_real;
    memcpy(call->text, answer.text, sizeof call->text);
    take_outputs(worker, call);
    return CALL_ANSWERED;
}

const void *transport_output(const struct worker *worker, const struct call *call, size_t i)
{
    (void)call;
    return worker->out[i];
}

void transport_fault(struct worker *worker, struct fault *fault)
{
    char place[64], words[512];
    page_place(worker->code, place, sizeof place);
    page_words(worker->code, words, sizeof words);
    *fault = (struct fault){.outcome = "crashed"};
    if (worker->end == WIRE_LATE) {
        snprintf(fault->text, sizeof fault->text, FAULT_OUT_OF_TIME, place, worker->cpu_seconds,
                 place[0] ? "this" : "every");
        fault->outcome = "timeout";
        fault->exhausted = true;
        return;
    }
    snprintf(fault->text, sizeof fault->text, "%s%.440s", place, words);
    if (worker->end == WIRE_EXITED)
        fault->outcome = "exited";
    if (worker->end == WIRE_LEAKED)
        fault->outcome = "failed";
    fault->exhausted = worker->end == WIRE_MEMORY;
}

void transport_where(struct worker *worker, char *text, size_t size)
{
    page_place(worker->code, text, size);
}

double transport_seconds(const struct worker *worker)
{
    return page_seconds(worker->code);
}

size_t transport_printed(const struct worker *worker, size_t from, char *text, size_t size)
{
    return page_printed(worker->code, from, text, size);
}
