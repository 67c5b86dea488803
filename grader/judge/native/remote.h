/* remote.h: the judge's connection to one worker: start it, send it a call, take the values back.
 * The judge takes only values from the worker; sizes, offsets and pointers are its own. */
#ifndef SB_REMOTE_H
#define SB_REMOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "wire.h"

struct remote {
    int calls, keeper;    /* sockets; keeper < 0: not started yet */
    int printed;          /* the file it prints to */
    char *input, *output; /* the regions */
    uint64_t number;      /* of calls made */
    double seconds;       /* of clock time that they took */
    double cpu_seconds;   /* of processor time that they may use */
    size_t print_start;   /* where the output printed by the last call begins */
};

#define REMOTE_NEW                               \
    {                                            \
        .calls = -1, .keeper = -1, .printed = -1 \
    }

/* Connect to the worker program that listens at socket_name in the folder of the reports, for
 * calls to that chapter's code, which may use cpu_seconds together. The worker has loaded the code
 * once it answers its first call. */
void remote_start(struct remote *remote, const char *socket_name, const char *directory,
                  double cpu_seconds);
void remote_close(struct remote *remote);

/* Lays the arrays out in the regions, one after another; returns false if they do not fit. */
bool remote_lay_out(struct call *call);

/* Fills each array: in[i] for argument i; outputs are marked as never written, and the slack before
 * them as never touched. */
void remote_fill(struct remote *remote, const struct call *call, void *const in[CALL_ARGS]);

enum exchange { EXCHANGE_DONE, EXCHANGE_LATE, EXCHANGE_FORGED, EXCHANGE_ENDED };

/* Send the call and wait for its answer, that many seconds at most. */
enum exchange remote_exchange(struct remote *remote, struct call *call, double seconds);

/* Where argument arg lies in the judge's mapping. */
char *remote_array(const struct remote *remote, const struct arg *arg);

/* The output argument with something written in its slack, or NULL. */
const struct arg *remote_touched(const struct remote *remote, const struct call *call);

/* How the worker ended, after EXCHANGE_ENDED; false if its keeper is gone, too. */
bool remote_end(struct remote *remote, struct worker_end *end);

/* Give up a call that is late: the worker ends, and its keeper says where it was. */
bool remote_give_up(struct remote *remote, struct worker_end *end);

/* The dying worker's last words, or "". */
void remote_last_words(const struct remote *remote, struct last_words *words);

size_t remote_print_size(const struct remote *remote);

#endif
