/* heap.c: malloc and free of the judged code (the linker's --wrap puts them in place of the C
 * library's), and the functions of string.h that move memory. Freed memory is not reused while
 * anything else is allocated, so that a use after free is noticed. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "guard.h"
#include "judge/fault_words.h"
#include "limits.h"

#define FOR_PAGE(name) __attribute__((export_name(#name)))
#define MOST 65536 /* blocks at a time */
#define GAP 64     /* bytes between two blocks */
#define CHUNK (1u << 20)
#define KEPT (64u << 20) /* bytes that freed memory may hold back */

static struct block {
    uintptr_t start, end;
    bool freed;
} blocks[MOST]; /* by address */
static size_t count, live, live_bytes, used_bytes;
static uintptr_t next, end; /* where the next block goes; where the memory ends */

/* Bytes that are allocated. */
FOR_PAGE(heap_bytes) size_t heap_bytes(void)
{
    return live_bytes;
}

FOR_PAGE(heap_leak) _Noreturn void heap_leak(size_t bytes)
{
    guard_fault(WIRE_LEAKED, FAULT_LEAK, bytes, bytes == 1 ? "" : "s", bytes == 1 ? "it" : "them");
}

static struct block *block_at(uintptr_t at)
{
    size_t from = 0, to = count;
    while (from < to) { /* the last block that starts at or before it */
        size_t middle = (from + to) / 2;
        if (blocks[middle].start <= at)
            from = middle + 1;
        else
            to = middle;
    }
    return from > 0 ? &blocks[from - 1] : NULL;
}

void heap_check(uintptr_t at, size_t n)
{
    const struct block *b = block_at(at);
    if (!b || at >= b->end + CHUNK)
        guard_fault(WIRE_FAULT, FAULT_NOWHERE);
    if (at + n > b->end)
        guard_fault(WIRE_FAULT, "it " FAULT_HEAP_END);
    if (b->freed)
        guard_fault(WIRE_FAULT, "it " FAULT_AFTER_FREE);
}

static void *allocate(size_t n, size_t alignment)
{
    if (n > (size_t)LIMIT_MEMORY_MB << 20)
        return NULL;                                         /* as the address sanitizer has it */
    if (live == 0 && (used_bytes > KEPT || count == MOST)) { /* begin anew */
        count = used_bytes = 0;
        next = end = 0;
    }
    uintptr_t at = (next + GAP + alignment - 1) / alignment * alignment;
    if (next == 0 || at + n + GAP > end) {
        size_t need = n + alignment + 2 * GAP < CHUNK ? CHUNK : n + alignment + 2 * GAP;
        next = guard_grow(need);
        end = next + need;
        at = (next + GAP + alignment - 1) / alignment * alignment;
    }
    if (next == 0 || count == MOST)
        guard_fault(WIRE_MEMORY, FAULT_MEMORY, LIMIT_MEMORY_MB);
    blocks[count++] = (struct block){at, at + n, false};
    next = at + n;
    live++;
    live_bytes += n;
    used_bytes += n;
    return (void *)at;
}

#define WRAPPED(type, name, ...)     \
    type __wrap_##name(__VA_ARGS__); \
    type __wrap_##name(__VA_ARGS__)

WRAPPED(void *, malloc, size_t n)
{
    void *at = allocate(n, 16);
    if (at)
        memset(at, 0xbe, n); /* as the address sanitizer fills it */
    return at;
}

WRAPPED(void *, calloc, size_t n, size_t size)
{
    void *at = size && n > (size_t)-1 / size ? NULL : allocate(n * size, 16);
    if (at)
        memset(at, 0, n * size);
    return at;
}

WRAPPED(void *, aligned_alloc, size_t alignment, size_t n)
{
    return allocate(n, alignment < 16 ? 16 : alignment);
}

WRAPPED(int, posix_memalign, void **at, size_t alignment, size_t n)
{
    *at = allocate(n, alignment < 16 ? 16 : alignment);
    return *at ? 0 : ENOMEM;
}

static struct block *live_block(void *pointer)
{
    uintptr_t at = (uintptr_t)pointer;
    struct block *b = block_at(at);
    if (guard_array_at(at))
        guard_fault(WIRE_FAULT, FAULT_FREED_ARRAY, guard_array_at(at));
    if (!b || b->start != at)
        guard_fault(WIRE_FAULT, "it " FAULT_BAD_FREE);
    if (b->freed)
        guard_fault(WIRE_FAULT, "it " FAULT_FREED_TWICE);
    return b;
}

WRAPPED(void, free, void *pointer)
{
    if (!pointer)
        return;
    struct block *b = live_block(pointer);
    b->freed = true;
    live--;
    live_bytes -= b->end - b->start;
}

WRAPPED(void *, realloc, void *pointer, size_t n)
{
    if (!pointer)
        return __wrap_malloc(n);
    struct block *b = live_block(pointer);
    size_t size = b->end - b->start;
    void *at = __wrap_malloc(n);
    if (at) {
        memcpy(at, pointer, n < size ? n : size);
        __wrap_free(pointer);
    }
    return at;
}

/* ---- memory that functions of the C library move for the judged code ---- */

void *__real_memcpy(void *to, const void *from, size_t n);
void *__real_memmove(void *to, const void *from, size_t n);
void *__real_memset(void *to, int value, size_t n);

static void check(const void *at, size_t n, bool writes)
{
    if (n > 0)
        guard_check((uintptr_t)at, n, writes);
}

WRAPPED(void *, memcpy, void *to, const void *from, size_t n)
{
    check(from, n, false);
    check(to, n, true);
    return __real_memcpy(to, from, n);
}

WRAPPED(void *, memmove, void *to, const void *from, size_t n)
{
    check(from, n, false);
    check(to, n, true);
    return __real_memmove(to, from, n);
}

WRAPPED(void *, memset, void *to, int value, size_t n)
{
    check(to, n, true);
    return __real_memset(to, value, n);
}

/* ---- ends that the C library makes of its own ---- */

_Noreturn void abort(void)
{
    guard_fault(WIRE_FAULT, FAULT_ABORT);
}

_Noreturn void __assert_fail(const char *condition, const char *file, int line,
                             const char *function);
_Noreturn void __assert_fail(const char *condition, const char *file, int line,
                             const char *function)
{
    (void)function;
    const char *name = strrchr(file, '/');
    guard_fault(WIRE_FAULT, FAULT_ASSERT, name ? name + 1 : file, (unsigned)line, condition);
}
