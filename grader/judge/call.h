/* call.h: a call to an exercise: what goes in, what comes out. */
#ifndef SB_CALL_H
#define SB_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define CALL_ARGS 16

enum arg_kind {
    ARG_SIZE,
    ARG_REAL,
    ARG_IN,
    ARG_INSIZE,
    ARG_OUT,
    ARG_OUTSIZE,
    ARG_INOUT,
    ARG_WORK, /* a workspace: its contents after the call mean nothing */
    ARG_WORKSIZE
};

enum answer {
    ANSWER_NONE,
    ANSWER_RETURNED, /* the function returned */
    ANSWER_TODO,     /* the function is a stub: text names it */
    ANSWER_ABSENT    /* it is not in the student's file: text names it */
};

struct arg {
    uint32_t kind;
    char name[24];
    uint32_t refilled; /* outputs: filled with other numbers, call_fill */
    uint64_t size;     /* ARG_SIZE */
    double real;       /* ARG_REAL */
    uint64_t count;    /* arrays: elements, of arg_width bytes */
    uint64_t offset;   /* arrays: for the transport's use */
    void *at;          /* arrays: the address on the side that reads this */
};

struct call {
    uint64_t number; /* of the call to this worker: an answer with another number is forged */
    uint32_t function;
    uint32_t arg_count;
    char name[64];   /* of the exercise's function */
    char symbol[64]; /* of the function to call: the same, or a known mistake of it */
    struct arg args[CALL_ARGS];
    uint32_t answer; /* enum answer */
    uint64_t returned_size;
    double returned_real;
    char text[256];
};

/* A call with what went in and what came out: in[i] and out[i] belong to argument i. */
struct answered {
    struct call call;
    void *in[CALL_ARGS], *out[CALL_ARGS];
};

/* Outputs are filled with a signalling NaN, so an element that was never written differs from a
 * computed NaN. Arithmetic sets one bit in it, which shows that the element was read first. */
#define CALL_UNWRITTEN 0x7ff45ba25eb00c00u
#define CALL_UNWRITTEN_SIZE ((size_t)CALL_UNWRITTEN)
#define CALL_READ_FIRST (CALL_UNWRITTEN | 0x0008000000000000u)

/* What a second call finds in its outputs: numbers, of either sign, that no exercise's input comes
 * close to. An answer that does not depend on them is the same as in the first call. */
#define CALL_REFILLED 7.25e11

static inline bool arg_is_array(const struct arg *arg)
{
    return arg->kind >= ARG_IN;
}

/* The bytes of an element: a size has 4 on a machine of 32 bits, and in a browser. */
static inline size_t arg_width(const struct arg *arg)
{
    bool sizes = arg->kind == ARG_INSIZE || arg->kind == ARG_OUTSIZE || arg->kind == ARG_WORKSIZE;
    return sizes ? sizeof(size_t) : sizeof(double);
}

/* Fills an output or workspace, at `to` with elements of `width` bytes, for a call to come. */
static inline void call_fill(const struct arg *arg, void *to, size_t width)
{
    for (size_t j = 0; j < arg->count; j++) {
        uint64_t bits = CALL_UNWRITTEN;
        double value = j % 2 ? -CALL_REFILLED : CALL_REFILLED;
        if (arg->refilled && (arg->kind == ARG_OUTSIZE || arg->kind == ARG_WORKSIZE))
            bits = j;
        else if (arg->refilled)
            memcpy(&bits, &value, sizeof bits);
        memcpy((char *)to + j * width, &bits, width);
    }
}

/* The bytes of an array. */
static inline size_t arg_bytes(const struct arg *arg)
{
    return (size_t)arg->count * arg_width(arg);
}

/* An array that the function only reads. */
static inline bool arg_is_read_only(const struct arg *arg)
{
    return arg->kind == ARG_IN || arg->kind == ARG_INSIZE;
}

/* An array that has values before the call. */
static inline bool arg_has_input(const struct arg *arg)
{
    return arg_is_read_only(arg) || arg->kind == ARG_INOUT;
}

static inline bool arg_is_work(const struct arg *arg)
{
    return arg->kind == ARG_WORK || arg->kind == ARG_WORKSIZE;
}

/* An array that the function writes to, workspaces too. */
static inline bool arg_has_output(const struct arg *arg)
{
    return arg_is_array(arg) && !arg_is_read_only(arg);
}

#endif
