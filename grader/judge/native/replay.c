/* replay: repeats one recorded call, with nothing around it, for a debugger.
 *
 *   replay STUDENT.so CALL
 *
 * Every array ends where a page without access begins, as in the worker. */

#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "judge/worker.h"
#include "todo.h"
#include "wire.h"

static void *student;

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
    void *found = dlsym(student, function);
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

static void show(const struct arg *arg)
{
    bool sizes = arg->kind == ARG_INSIZE || arg->kind == ARG_OUTSIZE;
    printf("%s = {", arg->name);
    for (size_t j = 0; j < arg->count && j < 8; j++)
        if (sizes)
            printf("%s%zu", j ? ", " : "", ((size_t *)arg->at)[j]);
        else
            printf("%s%.10g", j ? ", " : "", ((double *)arg->at)[j]);
    puts(arg->count > 8 ? ", ...}" : "}");
}

int main(int argc, char **argv)
{
    struct call call;
    FILE *f = argc == 3 ? fopen(argv[2], "rb") : NULL;
    if (!f || !read_call(f, &call))
        stop("replay: %s is not a recorded call; run make check again\n",
             argc == 3 ? argv[2] : "this");
    fclose(f);
    student = dlopen(argv[1], RTLD_LAZY | RTLD_LOCAL);
    if (!student)
        stop("replay: %s\n", dlerror());
    worker_calls[call.function](&call);
    for (size_t i = 0; i < call.arg_count; i++)
        if (call.args[i].kind >= ARG_IN)
            show(&call.args[i]);
    return 0;
}
