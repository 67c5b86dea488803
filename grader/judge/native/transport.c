/* transport.c: the core's way to a worker process (judge/transport.h). */
#include "judge/transport.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "judge/fault_words.h"
#include "judge/judge_internal.h"
#include "judge/test.h"
#include "limits.h"
#include "remote.h"
#include "workers.h"

struct worker {
    struct remote remote;
    const struct arg *touched; /* the output before whose start the last call wrote, or NULL */
    bool forged;               /* it answered a call that was not made */
};

static struct worker workers[] = {
    [CODE_STUDENT] = {.remote = REMOTE_NEW},
    [CODE_KNOWN] = {.remote = REMOTE_NEW},
};

bool transport_has(enum code code)
{
    return getenv(code == CODE_KNOWN ? "SB_MISTAKES" : "SB_WORKER");
}

struct worker *transport_start(enum code code, double cpu_seconds)
{
    struct worker *worker = &workers[code];
    remote_start(&worker->remote,
                 code == CODE_KNOWN ? "mistakes" : workers_socket(judge_test.directory),
                 judge_test.directory, cpu_seconds);
    return worker;
}

void transport_stop(struct worker *worker)
{
    remote_close(&worker->remote);
}

bool transport_fits(const struct call *call)
{
    struct call copy = *call;
    return remote_lay_out(&copy);
}

enum call_end transport_call(struct worker *worker, struct call *call, void *const in[CALL_ARGS],
                             double seconds)
{
    struct remote *remote = &worker->remote;
    worker->touched = NULL;
    worker->forged = false;
    if (!remote_lay_out(call))
        judge_broken("an array is too large");
    remote_fill(remote, call, in);
    switch (remote_exchange(remote, call, seconds)) {
    case EXCHANGE_LATE: return CALL_LATE;
    case EXCHANGE_FORGED: worker->forged = true; return CALL_FAULT;
    case EXCHANGE_ENDED: return CALL_FAULT;
    case EXCHANGE_DONE: break;
    }
    if (call->answer == ANSWER_RETURNED)
        worker->touched = remote_touched(remote, call);
    return worker->touched ? CALL_FAULT : CALL_ANSWERED;
}

const void *transport_output(const struct worker *worker, const struct call *call, size_t i)
{
    return remote_array(&worker->remote, &call->args[i]);
}

double transport_seconds(const struct worker *worker)
{
    return worker->remote.seconds;
}

size_t transport_printed(const struct worker *worker, size_t from, char *text, size_t size)
{
    if (size > 0) {
        ssize_t got = pread(worker->remote.printed, text, size - 1, (off_t)from);
        text[got > 0 ? got : 0] = '\0';
    }
    return remote_print_size(&worker->remote);
}

/* ---- workers that ended ---- */

/* The dynamic linker ends a program that calls an undefined function, and prints its name. */
static bool nowhere(const struct worker *worker, char *symbol, size_t size)
{
    char printed[1024];
    transport_printed(worker, worker->remote.print_start, printed, sizeof printed);
    const char *name = strstr(printed, "undefined symbol: ");
    if (!name)
        return false;
    name += strlen("undefined symbol: ");
    snprintf(symbol, size, "%.*s", (int)strcspn(name, " ,(\n"), name);
    return true;
}

static bool is_out_of_time(int sig, const struct worker_end *end, double cpu_seconds)
{
    return end->why == END_CPU || sig == SIGXCPU ||
           (WIFEXITED(end->status) && WEXITSTATUS(end->status) == WIRE_LATE) ||
           (sig == SIGKILL && end->cpu_seconds >= cpu_seconds);
}

#define TELL(...) snprintf(fault->text, sizeof fault->text, __VA_ARGS__)

static void tell_end(struct worker *worker, struct fault *fault)
{
    struct worker_end end;
    struct last_words words;
    char symbol[128];
    bool told = remote_end(&worker->remote, &end);
    end.place[sizeof end.place - 1] = end.asked[sizeof end.asked - 1] = '\0';
    remote_last_words(&worker->remote, &words);
    int sig = told && WIFSIGNALED(end.status) ? WTERMSIG(end.status) : 0;
    if (told && end.why == END_ASKED) {
        TELL("%s" WIRE_ASKED, end.place, end.asked);
    } else if (sig == SIGSYS) { /* the kernel has ended it for that */
        TELL(WIRE_ASKED, "something");
    } else if (words.text[0]) {
        TELL("%s%.440s", end.place, words.text);
        if (told && WIFEXITED(end.status) && WEXITSTATUS(end.status) == WIRE_LEAKED)
            fault->outcome = "failed";
    } else if (told && end.why == END_MEMORY) {
        TELL(FAULT_MEMORY, LIMIT_MEMORY_MB);
        fault->exhausted = true;
    } else if (is_out_of_time(sig, &end, worker->remote.cpu_seconds)) {
        TELL(FAULT_OUT_OF_TIME, end.place, worker->remote.cpu_seconds,
             end.place[0] ? "this" : "every");
        fault->exhausted = true;
        fault->outcome = "timeout";
    } else if (sig == SIGXFSZ) {
        TELL(FAULT_FLOOD, LIMIT_PRINT_BYTES);
    } else if (sig) {
        TELL("it ended by signal %d (%s)", sig, strsignal(sig));
    } else if (nowhere(worker, symbol, sizeof symbol)) {
        TELL(FAULT_NO_FUNCTION, symbol);
    } else if (told && WIFEXITED(end.status)) {
        TELL(FAULT_EXIT, WEXITSTATUS(end.status));
        fault->outcome = "exited";
    } else {
        TELL("it ended, and nobody saw how");
    }
}

void transport_where(struct worker *worker, char *text, size_t size)
{
    struct worker_end end;
    text[0] = '\0';
    if (remote_give_up(&worker->remote, &end)) {
        end.place[sizeof end.place - 1] = '\0';
        snprintf(text, size, "%s", end.place);
    }
}

void transport_fault(struct worker *worker, struct fault *fault)
{
    *fault = (struct fault){.outcome = "crashed"};
    if (worker->touched) {
        TELL(FAULT_TOUCHED, worker->touched->name);
        fault->outcome = "failed";
    } else if (worker->forged) {
        TELL("it sent the judge a forged answer");
    } else {
        tell_end(worker, fault);
    }
}
