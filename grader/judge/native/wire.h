/* wire.h: what crosses between the judge and a worker: values, nothing else.
 *
 * A call is one struct call sent over a socket; arrays lie in shared memory,
 * inputs in one region that the worker can only read, outputs in another. The
 * worker answers with the same struct. The judge trusts nothing in it. call.h has the struct. */
#ifndef SB_WIRE_H
#define SB_WIRE_H

#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include "judge/call.h"
#include "limits.h"

#define WIRE_REGION ((size_t)LIMIT_REGION_MB << 20) /* only touched pages cost memory */

/* Bytes of a page of memory: 4 KiB here, 16 or 64 KiB on other machines. Regions are whole pages
 * of any of these sizes. */
static inline size_t wire_page(void)
{
    static size_t bytes;
    if (bytes == 0)
        bytes = (size_t)sysconf(_SC_PAGESIZE);
    return bytes;
}

/* n, rounded up to whole pages. */
static inline size_t wire_pages(size_t n)
{
    return (n + wire_page() - 1) / wire_page() * wire_page();
}

/* Written by a dying worker into the last page of the output region, so that
 * its end can be told in words; only ever shown, never believed. */
struct last_words {
    char text[512];
    uint64_t place; /* offset in the student's object, 0 when it is not known */
};

/* Its words when it asked for a system call that lock.c does not allow: the call's name. */
#define WIRE_ASKED "it asked the system for %s, which no exercise needs"

/* Exit status of a worker whose function returned, but kept memory it had allocated. */
#define WIRE_LEAKED 4

/* What the judge asks the keeper for, beside four descriptors. */
struct worker_start {
    double cpu_seconds; /* that all calls together may use */
    char directory[32]; /* of the chapter whose object the worker loads */
};

/* How a worker ended, told by its keeper. */
enum end_why { END_ITSELF, END_JUDGE_LEFT, END_MEMORY, END_CPU, END_PROCESS };

struct worker_end {
    int32_t status; /* as from waitpid */
    uint32_t why;   /* enum end_why */
    double cpu_seconds;
    char place[64]; /* "thresholding.c line 12: ", or nothing */
};

#endif
