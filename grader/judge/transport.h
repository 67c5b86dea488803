/* transport.h: how a call reaches the judged code, and how its answer comes back.
 *
 * The core of the judge (this folder) calls these functions and knows nothing else of processes,
 * sockets or shared memory. A transport implements all of them: native/ with a Linux worker
 * process, tests/judge/transport/in_process.c with a plain call in the same process. The core
 * takes only values from a transport, and looks at them only after the call. */
#ifndef SB_TRANSPORT_H
#define SB_TRANSPORT_H

#include "call.h"

/* Whose code a worker holds. */
enum code { CODE_STUDENT, CODE_KNOWN }; /* the reference and all known mistakes of a chapter */

/* How a call ended. */
enum call_end {
    CALL_ANSWERED, /* call->answer and the returned values say how */
    CALL_LATE,     /* it did not return in time */
    CALL_FAULT     /* anything else: transport_fault says what */
};

/* What went wrong with a call. */
struct fault {
    char text[512];      /* a phrase that follows the call's text: "it used a null pointer" */
    const char *outcome; /* of the test: crashed, timeout, exited or failed */
    bool exhausted;      /* the worker used up its time or memory */
};

struct worker;

/* Is there code of this kind? */
bool transport_has(enum code code);

/* A worker with that code, for the chapter of the current test (test.h). Together, its calls may
 * use cpu_seconds of processor time. Each kind of code has at most one worker at a time. */
struct worker *transport_start(enum code code, double cpu_seconds);
void transport_stop(struct worker *worker);

/* Can the arrays of this call be passed to the worker? */
bool transport_fits(const struct call *call);

/* Make the call, in that many seconds at most. in[i] holds the values of argument i if it has any;
 * outputs and workspaces start as call_fill leaves them. The function must be unable to change an
 * input or to reach anything else in the judge. After CALL_LATE or CALL_FAULT the worker answers no
 * more. */
enum call_end transport_call(struct worker *worker, struct call *call, void *const in[CALL_ARGS],
                             double seconds);

/* Output argument i of the last call, valid until the next one. */
const void *transport_output(const struct worker *worker, const struct call *call, size_t i);

/* After CALL_FAULT: what went wrong. */
void transport_fault(struct worker *worker, struct fault *fault);

/* After CALL_LATE: where the code was when it was given up, as "topic.c line 12: ", or nothing. */
void transport_where(struct worker *worker, char *text, size_t size);

/* Seconds on the clock that all calls took. */
double transport_seconds(const struct worker *worker);

/* Returns how many characters the code has printed; copies up to size - 1 of those after from. */
size_t transport_printed(const struct worker *worker, size_t from, char *text, size_t size);

#endif
