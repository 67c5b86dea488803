/* remote.h: the judge's connection to one worker: start it, send it a call,
 * take the values back. Nothing the worker says is taken for more than values:
 * sizes, offsets and pointers are the judge's own. */
#ifndef SB_REMOTE_H
#define SB_REMOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "wire.h"

struct remote {
    int calls, keeper;     /* sockets; keeper < 0: not started yet */
    int printed;           /* the file it prints to */
    char *input, *output;  /* the regions */
    uint64_t number;       /* of calls made */
    double seconds;        /* on the clock that they took */
    double cpu_seconds;    /* that they may use */
    size_t print_start;    /* where the print-out of the call made last begins */
};

#define REMOTE_NEW {.calls = -1, .keeper = -1, .printed = -1}

/* Connect to the worker program that listens at socket_name in the folder of
 * the reports, for calls that use at most cpu_seconds together, to the code of that chapter. The
 * worker has loaded the code when it answers its first call. */
void remote_start(struct remote *remote, const char *socket_name, const char *directory,
                  double cpu_seconds);
void remote_close(struct remote *remote);

/* Lays the arrays out in the regions, one after another: false when they do not fit. */
bool remote_lay_out(struct call *call);

/* What goes into each array: in[i] for argument i; outputs are marked as
 * never written, and the slack before them as never touched. */
void remote_fill(struct remote *remote, const struct call *call, void *const in[CALL_ARGS]);

enum exchange { EXCHANGE_DONE, EXCHANGE_LATE, EXCHANGE_FORGED, EXCHANGE_ENDED };

/* Send the call and wait for its answer, seconds at most. */
enum exchange remote_exchange(struct remote *remote, struct call *call, double seconds);

/* Where argument arg lies in the judge's mapping. */
char *remote_array(const struct remote *remote, const struct arg *arg);

/* The output argument whose slack was written to, or NULL. */
const struct arg *remote_touched(const struct remote *remote, const struct call *call);

/* How the worker ended, once EXCHANGE_ENDED; false when its keeper is gone too. */
bool remote_end(struct remote *remote, struct worker_end *end);

/* What the dying worker said of it, or "". */
void remote_last_words(const struct remote *remote, struct last_words *words);

size_t remote_print_size(const struct remote *remote);

#endif
