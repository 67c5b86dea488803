/* replay: repeats one recorded call, with nothing around it, for a debugger.
 *
 *   replay CALL
 *
 * Every array ends where a page without access begins, as in the worker. */

#define _GNU_SOURCE /* RTLD_DEFAULT */
#include <dlfcn.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "judge/worker.h"
#include "status.h"
#include "todo.h"
#include "wire.h"

#define SHOWN 8 /* elements of an array */

static _Noreturn void stop(const char *what, const char *name)
{
    fprintf(stderr, what, name);
    exit(2);
}

int todo_(const char *exercise, ...)
{
    stop("%s is not written yet\n", exercise);
}

_Noreturn void absent_(const char *function);
_Noreturn void absent_(const char *function)
{
    stop("%s is missing\n", function);
}

void (*worker_find(const char *function))(void)
{
    void *found = dlsym(RTLD_DEFAULT, function);
    if (!found)
        absent_(function);
    void (*pointer)(void);
    memcpy(&pointer, &found, sizeof pointer); /* ISO C has no such cast; POSIX promises the bits */
    return pointer;
}

/* n bytes that end at a page without access. */
static void *place(size_t n, bool read_only, FILE *f)
{
    size_t body = wire_pages(n);
    char *map = mmap(NULL, body + wire_page(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                     -1, 0);
    if (map == MAP_FAILED || fread(map + body - n, 1, n, f) != n)
        return NULL;
    mprotect(map + body, wire_page(), PROT_NONE);
    if (read_only && body > 0)
        mprotect(map, body, PROT_READ);
    return map + body - n;
}

static bool read_call(FILE *f, struct call *call)
{
    if (fread(call, sizeof *call, 1, f) != 1 || call->function >= worker_call_count ||
        call->arg_count > CALL_ARGS)
        return false;
    for (size_t i = 0; i < call->arg_count; i++) {
        struct arg *arg = &call->args[i];
        if (arg->kind < ARG_IN)
            continue;
        arg->at = place(arg->count * 8, arg->kind == ARG_IN || arg->kind == ARG_INSIZE, f);
        if (!arg->at)
            return false;
    }
    return true;
}

/* One element; an output that was not written still holds what it was filled with. */
static void show_element(const struct arg *arg, size_t j)
{
    uint64_t bits = ((uint64_t *)arg->at)[j];
    if (bits == CALL_UNWRITTEN)
        printf("not written");
    else if (arg->kind == ARG_INSIZE || arg->kind == ARG_OUTSIZE)
        printf("%" PRId64, (int64_t)bits);
    else
        printf("%.10g", ((double *)arg->at)[j]);
}

static void show_array(const struct arg *arg)
{
    putchar('{');
    for (size_t j = 0; j < arg->count && j < SHOWN; j++) {
        if (j)
            printf(", ");
        show_element(arg, j);
    }
    printf(arg->count > SHOWN ? ", ...}" : "}");
}

static void show_call(const struct call *call)
{
    printf("%s(", call->name);
    for (size_t i = 0; i < call->arg_count; i++) {
        const struct arg *arg = &call->args[i];
        printf("%s%s", i ? ", " : "", arg->name);
        if (arg->kind == ARG_SIZE)
            printf(" = %" PRId64, (int64_t)arg->size);
        else if (arg->kind == ARG_REAL)
            printf(" = %.10g", arg->real);
        else if (arg_has_input(arg))
            printf(" = "), show_array(arg);
    }
    puts(")");
    fflush(stdout); /* whatever the function does now */
}

/* What came back: what it returned, and its outputs. */
static void show_answer(const struct call *call)
{
    const char *returns = worker_returns[call->function];
    if (strcmp(returns, "real") == 0)
        printf("  returned %.10g\n", call->returned_real);
    else if (strcmp(returns, "int") == 0)
        printf("  returned %d (%s)\n", (int)call->returned_size,
               sb_status_text((enum sb_status)call->returned_size));
    else if (strcmp(returns, "size") == 0)
        printf("  returned %" PRId64 "\n", (int64_t)call->returned_size);
    for (size_t i = 0; i < call->arg_count; i++) {
        const struct arg *arg = &call->args[i];
        if (!arg_has_output(arg) || arg_is_work(arg))
            continue;
        printf("  %s = ", arg->name);
        show_array(arg);
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    struct call call;
    FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!f || !read_call(f, &call))
        stop("replay: %s is not a recorded call; run make check again\n",
             argc == 2 ? argv[1] : "this");
    fclose(f);
    show_call(&call);
    worker_calls[call.function](&call);
    show_answer(&call);
    return 0;
}
