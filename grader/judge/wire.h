/* wire.h: what crosses between the judge and a worker: values, nothing else.
 *
 * A call is one struct call sent over a socket; arrays lie in shared memory,
 * inputs in one region that the worker can only read, outputs in another. The
 * worker answers with the same struct. The judge trusts nothing in it. */
#ifndef SB_WIRE_H
#define SB_WIRE_H

#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include "limits.h"

#define WIRE_ARGS 16
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

enum arg_kind { ARG_SIZE, ARG_REAL, ARG_IN, ARG_INSIZE, ARG_OUT, ARG_OUTSIZE, ARG_INOUT,
                ARG_WORK }; /* a workspace: what is left there says nothing */

enum answer {
    ANSWER_NONE,
    ANSWER_RETURNED, /* the function returned */
    ANSWER_TODO,     /* it is a stub: text names it */
    ANSWER_ABSENT    /* it is not in the student's file: text names it */
};

struct arg {
    uint32_t kind;
    char name[28];
    uint64_t size;   /* ARG_SIZE */
    double real;     /* ARG_REAL */
    uint64_t count;  /* arrays: elements */
    uint64_t offset; /* arrays: of the first page in its region */
    void *at;        /* arrays: where the array is in this process */
};

struct call {
    uint64_t number; /* counts the calls of one worker: an answer to another call is a forgery */
    uint32_t function;
    uint32_t arg_count;
    char name[64];   /* of the exercise's function */
    char symbol[64]; /* of the function to call: the same, or a known mistake of it */
    struct arg args[WIRE_ARGS];
    uint32_t answer; /* enum answer */
    uint64_t returned_size;
    double returned_real;
    char text[256];
};

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

/* What the outputs are filled with: a signalling NaN. An element never written is told apart from
 * a computed NaN, and by the one bit that arithmetic sets in it, one that was read first. */
#define WIRE_UNWRITTEN 0x7ff45ba25eb00c00u
#define WIRE_READ_FIRST (WIRE_UNWRITTEN | 0x0008000000000000u)

#endif
