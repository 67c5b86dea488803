/* Both ends of a remote call: the function that a test calls, and the worker's call of the
 * student's function. */
#include "output.h"

#include <ctype.h>
#include <string.h>

/* The type of an argument or of what is returned. */
static const char *c_type(const char *kind)
{
    static const char *const types[][2] = {
        {"void", "void"},     {"size", "size_t"},       {"real", "double"},
        {"int", "int"},       {"in", "const double *"}, {"insize", "const size_t *"},
        {"out", "double *"},  {"outsize", "size_t *"},  {"inout", "double *"},
        {"work", "double *"}, {"worksize", "size_t *"}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i][0], kind) == 0)
            return types[i][1];
    return "";
}

static void head(FILE *to, const struct tables *t, const char *headers)
{
    fputs("/* Made from chapters/NN_topic/chapter.ini. */\n", to);
    fputs(headers, to);
    for (size_t i = 0; i < t->chapter_count; i++)
        fprintf(to, "#include \"%s.h\"\n", t->chapters[i].topic);
}

static void write_proxy(FILE *to, const struct tables_function *f, size_t number)
{
    fprintf(to, "\n%s %s(", c_type(f->returned), f->name);
    for (size_t i = 0; i < f->count; i++)
        fprintf(to, "%s%s%s%s", i ? ", " : "", c_type(f->args[i].kind),
                f->args[i].length ? "" : " ", f->args[i].name);
    fprintf(to, "%s)\n{\n", f->count ? "" : "void");
    fprintf(to, "    struct call call = {.function = %zu, .name = \"%s\"};\n", number, f->name);
    for (size_t i = 0; i < f->count; i++) {
        const struct tables_argument *a = &f->args[i];
        if (!a->length) {
            fprintf(to, "    call_%s(&call, \"%s\", %s);\n", a->kind, a->name, a->name);
            continue;
        }
        fputs("    call_array(&call, ARG_", to);
        for (const char *k = a->kind; *k; k++)
            putc(toupper((unsigned char)*k), to);
        fprintf(to, ", \"%s\", (void *)(uintptr_t)%s, %s);\n", a->name, a->name, a->length);
    }
    fputs("    call_remote(&call);\n", to);
    if (strcmp(f->returned, "size") == 0)
        fputs("    return (size_t)call.returned_size;\n", to);
    if (strcmp(f->returned, "int") == 0)
        fputs("    return (int)(long)call.returned_size;\n", to);
    if (strcmp(f->returned, "real") == 0)
        fputs("    return call.returned_real;\n", to);
    fputs("}\n", to);
}

/* The length of each array, from sizes and input arrays that a smaller call has. */
static void write_lengths(FILE *to, const struct tables_function *f)
{
    fprintf(to,
            "\nstatic size_t length_%s(const struct call *call, void *const in[CALL_ARGS], "
            "size_t arg)\n{\n    (void)call, (void)in;\n",
            f->name);
    for (size_t i = 0; i < f->count; i++) {
        const char *name = f->args[i].name;
        if (strcmp(f->args[i].kind, "size") == 0)
            fprintf(to, "    const size_t %s = call->args[%zu].size;\n    (void)%s;\n", name, i,
                    name);
        if (strcmp(f->args[i].kind, "insize") == 0)
            fprintf(to, "    const size_t *%s = in[%zu];\n    (void)%s;\n", name, i, name);
    }
    fputs("    switch (arg) {\n", to);
    for (size_t i = 0; i < f->count; i++)
        if (f->args[i].length)
            fprintf(to, "    case %zu: return %s;\n", i, f->args[i].length);
    fputs("    default: return 0;\n    }\n}\n", to);
}

/* The tests of a chapter may say which calls make sense (CONTRACT in judge/judge.h). */
static void write_contracts(FILE *to, const struct tables *t)
{
    for (size_t i = 0; i < t->function_count; i++)
        fprintf(to, "%sbool contract_of_%s(const struct answered *a) __attribute__((weak));\n",
                i ? "" : "\n", t->functions[i].name);
    fputs("\nbool contract_allows(const struct answered *a)\n{\n    switch (a->call.function) {\n",
          to);
    for (size_t i = 0; i < t->function_count; i++) {
        const char *name = t->functions[i].name;
        fprintf(to, "    case %zu: return !contract_of_%s || contract_of_%s(a);\n", i, name, name);
    }
    fputs("    default: return true;\n    }\n}\n", to);
}

void write_proxies(FILE *to, const struct tables *t)
{
    head(to, t,
         "#include \"judge/contract.h\"\n#include \"judge/proxy.h\"\n"
         "#include \"judge/shrink.h\"\n");
    for (size_t i = 0; i < t->function_count; i++) {
        write_proxy(to, &t->functions[i], i);
        write_lengths(to, &t->functions[i]);
    }
    fputs("\nsize_t call_length(const struct call *call, void *const in[CALL_ARGS], size_t arg)\n"
          "{\n    switch (call->function) {\n",
          to);
    for (size_t i = 0; i < t->function_count; i++)
        fprintf(to, "    case %zu: return length_%s(call, in, arg);\n", i, t->functions[i].name);
    fputs("    default: return 0;\n    }\n}\n", to);
    write_contracts(to, t);
}

static void write_call(FILE *to, const struct tables_function *f)
{
    fprintf(to, "static void call_%s(struct call *call)\n{\n", f->name);
    fprintf(to, "    __typeof__(%s) *function = (__typeof__(%s) *)worker_find(call->symbol);\n",
            f->name, f->name);
    fputs(strcmp(f->returned, "size") == 0   ? "    call->returned_size = "
          : strcmp(f->returned, "int") == 0  ? "    call->returned_size = (uint64_t)(int64_t)"
          : strcmp(f->returned, "real") == 0 ? "    call->returned_real = "
                                             : "    ",
          to);
    fputs("function(", to);
    for (size_t i = 0; i < f->count; i++) {
        const struct tables_argument *a = &f->args[i];
        fputs(i ? ", " : "", to);
        if (a->length)
            fprintf(to, "(%s)call->args[%zu].at", c_type(a->kind), i);
        else
            fprintf(to, "%scall->args[%zu].%s", strcmp(a->kind, "size") == 0 ? "(size_t)" : "", i,
                    a->kind);
    }
    fputs(");\n}\n\n", to);
}

void write_dispatch(FILE *to, const struct tables *t)
{
    head(to, t, "#include \"judge/worker.h\"\n");
    for (size_t i = 0; i < t->function_count; i++)
        write_call(to, &t->functions[i]);
    fputs("void (*const worker_calls[])(struct call *call) = {\n", to);
    for (size_t i = 0; i < t->function_count; i++)
        fprintf(to, "    call_%s,\n", t->functions[i].name);
    fputs("};\nconst char *const worker_returns[] = {", to);
    for (size_t i = 0; i < t->function_count; i++)
        fprintf(to, "%s\"%s\"", i ? ", " : "", t->functions[i].returned);
    fprintf(to, "};\nconst size_t worker_call_count = %zu;\n", t->function_count);
}
