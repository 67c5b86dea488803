/* An exercise's function, as its table states it:
 *
 *     returned name(kind argument, kind array[length], ...)
 *
 *     returned      void, size, real or int
 *     size n        a size_t            real theta   a double
 *     in x[n]       const double *      insize t[n]  const size_t *
 *     out y[n]      double *            outsize s[n] size_t *
 *     inout a[n]    double *, read and written
 *     work w[n]     double *, a workspace;  worksize v[n]  size_t * */
#include "tables.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

static bool among(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0)
            return true;
    return false;
}

static bool is_array(const char *kind)
{
    static const char *const arrays[] = {"in",    "insize", "out",      "outsize",
                                         "inout", "work",   "worksize", NULL};
    return among(kind, arrays);
}

/* The text up to end, without spaces at either end. */
static char *trimmed(const char *text, const char *end)
{
    while (text < end && isspace((unsigned char)*text))
        text++;
    while (end > text && isspace((unsigned char)end[-1]))
        end--;
    return tables_copy(text, (size_t)(end - text));
}

/* Where the argument ends: at a comma outside of [ ], or at the end. */
static const char *argument_end(const char *text, const char *end)
{
    bool inside = false;
    for (; text < end; text++) {
        inside = *text == '[' || (inside && *text != ']');
        if (!inside && *text == ',')
            break;
    }
    return text;
}

/* "in x[n]" from text to end. */
static bool parse_argument(struct tables *t, struct tables_function *f, const char *text,
                           const char *end, const char *path)
{
    char *whole = trimmed(text, end), *name = whole + strcspn(whole, " \t");
    f->args = tables_grow(f->args, f->count, sizeof *f->args);
    struct tables_argument *a = &f->args[f->count++];
    a->kind = tables_copy(whole, (size_t)(name - whole));
    name += strspn(name, " \t");
    const char *open = strchr(name, '['), *close = strrchr(name, ']');
    bool array = is_array(a->kind), good = false;
    a->name = trimmed(name, open ? open : name + strlen(name));
    if (open && close > open && !close[1])
        a->length = trimmed(open + 1, close);
    bool closed = !open || (a->length && !strpbrk(a->length, "[]"));
    if (!array && strcmp(a->kind, "size") != 0 && strcmp(a->kind, "real") != 0)
        tables_error(t, path, f->line,
                     "\"%s\" is not a kind of argument; there are size, real, in, "
                     "insize, out, outsize, inout, work and worksize",
                     a->kind);
    else if (!tables_is_name(a->name))
        tables_error(t, path, f->line,
                     "\"%s\" has no name in C; write a kind and a name, like "
                     "size n or in x[n]",
                     whole);
    else if (!closed)
        tables_error(t, path, f->line,
                     "the length of %s is not closed; write one [ and one ] around "
                     "it, like %s[n]",
                     a->name, a->name);
    else if (array && (!a->length || !*a->length))
        tables_error(t, path, f->line, "%s has no length; write %s %s[n], where n is an argument",
                     a->name, a->kind, a->name);
    else if (!array && open)
        tables_error(t, path, f->line,
                     "%s is one number and has no length; an array is in, out "
                     "or inout",
                     a->name);
    else
        good = true;
    free(whole);
    return good;
}

/* Is word an argument of that kind? */
static bool is_argument(const struct tables_function *f, const char *word, const char *kind)
{
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->args[i].name, word) == 0)
            return strcmp(f->args[i].kind, kind) == 0;
    return false;
}

/* The first word of a length that is neither a number nor a size among the arguments nor one of
 * the functions that proxy.h has for lengths; NULL when there is none. */
static char *foreign_word(const struct tables_function *f, const char *length)
{
    static const char *const helpers[] = {"largest", "patch_values", NULL};
    for (const char *at = length + strcspn(length, letters); *at; at += strcspn(at, letters)) {
        size_t n = strspn(at, letters);
        char *word = tables_copy(at, n);
        at += n;
        bool called = at[strspn(at, " ")] == '(';
        if (!isdigit((unsigned char)*word) && !(called && among(word, helpers)) &&
            !is_argument(f, word, "size") && !is_argument(f, word, "insize"))
            return word;
        free(word);
    }
    return NULL;
}

static const char *after_blanks(const char *at)
{
    return at + strspn(at, " \t");
}

static const char *after_expression(const char *at);

/* The end of a number, a name, a call or an expression in brackets; NULL when there is none. */
static const char *after_operand(const char *at)
{
    at += strspn(at, " \t+-");
    size_t n = strspn(at, letters);
    bool number = n > 0 && strspn(at, "0123456789") == n,
         name = n > 0 && !isdigit((unsigned char)*at);
    if (n > 0 && !number && !name)
        return NULL;
    at = after_blanks(at + n);
    if (*at != '(' || number)
        return n > 0 ? at : NULL;
    do
        at = after_expression(at + 1);
    while (name && at && *at == ',');
    return at && *at == ')' ? after_blanks(at + 1) : NULL;
}

/* The end of a C expression of operands, + - * / %, comparisons and ?:; NULL when there is none. */
static const char *after_expression(const char *at)
{
    at = after_operand(at);
    while (at && *at && strchr("+-*/%<>=!?", *at)) {
        if (*at == '?') {
            at = after_expression(at + 1);
            return at && *at == ':' ? after_expression(at + 1) : NULL;
        }
        bool alone = strchr("+-*/%", *at), equals = strchr("=!", *at);
        if (!alone && at[1] != '=' && equals)
            return NULL;
        at = after_operand(at + (!alone && at[1] == '=' ? 2 : 1));
    }
    return at;
}

static bool is_expression(const char *length)
{
    const char *end = after_expression(length);
    return end && !*end;
}

static bool check_length(struct tables *t, const struct tables_function *f,
                         const struct tables_argument *a, const char *path)
{
    char *word = foreign_word(f, a->length);
    if (word)
        tables_error(t, path, f->line,
                     "the length of %s names %s, which is not a size among the "
                     "arguments of %s; name one that is",
                     a->name, word, f->name);
    else if (!is_expression(a->length))
        tables_error(t, path, f->line,
                     "the length of %s, %s, is not an expression in C; write one "
                     "in the sizes among the arguments",
                     a->name, a->length);
    else
        return true;
    free(word);
    return false;
}

bool tables_parse_function(struct tables *t, struct tables_function *f, const char *path)
{
    static const char *const returned[] = {"void", "size", "real", "int", NULL};
    const char *text = f->text, *open = strchr(text, '('), *close = strrchr(text, ')');
    size_t first = strcspn(text, " \t(");
    f->returned = tables_copy(text, first);
    f->name = open && text + first < open ? trimmed(text + first, open) : tables_copy("", 0);
    if (!open || !close || close < open || close[1] || !tables_is_name(f->name)) {
        tables_error(t, path, f->line,
                     "function = %.60s is not a function; write it like "
                     "void ReLU(in x[n], size n, out y[n])",
                     text);
        return false;
    }
    if (!among(f->returned, returned)) {
        tables_error(t, path, f->line, "%s returns \"%s\"; write void, size, real or int", f->name,
                     f->returned);
        return false;
    }
    char *inside = trimmed(open + 1, close);
    bool good = true, none = !*inside || strcmp(inside, "void") == 0;
    const char *end = inside + strlen(inside);
    for (const char *at = inside; good && !none; at++) {
        const char *stop = argument_end(at, end);
        good = parse_argument(t, f, at, stop, path);
        at = stop;
        if (at == end)
            break;
    }
    free(inside);
    for (size_t i = 0; good && i < f->count; i++)
        for (size_t j = 0; good && j < i; j++)
            if (strcmp(f->args[i].name, f->args[j].name) == 0) {
                tables_error(t, path, f->line,
                             "%s has two arguments called %s; give one of them "
                             "another name",
                             f->name, f->args[i].name);
                good = false;
            }
    for (size_t i = 0; good && i < f->count; i++)
        good = !f->args[i].length || check_length(t, f, &f->args[i], path);
    return good;
}
