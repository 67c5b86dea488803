/* undefined.c: undefined behaviour, in the words of the sanitizer's own run time library, which
 * does not exist for WebAssembly. The compiler calls these (-fsanitize=undefined) with the place in
 * the source and the types; a value of more than 32 bits comes by its address.
 * Source: LLVM's compiler-rt, lib/ubsan/ubsan_handlers.h, for the names and structures. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "guard.h"

struct place {
    const char *file;
    uint32_t line, column;
};

struct type {
    uint16_t kind, info; /* kind 0: an integer, info 2 log2(bits) + signed; 1: real, info bits */
    char name[];         /* in quotes */
};

struct of_type {
    struct place place;
    const struct type *type, *other;
};

static _Noreturn void tell(const struct place *place, const char *fmt, ...)
{
    char text[256];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    const char *name = place->file ? strrchr(place->file, '/') : NULL;
    guard_fault(WIRE_FAULT, "%s line %u: %s",
                name          ? name + 1
                : place->file ? place->file
                              : "?",
                (unsigned)place->line, text);
}

struct number {
    char text[40];
};

static unsigned bits_of(const struct type *type)
{
    return type->kind == 0 ? 1u << (type->info >> 1) : type->info;
}

static int64_t integer(const struct type *type, uintptr_t value)
{
    int64_t wide;
    if (bits_of(type) > 32)
        memcpy(&wide, (const void *)value, sizeof wide);
    else if (type->info & 1)
        wide = (int32_t)(value << (32 - bits_of(type))) >> (32 - bits_of(type));
    else
        wide = (int64_t)value;
    return wide;
}

static struct number number(const struct type *type, uintptr_t value)
{
    struct number n;
    if (type->kind == 0 && (type->info & 1))
        snprintf(n.text, sizeof n.text, "%lld", (long long)integer(type, value));
    else if (type->kind == 0)
        snprintf(n.text, sizeof n.text, "%llu", (unsigned long long)integer(type, value));
    else if (bits_of(type) == 64)
        snprintf(n.text, sizeof n.text, "%g", *(const double *)value);
    else
        snprintf(n.text, sizeof n.text, "a real number");
    return n;
}

#define HANDLER(name, ...)                                     \
    _Noreturn void __ubsan_handle_##name##_abort(__VA_ARGS__); \
    _Noreturn void __ubsan_handle_##name##_abort(__VA_ARGS__)

HANDLER(out_of_bounds, const struct of_type *d, uintptr_t index)
{
    tell(&d->place, "index %s out of bounds for type %s", number(d->other, index).text,
         d->type->name);
}

static _Noreturn void overflow(const struct of_type *d, uintptr_t a, const char *sign, uintptr_t b)
{
    tell(&d->place, "%ssigned integer overflow: %s %s %s cannot be represented in type %s",
         d->type->info & 1 ? "" : "un", number(d->type, a).text, sign, number(d->type, b).text,
         d->type->name);
}

HANDLER(add_overflow, const struct of_type *d, uintptr_t a, uintptr_t b)
{
    overflow(d, a, "+", b);
}

HANDLER(sub_overflow, const struct of_type *d, uintptr_t a, uintptr_t b)
{
    overflow(d, a, "-", b);
}

HANDLER(mul_overflow, const struct of_type *d, uintptr_t a, uintptr_t b)
{
    overflow(d, a, "*", b);
}

HANDLER(negate_overflow, const struct of_type *d, uintptr_t a)
{
    tell(&d->place, "negation of %s cannot be represented in type %s", number(d->type, a).text,
         d->type->name);
}

HANDLER(divrem_overflow, const struct of_type *d, uintptr_t a, uintptr_t b)
{
    if (d->type->kind == 0 && integer(d->type, b) == -1)
        tell(&d->place, "division of %s by -1 cannot be represented in type %s",
             number(d->type, a).text, d->type->name);
    tell(&d->place, "division by zero");
}

HANDLER(shift_out_of_bounds, const struct of_type *d, uintptr_t a, uintptr_t b)
{
    const struct number value = number(d->type, a), by = number(d->other, b);
    if ((d->other->info & 1) && integer(d->other, b) < 0)
        tell(&d->place, "shift exponent %s is negative", by.text);
    if (integer(d->other, b) >= (int64_t)bits_of(d->type))
        tell(&d->place, "shift exponent %s is too large for %u-bit type %s", by.text,
             bits_of(d->type), d->type->name);
    if ((d->type->info & 1) && integer(d->type, a) < 0)
        tell(&d->place, "left shift of negative value %s", value.text);
    tell(&d->place, "left shift of %s by %s places cannot be represented in type %s", value.text,
         by.text, d->type->name);
}

HANDLER(vla_bound_not_positive, const struct of_type *d, uintptr_t bound)
{
    tell(&d->place, "variable length array bound evaluates to non-positive value %s",
         number(d->type, bound).text);
}

HANDLER(float_cast_overflow, const struct of_type *d, uintptr_t value)
{
    tell(&d->place, "%s is outside the range of representable values of type %s",
         number(d->type, value).text, d->other->name);
}

HANDLER(load_invalid_value, const struct of_type *d, uintptr_t value)
{
    tell(&d->place, "load of value %s, which is not a valid value for type %s",
         number(d->type, value).text, d->type->name);
}

HANDLER(builtin_unreachable, const struct place *place)
{
    tell(place, "execution reached an unreachable program point");
}

HANDLER(invalid_builtin, const struct place *place)
{
    tell(place, "passing zero to a builtin that does not take it");
}

struct null_argument {
    struct place place, attribute;
    int number;
};

HANDLER(nonnull_arg, const struct null_argument *d)
{
    tell(&d->place, "null pointer passed as argument %d, which is declared to never be null",
         d->number);
}
