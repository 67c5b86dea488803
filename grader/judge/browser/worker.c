/* worker.c: the judged side of a call: an instance with the judged code and nothing worth stealing.
 * */
#include "judge/worker.h"

#include <stdio.h>
#include <string.h>

#include "guard.h"
#include "judge/fault_words.h"
#include "limits.h"
#include "todo.h"
#include "worker_functions.h"

#define FOR_PAGE(name) __attribute__((export_name(#name)))

static struct call call;

/* ---- answers that leave the judged function ---- */

static _Noreturn void answer(enum answer what, const char *text)
{
    call.answer = what;
    snprintf(call.text, sizeof call.text, "%s", text);
    page_leave(WIRE_RETURNED);
}

int todo_(const char *exercise, ...)
{
    answer(ANSWER_TODO, exercise);
}

void (*worker_find(const char *function))(void)
{
    for (size_t i = 0; i < worker_function_count; i++)
        if (strcmp(worker_functions[i].name, function) == 0 && worker_functions[i].at)
            return worker_functions[i].at;
    answer(ANSWER_ABSENT, function);
}

/* Bytes that a test's calls may print. */
FOR_PAGE(worker_print_limit) size_t worker_print_limit(void)
{
    return LIMIT_PRINT_BYTES;
}

/* transport.js writes the name of an undefined function here and calls worker_missing. */
static char missing[64];

FOR_PAGE(worker_missing_name) char *worker_missing_name(void)
{
    return missing;
}

FOR_PAGE(worker_missing) void worker_missing(void)
{
    static const char *const exercises[] = {
#define FUNCTION(function, exercise, directory, topic) #function,
#include "exercises.def"
    };
    for (size_t i = 0; i < sizeof exercises / sizeof *exercises; i++)
        if (strcmp(exercises[i], missing) == 0)
            answer(ANSWER_ABSENT, missing);
    guard_fault(WIRE_FAULT, FAULT_NO_FUNCTION, missing);
}

/* ---- one call, step by step, for transport.js ---- */

FOR_PAGE(worker_call) struct call *worker_call(void)
{
    return &call;
}

/* Places the arrays of the call; false if there is no memory for them. */
FOR_PAGE(worker_lay_out) int worker_lay_out(void)
{
    return guard_place(&call);
}

/* The address of array i. */
FOR_PAGE(worker_array) void *worker_array(size_t i)
{
    return call.args[i].at;
}

FOR_PAGE(worker_run) void worker_run(void)
{
    static char printed[1 << 12];
    setvbuf(stdout, printed, _IOLBF, sizeof printed);
    call.answer = ANSWER_RETURNED;
    worker_calls[call.function](&call);
    fflush(stdout);
}
