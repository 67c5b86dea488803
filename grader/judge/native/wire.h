/* wire.h: what passes between the judge and a worker: values and nothing else.
 *
 * A call is one struct call (call.h) sent over a socket. Arrays lie in shared memory: inputs in a
 * region that the worker can only read, outputs in another. The worker answers with the same
 * struct, and the judge trusts nothing in it. */
#ifndef SB_WIRE_H
#define SB_WIRE_H

#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include "judge/call.h"
#include "limits.h"

#define WIRE_REGION ((size_t)LIMIT_REGION_MB << 20) /* only touched pages cost memory */

/* The size of a memory page in bytes: 4 KiB on most machines, 16 or 64 KiB on others. Regions are
 * whole pages of any of these sizes. */
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

/* A dying worker writes this into the last page of the output region, to say in words what
 * happened. It is only ever shown, never believed. */
struct last_words {
    char text[512];
    uint64_t place; /* offset in the student's object, 0 if unknown */
};

/* Told of a system call that lock.c does not allow; %s is the call's name. */
#define WIRE_ASKED "it asked the system for %s, which no exercise needs"

/* Exit status of a worker whose function returned but leaked memory. */
#define WIRE_LEAKED 4

/* Exit status of a late worker that was asked where it is (SIGXCPU). */
#define WIRE_LATE 5

/* What the judge sends the keeper, with four descriptors. */
struct worker_start {
    double cpu_seconds; /* of processor time that all calls together may use */
    char directory[32]; /* of the chapter whose object the worker loads */
};

/* How a worker ended, as its keeper reports it. */
enum end_why { END_ITSELF, END_JUDGE_LEFT, END_MEMORY, END_CPU, END_ASKED, END_LATE };

struct worker_end {
    int32_t status; /* as from waitpid */
    uint32_t why;   /* enum end_why */
    double cpu_seconds;
    char place[64]; /* "thresholding.c line 12: ", or nothing */
    char asked[32]; /* END_ASKED: the system call that it asked for */
};

#endif
