/* guard.c: which memory the judged code may touch.
 *
 * The compiler puts a call of __sanitizer_cov_load8 and the like before every load and store of the
 * judged code, and one of __sanitizer_cov_trace_pc into every branch (-fsanitize-coverage). Stack
 * and global variables lie below `low`, where memory began to grow; the arrays of a call and
 * allocated memory lie above it, each with a gap around it. */
#include "guard.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "judge/fault_words.h"
#include "limits.h"

#define FOR_PAGE(name) __attribute__((export_name(#name)))
#define PAGE 65536u   /* WebAssembly's memory grows by these */
#define GAP PAGE      /* before, between and after arrays */
#define NULL_END 1024 /* addresses below it are a null pointer's */

static char words[512];
static uintptr_t low;

/* The words of the last fault. */
FOR_PAGE(guard_words) const char *guard_words(void)
{
    return words;
}

_Noreturn void guard_fault(enum wire_end end, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vsnprintf(words, sizeof words, fmt, args);
    va_end(args);
    page_leave((int)end);
}

/* Of faults that the engine noticed, by its own exceptions: transport.js names them. */
FOR_PAGE(guard_tell) void guard_tell(int what, int number)
{
    static const char *const texts[] = {FAULT_TRAP, FAULT_DIVISION, FAULT_NOWHERE, FAULT_STACK,
                                        FAULT_NULL};
    if (what < 5)
        snprintf(words, sizeof words, "%s", texts[what]);
    else if (what == 5)
        snprintf(words, sizeof words, FAULT_EXIT, number);
    else
        snprintf(words, sizeof words, FAULT_FLOOD, LIMIT_PRINT_BYTES);
}

/* ---- arrays ---- */

static struct {
    uintptr_t start, end;
    const struct arg *arg;
} arrays[CALL_ARGS];
static size_t array_count;
static uintptr_t field; /* where arrays are placed, */
static size_t field_size;

uintptr_t guard_grow(size_t n)
{
    size_t pages = (n + PAGE - 1) / PAGE;
    size_t used = __builtin_wasm_memory_size(0);
    if (used + pages > ((size_t)LIMIT_MEMORY_MB << 20) / PAGE)
        return 0;
    size_t at = __builtin_wasm_memory_grow(0, pages);
    if (at == (size_t)-1)
        return 0;
    if (!low)
        low = at * PAGE;
    return at * PAGE;
}

static size_t rounded(size_t bytes)
{
    return (bytes + 15) / 16 * 16;
}

bool guard_place(struct call *call)
{
    size_t need = GAP;
    for (size_t i = 0; i < call->arg_count; i++)
        if (arg_is_array(&call->args[i]))
            need += rounded(arg_bytes(&call->args[i])) + GAP;
    if (need > field_size) {
        field = guard_grow(need);
        field_size = field ? need : 0;
    }
    if (!field)
        return false;
    array_count = 0;
    uintptr_t at = field + GAP;
    for (size_t i = 0; i < call->arg_count; i++) {
        struct arg *arg = &call->args[i];
        if (!arg_is_array(arg))
            continue;
        arg->at = (void *)at;
        arrays[array_count].start = at;
        arrays[array_count].end = at + arg_bytes(arg);
        arrays[array_count++].arg = arg;
        if (!arg_has_input(arg))
            call_fill(arg, arg->at, arg_width(arg));
        at += rounded(arg_bytes(arg)) + GAP;
    }
    return true;
}

/* The array that the address lies in or close to. */
static size_t nearest(uintptr_t at)
{
    size_t i = 0;
    while (i + 1 < array_count && at >= arrays[i + 1].start - GAP / 2)
        i++;
    return i;
}

const char *guard_array_at(uintptr_t at)
{
    for (size_t i = 0; i < array_count; i++)
        if (at >= arrays[i].start && at < arrays[i].end + (arrays[i].end == arrays[i].start))
            return arrays[i].arg->name;
    return NULL;
}

static _Noreturn void tell_array(size_t i, uintptr_t at, bool writes)
{
    const struct arg *arg = arrays[i].arg;
    long element = ((long)at - (long)arrays[i].start) / (long)arg_width(arg);
    const char *verb = writes ? "wrote" : "read";
    if (at >= arrays[i].end)
        guard_fault(WIRE_FAULT, FAULT_PAST_END, verb, arg->name, element, (size_t)arg->count);
    if (at < arrays[i].start)
        guard_fault(WIRE_FAULT, FAULT_BEFORE, verb, arg->name);
    guard_fault(WIRE_FAULT, FAULT_INPUT, arg->name, element, (size_t)arg->count);
}

/* ---- what the compiler's calls ask ---- */

__asm__(".globaltype __stack_pointer, i32");

/* Where the stack ends now. */
FOR_PAGE(guard_stack) uintptr_t guard_stack(void)
{
    uintptr_t at;
    __asm__ volatile("global.get __stack_pointer\n\tlocal.set %0" : "=r"(at));
    return at;
}

/* Restores it after an exception, which does not. */
FOR_PAGE(guard_unwind) void guard_unwind(uintptr_t at)
{
    __asm__ volatile("local.get %0\n\tglobal.set __stack_pointer" : : "r"(at));
}

/* Neither below `low` nor in the array that was last used. */
static size_t last;
static __attribute__((noinline)) void look(uintptr_t at, size_t n, bool writes)
{
    if (at < NULL_END)
        guard_fault(WIRE_FAULT, guard_stack() < 2 * NULL_END ? FAULT_STACK : FAULT_NULL);
    if (at >= __builtin_wasm_memory_size(0) * PAGE)
        guard_fault(WIRE_FAULT, at > (uintptr_t)-PAGE ? FAULT_STACK : FAULT_NOWHERE);
    if (at < field || at >= field + field_size) {
        heap_check(at, n);
        return;
    }
    if (array_count == 0)
        guard_fault(WIRE_FAULT, FAULT_NOWHERE);
    size_t i = nearest(at);
    if (at < arrays[i].start || at >= arrays[i].end || (writes && arg_is_read_only(arrays[i].arg)))
        tell_array(i, at, writes);
    if (n > arrays[i].end - at)
        tell_array(i, arrays[i].end, writes);
    last = i;
}

void guard_check(uintptr_t at, size_t n, bool writes)
{
    if (at >= NULL_END && at < low)
        return;
    if (last < array_count && at >= arrays[last].start && at < arrays[last].end &&
        n <= arrays[last].end - at && !(writes && arg_is_read_only(arrays[last].arg)))
        return;
    look(at, n, writes);
}

#define CALLED(n)                                  \
    void __sanitizer_cov_load##n(const void *at);  \
    void __sanitizer_cov_load##n(const void *at)   \
    {                                              \
        guard_check((uintptr_t)at, n, false);      \
    }                                              \
    void __sanitizer_cov_store##n(const void *at); \
    void __sanitizer_cov_store##n(const void *at)  \
    {                                              \
        guard_check((uintptr_t)at, n, true);       \
    }
CALLED(1)
CALLED(2)
CALLED(4)
CALLED(8)
CALLED(16)

/* ---- loops ---- */

#define BRANCHES 16384 /* between two looks at the clock */

__attribute__((import_module("worker"), import_name("tick"))) void page_tick(void);

void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void)
{
    static unsigned branches;
    if (++branches % BRANCHES == 0)
        page_tick(); /* which throws an exception when time is up */
}
