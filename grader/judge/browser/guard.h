/* guard.h: which memory the judged code may touch. */
#ifndef SB_BROWSER_GUARD_H
#define SB_BROWSER_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "judge/call.h"
#include "wire.h"

/* Ends the call: transport.js throws an exception. */
__attribute__((import_module("worker"), import_name("leave"))) _Noreturn void page_leave(int end);

/* Ends the call and says why in words. */
_Noreturn void guard_fault(enum wire_end end, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Places the arrays of a call, each far from the next, outputs as never written. */
bool guard_place(struct call *call);

/* The judged code is about to read or write n bytes at that address. */
void guard_check(uintptr_t at, size_t n, bool writes);

/* n bytes of memory beyond everything that is there; 0 if there is no more. */
uintptr_t guard_grow(size_t n);

/* A report on an address in allocated memory; returns if the access is right (heap.c). */
void heap_check(uintptr_t at, size_t n);

/* Is that an array of the call? Its name, or NULL. */
const char *guard_array_at(uintptr_t at);

#endif
