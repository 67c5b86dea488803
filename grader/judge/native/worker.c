/* worker.c: the process that holds the student's code and nothing worth stealing. */
#define _GNU_SOURCE /* dlinfo */
#include "judge/worker.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <sanitizer/asan_interface.h>

#include "faults.h"
#include "keeper.h"
#include "todo.h"
#include "wire.h"

/* The arrays of the current call: a guard page, slack, the array, a guard page. They stay mapped,
 * because the next call usually has the same arrays. */
static struct placed placed[CALL_ARGS];
static struct arg placed_for[CALL_ARGS]; /* what each was laid out for */
static size_t placed_count;

static void *student;
static jmp_buf answered;

/* The address sanitizer defines this; gcc has no header that declares it. */
size_t __sanitizer_get_current_allocated_bytes(void);
static struct call *current;

/* ---- answers that leave the student's function ---- */

static _Noreturn void answer(enum answer what, const char *text)
{
    current->answer = what;
    snprintf(current->text, sizeof current->text, "%s", text);
    longjmp(answered, 1);
}

int todo_(const char *exercise, ...)
{
    answer(ANSWER_TODO, exercise);
}

_Noreturn void absent_(const char *function);
_Noreturn void absent_(const char *function)
{
    answer(ANSWER_ABSENT, function);
}

void (*worker_find(const char *function))(void)
{
    void *found = dlsym(student, function);
    if (!found)
        answer(ANSWER_ABSENT, function);
    void (*pointer)(void);
    memcpy(&pointer, &found, sizeof pointer); /* ISO C has no such cast; POSIX promises the bits */
    return pointer;
}

/* ---- arrays ---- */

/* Lay out one array so that it ends where an inaccessible page begins. */
static void *place(struct arg *arg, int input, int output)
{
    bool reads = arg->kind == ARG_IN || arg->kind == ARG_INSIZE;
    size_t bytes = arg->count * 8, body = wire_pages(bytes);
    char *map = mmap(NULL, body + 2 * wire_page(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map == MAP_FAILED)
        last_words("no address space for %s", arg->name);
    if (body > 0 &&
        mmap(map + wire_page(), body, reads ? PROT_READ : PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_FIXED, reads ? input : output, (off_t)arg->offset) == MAP_FAILED)
        last_words("no memory for %s", arg->name);
    placed_for[placed_count] = *arg;
    struct placed *p = &placed[placed_count++];
    *p = (struct placed){
        .map = map, .size = body + 2 * wire_page(), .count = arg->count, .read_only = reads};
    snprintf(p->name, sizeof p->name, "%s", arg->name);
    p->start = map + wire_page() + body - bytes;
    p->end = p->start + bytes;
    ASAN_POISON_MEMORY_REGION(map + wire_page(), (size_t)(p->start - map) - wire_page());
    return p->start;
}

static void take_away(void)
{
    for (size_t i = 0; i < placed_count; i++) {
        ASAN_UNPOISON_MEMORY_REGION(placed[i].map, placed[i].size);
        munmap(placed[i].map, placed[i].size);
    }
    placed_count = 0;
}

/* Are this call's arrays where the last call's were? Then they are laid out already. */
static bool still_placed(struct call *call)
{
    size_t n = 0;
    for (size_t i = 0; i < call->arg_count; i++) {
        const struct arg *a = &call->args[i];
        if (a->kind < ARG_IN)
            continue;
        if (n == placed_count || a->kind != placed_for[n].kind || a->count != placed_for[n].count ||
            a->offset != placed_for[n].offset || strcmp(a->name, placed_for[n].name) != 0)
            return false;
        n++;
    }
    if (n != placed_count)
        return false;
    for (size_t i = 0, k = 0; i < call->arg_count; i++)
        if (call->args[i].kind >= ARG_IN)
            call->args[i].at = placed[k++].start;
    return true;
}

/* ---- one call ---- */

static void make_call(struct call *call)
{
    current = call;
    call->answer = ANSWER_RETURNED;
    if (setjmp(answered) == 0)
        worker_calls[call->function](call);
}

static void serve_call(struct call *call, int input, int output)
{
    if (!still_placed(call)) {
        take_away();
        for (size_t i = 0; i < call->arg_count; i++)
            if (call->args[i].kind >= ARG_IN)
                call->args[i].at = place(&call->args[i], input, output);
        faults_know(placed, placed_count);
    }
    size_t before = __sanitizer_get_current_allocated_bytes();
    bool repeated = call->number % 2 == 0;
    faults_watch_memory(repeated);
    make_call(call);
    faults_watch_memory(false);
    size_t after = __sanitizer_get_current_allocated_bytes();
    /* Libraries keep buffers after a first call; the repeated call, which the judge gives an even
     * number, must not make the heap grow. */
    if (call->answer == ANSWER_RETURNED && repeated && after > before)
        faults_leak(after - before);
}

static void load(const char *path)
{
    student = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    if (!student) {
        const char *why = dlerror(), *undefined = why ? strstr(why, "undefined symbol: ") : NULL;
        if (undefined)
            last_words("the file uses %s, which is defined nowhere", strchr(undefined, ':') + 2);
        else
            last_words("the compiled exercise cannot be loaded: %s", why ? why : "reason unknown");
        _exit(2);
    }
    struct link_map *map;
    if (dlinfo(student, RTLD_DI_LINKMAP, &map) == 0)
        faults_know_student((void *)map->l_addr);
}

_Noreturn void worker_run(const char *student_path, const int fds[4], struct worker_terms terms,
                          int keeper)
{
    static char printed[1 << 12];
    dup2(fds[3], STDOUT_FILENO);
    dup2(fds[3], STDERR_FILENO);
    /* There is nothing to read, but descriptor 0 must stay open: otherwise a sanitizer's file would
     * get it, and the sanitizer would then move it. */
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    setvbuf(stdout, printed, _IOLBF, sizeof printed);
    faults_catch(fds[2]);
    char folder[4096];
    const char *name = strrchr(student_path, '/');
    snprintf(folder, sizeof folder, "%.*s", name ? (int)(name - student_path) : 0, student_path);
    if (terms.alone && !lock_see_only(folder)) {
        last_words("the worker cannot be shut in");
        _exit(2);
    }
    if (!lock_in(terms, keeper) && terms.locked) {
        last_words("the kernel has no system call filter");
        _exit(2);
    }
    close(keeper);
    load(terms.alone ? name : student_path);
    struct call call;
    while (read(fds[0], &call, sizeof call) == (ssize_t)sizeof call &&
           call.function < worker_call_count && call.arg_count <= CALL_ARGS) {
        serve_call(&call, fds[1], fds[2]);
        fflush(stdout);
        if (write(fds[0], &call, sizeof call) != (ssize_t)sizeof call)
            break;
    }
    _exit(0);
}
