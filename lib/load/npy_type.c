/* npy_type.c: reads NumPy's names for the types of elements. */
#include <stdint.h>
#include <string.h>

#include "load_file.h"

/* Of C's long and of a pointer, on this machine, as in NumPy. */
enum { LONG = sizeof(long), POINTER = sizeof(void *) };

/* NumPy's names of types, beside kind and size ("f8"): a letter, as in C's names, or a word.
 * Size 0: what load_npy refuses. Source: NumPy's manual, "Data type objects". */
static const struct {
    const char *name;
    char kind;
    size_t size;
} type_names[] = {
    {"?", 'b', 1},         {"bool", 'b', 1},        {"bool_", 'b', 1},
    {"bool8", 'b', 1},     {"b", 'i', 1},           {"byte", 'i', 1},
    {"int8", 'i', 1},      {"B", 'u', 1},           {"ubyte", 'u', 1},
    {"uint8", 'u', 1},     {"h", 'i', 2},           {"short", 'i', 2},
    {"int16", 'i', 2},     {"H", 'u', 2},           {"ushort", 'u', 2},
    {"uint16", 'u', 2},    {"i", 'i', 4},           {"intc", 'i', 4},
    {"int32", 'i', 4},     {"I", 'u', 4},           {"uintc", 'u', 4},
    {"uint32", 'u', 4},    {"l", 'i', LONG},        {"long", 'i', LONG},
    {"int", 'i', LONG},    {"int_", 'i', LONG},     {"L", 'u', LONG},
    {"ulong", 'u', LONG},  {"uint", 'u', LONG},     {"q", 'i', 8},
    {"longlong", 'i', 8},  {"int64", 'i', 8},       {"Q", 'u', 8},
    {"ulonglong", 'u', 8}, {"uint64", 'u', 8},      {"p", 'i', POINTER},
    {"n", 'i', POINTER},   {"intp", 'i', POINTER},  {"P", 'u', POINTER},
    {"N", 'u', POINTER},   {"uintp", 'u', POINTER}, {"e", 'f', 2},
    {"half", 'f', 2},      {"float16", 'f', 2},     {"f", 'f', 4},
    {"single", 'f', 4},    {"float32", 'f', 4},     {"d", 'f', 8},
    {"double", 'f', 8},    {"float", 'f', 8},       {"float_", 'f', 8},
    {"float64", 'f', 8},   {"F", 'c', 0},           {"D", 'c', 0},
    {"G", 'c', 0},         {"complex", 'c', 0},     {"complex_", 'c', 0},
    {"csingle", 'c', 0},   {"cdouble", 'c', 0},     {"clongdouble", 'c', 0},
    {"complex64", 'c', 0}, {"complex128", 'c', 0},  {"complex256", 'c', 0},
    {"object", 'O', 0},    {"object_", 'O', 0},     {"c", 'S', 0},
    {"bytes", 'S', 0},     {"bytes_", 'S', 0},      {"string_", 'S', 0},
    {"str", 'U', 0},       {"str_", 'U', 0},        {"unicode_", 'U', 0},
    {"void", 'V', 0},      {"datetime64", 'M', 0},  {"timedelta64", 'm', 0},
};

/* What a kind that cannot be read is called, or NULL when it is numeric. */
static const char *refused_kind(char kind)
{
    switch (kind) {
    case 'O': return "a pickled Python object, which could run code when it is opened";
    case 'V': return "structured or raw records";
    case 'c': return "complex numbers";
    case 'S':
    case 'a':
    case 'U':
    case 'T': return "strings";
    case 'M': return "dates";
    case 'm': return "time differences";
    default: return NULL;
    }
}

/* Kind and size, as in "f8"; size 0 when it is no such number. */
static struct element parse_kind_and_size(const char *p)
{
    struct element type = {.kind = *p};
    size_t size = p[0] != '\0' && p[1] >= '1' && p[1] <= '8' && p[2] == '\0' ? (size_t)(p[1] - '0')
                                                                             : 0;
    bool power = size == 1 || size == 2 || size == 4 || size == 8;
    bool known = (type.kind == 'b' && size == 1) ||
                 ((type.kind == 'i' || type.kind == 'u') && power) ||
                 (type.kind == 'f' && power && size > 1);
    type.size = known ? size : 0;
    return type;
}

enum sb_status npy_type(const char *name, const char *descr, struct element *type,
                        struct sb_error *err)
{
    const uint16_t one = 1;
    unsigned char first;
    memcpy(&first, &one, 1);
    bool big = first == 0; /* no order, '=' or '|': this machine's own, as in NumPy */
    const char *p = descr;
    if (*p == '<' || *p == '>')
        big = *p == '>';
    if (*p != '\0' && strchr("<>=|", *p))
        p++;
    *type = parse_kind_and_size(p);
    size_t n = strncmp(p, "datetime", 8) == 0 || strncmp(p, "timedelta", 9) == 0
                   ? strcspn(p, "[") /* of a unit: datetime64[ms] */
                   : strlen(p);
    for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++)
        /* A byte order may come before a letter, but not before a word. */
        if (strncmp(p, type_names[i].name, n) == 0 && type_names[i].name[n] == '\0' &&
            (p == descr || n == 1))
            *type = (struct element){.kind = type_names[i].kind, .size = type_names[i].size};
    type->big = big;
    const char *refused = type->size == 0 ? refused_kind(type->kind) : NULL;
    if (refused)
        return sb_fail(err, SB_ETYPE, "%s: holds %s (dtype %s); save plain numbers instead", name,
                       refused, descr);
    if (type->size == 0)
        return sb_fail(err, SB_ETYPE,
                       "%s: its dtype %s cannot be read; save booleans, integers or floats of at "
                       "most 8 bytes",
                       name, descr);
    return SB_OK;
}
