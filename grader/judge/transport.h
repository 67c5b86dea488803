/* transport.h: how a call reaches the judged code, and how its answer comes back.
 *
 * The core of the judge (this folder) calls these functions and knows nothing else of processes,
 * sockets or memory that is shared. A transport implements all of them: native/ by a worker
 * process of Linux, tests/judge/in_process.c by calling the function where it stands. The core
 * takes nothing but values from a transport, and looks at them after the call alone. */
#ifndef SB_TRANSPORT_H
#define SB_TRANSPORT_H

#include "call.h"

/* Whose code a worker holds. */
enum code { CODE_STUDENT, CODE_KNOWN }; /* the reference and all known mistakes of a chapter */

/* How a call ended. */
enum call_end {
    CALL_ANSWERED, /* call->answer and the returned values say how */
    CALL_LATE,     /* it did not come back within its time */
    CALL_FAULT     /* anything else: transport_fault says what */
};

/* What went wrong with a call. */
struct fault {
    char text[512];      /* as a phrase after the call's text: "it used a null pointer" */
    const char *outcome; /* of the test: crashed, timeout, exited or failed */
    bool exhausted;      /* the worker used up its time or memory */
};

struct worker;

/* Is there such code here? */
bool transport_has(enum code code);

/* A worker with that code, of the chapter of the test at hand (test.h). All its calls use at most
 * cpu_seconds of the processor together. There is at most one for each kind of code at a time. */
struct worker *transport_start(enum code code, double cpu_seconds);
void transport_stop(struct worker *worker);

/* Can the arrays of this call be handed over at all? */
bool transport_fits(const struct call *call);

/* Make the call, in seconds at most. in[i] has the values of argument i where it has any; outputs
 * and workspaces start as CALL_UNWRITTEN. The function must not be able to change an input, nor to
 * reach anything else of the judge. After CALL_LATE and CALL_FAULT the worker answers no more. */
enum call_end transport_call(struct worker *worker, struct call *call, void *const in[CALL_ARGS],
                             double seconds);

/* Output argument i of the last call, until the next one. */
const void *transport_output(const struct worker *worker, const struct call *call, size_t i);

/* After CALL_FAULT: what it was. */
void transport_fault(struct worker *worker, struct fault *fault);

/* Seconds on the clock that all calls took. */
double transport_seconds(const struct worker *worker);

/* Characters that the code has printed so far; from there on, the first size - 1 go to text. */
size_t transport_printed(const struct worker *worker, size_t from, char *text, size_t size);

#endif
