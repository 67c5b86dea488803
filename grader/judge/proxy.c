/* proxy.c: a call of an exercise, made in a worker, twice. */
#include "proxy.h"

#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "judge_internal.h"
#include "known.h"
#include "limits.h"
#include "remote.h"
#include "runner.h"
#include "shrink.h"
#include "workers.h"

static struct remote student = REMOTE_NEW;

static size_t input_used, output_used; /* bytes of the regions given out to this call */

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
    if (call->arg_count == WIRE_ARGS)
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
    size_t *used = remote_reads(arg) ? &input_used : &output_used;
    if (call->arg_count == 1)
        input_used = output_used = 0;
    arg->count = count;
    arg->at = at;
    arg->offset = *used;
    if (count > WIRE_REGION / 8 || *used + remote_body(arg) > WIRE_REGION - wire_page())
        judge_broken("an array is too large");
    *used += remote_body(arg);
}

/* ---- the calls made: for the report, a debugger, and known mistakes ---- */

static struct answered kept[LIMIT_CALLS_KEPT]; /* the last calls of this test, in turn */
static size_t call_count;
static struct answered *last = kept; /* the last of them */

static off_t print_start, print_end; /* what the last call printed, its repetition left out */

static void *copy_of(const void *from, size_t bytes)
{
    void *copy = malloc(bytes);
    if (!copy)
        judge_broken("out of memory");
    memcpy(copy, from, bytes);
    return copy;
}

static void forget(void *arrays[WIRE_ARGS])
{
    for (size_t i = 0; i < WIRE_ARGS; i++) {
        free(arrays[i]);
        arrays[i] = NULL;
    }
}

static void remember(const struct call *call)
{
    last = &kept[call_count++ % LIMIT_CALLS_KEPT];
    forget(last->in);
    forget(last->out);
    last->call = *call;
    for (size_t i = 0; i < call->arg_count; i++) {
        const struct arg *arg = &call->args[i];
        if ((remote_reads(arg) || arg->kind == ARG_INOUT) && arg->count > 0)
            last->in[i] = copy_of(arg->at, arg->count * 8);
    }
}

void proxy_record(FILE *f)
{
    const uint64_t unwritten = WIRE_UNWRITTEN;
    fwrite(&last->call, sizeof last->call, 1, f);
    for (size_t i = 0; i < last->call.arg_count; i++) {
        const struct arg *arg = &last->call.args[i];
        if (arg->kind >= ARG_IN && last->in[i])
            fwrite(last->in[i], 8, arg->count, f);
        else if (arg->kind >= ARG_IN)
            for (size_t j = 0; j < arg->count; j++)
                fwrite(&unwritten, 8, 1, f);
    }
}

void proxy_known(char *text, size_t size)
{
    text[0] = '\0';
    const struct answered *calls[LIMIT_CALLS_KEPT];
    size_t count = call_count < LIMIT_CALLS_KEPT ? call_count : LIMIT_CALLS_KEPT;
    for (size_t i = 0; i < count; i++)
        calls[i] = &kept[(call_count - count + i) % LIMIT_CALLS_KEPT];
    if (count > 0 && last->call.answer == ANSWER_RETURNED)
        known_mistakes(calls, count, text, size);
}

/* The student's answer to another call than the test's. Smaller calls may crash where
 * the test's does not, or never come back: somebody waits for the report. */
static bool student_answer(struct answered *a)
{
    static int started;
    if (student.keeper < 0 && started++ >= LIMIT_SEARCH_WORKERS)
        return false;
    if (student.keeper < 0)
        remote_start(&student, workers_socket(judge_directory), LIMIT_LATE_CPU_SECONDS);
    remote_fill(&student, &a->call, a->in);
    if (remote_exchange(&student, &a->call, LIMIT_SEARCH_SECONDS) != EXCHANGE_DONE) {
        remote_close(&student);
        return false;
    }
    if (a->call.answer != ANSWER_RETURNED)
        return false;
    remote_outputs(&student, &a->call, a->out);
    return true;
}

void proxy_smallest(char *text, size_t size)
{
    text[0] = '\0';
    if (call_count > 0 && last->call.answer == ANSWER_RETURNED)
        shrink(last, student_answer, known_reference, text, size);
}

void proxy_printed(char *text, size_t size)
{
    off_t length = (print_end ? print_end : remote_print_size(&student)) - print_start;
    size_t most = length < 0 ? 0 : (size_t)length < size - 1 ? (size_t)length : size - 1;
    ssize_t got = student.keeper < 0 ? 0 : pread(student.printed, text, most, print_start);
    text[got > 0 ? got : 0] = '\0';
}

/* What the call printed also goes to the file SB_OUTPUT, for all tests of a chapter. */
static void keep_printed(void)
{
    char text[LIMIT_PRINT_KEPT_BYTES], path[4096];
    if (!runner_path(path, sizeof path, "SB_OUTPUT", judge_directory) ||
        (print_end ? print_end : remote_print_size(&student)) <= print_start)
        return;
    proxy_printed(text, sizeof text);
    FILE *f = fopen(path, "a");
    if (f) {
        fputs(text, f);
        fclose(f);
    }
}

/* ---- calls that do not come back ---- */

/* The dynamic linker ends a program that calls a function which is nowhere,
 * and prints its name. */
static bool nowhere(char *symbol, size_t size)
{
    char printed[1024];
    proxy_printed(printed, sizeof printed);
    const char *name = strstr(printed, "undefined symbol: ");
    if (!name)
        return false;
    name += strlen("undefined symbol: ");
    snprintf(symbol, size, "%.*s", (int)strcspn(name, " ,(\n"), name);
    return true;
}

static bool out_of_time(int sig, const struct worker_end *end)
{
    return end->why == END_CPU || sig == SIGXCPU || (sig == SIGKILL && end->cpu_seconds >= judge_cpu());
}

static _Noreturn void lost_worker(void)
{
    struct worker_end end;
    struct last_words words;
    char symbol[128];
    keep_printed();
    bool told = remote_end(&student, &end);
    remote_last_words(&student, &words);
    int sig = told && WIFSIGNALED(end.status) ? WTERMSIG(end.status) : 0;
    const char *outcome = "crashed";
    if (words.text[0]) {
        end.place[sizeof end.place - 1] = '\0';
        judge_fault("%s%s", end.place, words.text);
        if (told && WIFEXITED(end.status) && WEXITSTATUS(end.status) == WIRE_LEAKED)
            outcome = "failed";
    } else if (told && end.why == END_MEMORY) {
        judge_fault("it used more than %d MB of memory", LIMIT_MEMORY_MB);
        judge_report->exhausted = true;
    } else if (out_of_time(sig, &end)) {
        judge_fault("it used %g seconds of computing time and did not come back: does every loop "
                    "stop?", judge_cpu());
        judge_report->exhausted = true;
        outcome = "timeout";
    } else if (sig == SIGXFSZ) {
        judge_fault("it printed more than %d characters", LIMIT_PRINT_BYTES);
    } else if (sig == SIGSYS) { /* with its handler blocked */
        judge_fault("it asked the system for something that no exercise needs");
    } else if (sig) {
        judge_fault("it ended by signal %d (%s)", sig, strsignal(sig));
    } else if (nowhere(symbol, sizeof symbol)) {
        judge_fault("it called %s, and there is no such function", symbol);
    } else if (told && WIFEXITED(end.status)) {
        judge_fault("it ended the whole program (exit status %d) instead of returning",
                    WEXITSTATUS(end.status));
        outcome = "exited";
    } else {
        judge_fault("it ended in a way that nobody saw");
    }
    judge_lost(outcome);
}

static void exchange(struct call *call)
{
    const struct arg *touched;
    double most = judge_deadline(), left = LIMIT_CALLS_FACTOR * most - student.seconds;
    switch (remote_exchange(&student, call, fmax(fmin(most, left), 0.0))) {
    case EXCHANGE_ENDED:
        lost_worker();
    case EXCHANGE_LATE:
        close(student.keeper); /* the keeper kills the worker */
        judge_report->exhausted = true;
        if (left < most)
            judge_fault("its calls in this test took more than %g seconds together",
                        LIMIT_CALLS_FACTOR * most);
        else
            judge_fault("it did not come back within %g second%s", most, most == 1.0 ? "" : "s");
        judge_lost("timeout");
    case EXCHANGE_FORGED:
        judge_fault("it sent an answer of its own making to the judge");
        judge_lost("crashed");
    case EXCHANGE_DONE:
        break;
    }
    if (call->answer == ANSWER_TODO)
        judge_unfinished("todo", call->text);
    if (call->answer == ANSWER_ABSENT)
        judge_unfinished("absent", call->text);
    touched = remote_touched(&student, call);
    if (touched) {
        judge_fault("it wrote before the start of %s", touched->name);
        judge_lost("failed");
    }
}

/* ---- the call ---- */

static bool same_bits(const struct call *call, void *const a[WIRE_ARGS], void *const b[WIRE_ARGS])
{
    for (size_t i = 0; i < call->arg_count; i++)
        if (a[i] && call->args[i].kind != ARG_WORK &&
            memcmp(a[i], b[i], call->args[i].count * 8) != 0)
            return false;
    return true;
}

/* SB_STAND_IN=ReLU__strict: that known mistake is called in the place of ReLU. */
static void stand_in(struct call *call)
{
    const char *name = getenv("SB_STAND_IN");
    size_t length = strlen(call->name);
    if (name && strncmp(name, call->name, length) == 0 && strncmp(name + length, "__", 2) == 0)
        snprintf(call->symbol, sizeof call->symbol, "%s", name);
    else
        memcpy(call->symbol, call->name, sizeof call->name);
}

void call_remote(struct call *call)
{
    void *again[WIRE_ARGS] = {NULL};
    if (student.keeper < 0)
        remote_start(&student, workers_socket(judge_directory), judge_cpu());
    stand_in(call);
    remember(call);
    print_start = remote_print_size(&student);
    print_end = 0;
    remote_fill(&student, call, last->in);
    exchange(call);
    last->call = *call;
    remote_outputs(&student, call, last->out);
    print_end = remote_print_size(&student);
    keep_printed();

    /* The same call once more: a function has no memory, and frees what it takes. */
    struct call second = *call;
    remote_fill(&student, &second, last->in);
    exchange(&second);
    remote_outputs(&student, &second, again);
    bool same = second.returned_size == call->returned_size &&
                memcmp(&second.returned_real, &call->returned_real, sizeof(double)) == 0 &&
                same_bits(call, last->out, again);
    forget(again);
    if (!same) {
        judge_fault("it gave a different answer when called a second time with the same input");
        judge_lost("failed");
    }
    for (size_t i = 0; i < call->arg_count; i++)
        if (last->out[i])
            memcpy(call->args[i].at, last->out[i], call->args[i].count * 8);
}
