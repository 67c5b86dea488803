/* loading.h: what the tests of the loaders share. */
#ifndef TESTS_LOADING_H
#define TESTS_LOADING_H

#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "load/load.h"

/* A path under the build folder that no other test has: DIR is made, `name` in it is not. */
static inline char *fresh_path(const char *name)
{
    const char *build = getenv("B");
    static char path[4096];
    char dir[2048];
    snprintf(dir, sizeof dir, "%s/tests/loadXXXXXX", build && *build ? build : "build");
    cr_assert(mkdtemp(dir) != NULL, "cannot make %s", dir);
    snprintf(path, sizeof path, "%s/%s", dir, name);
    return path;
}

static inline void write_file(const char *path, const void *bytes, size_t size)
{
    FILE *f = fopen(path, "wb");
    cr_assert(f != NULL, "cannot write %s", path);
    cr_assert(fwrite(bytes, 1, size, f) == size);
    cr_assert(fclose(f) == 0);
}

static inline unsigned char *slurp(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    cr_assert(f != NULL, "cannot read %s", path);
    fseek(f, 0, SEEK_END);
    *size = (size_t)ftell(f);
    rewind(f);
    unsigned char *bytes = malloc(*size + 1);
    cr_assert(bytes && fread(bytes, 1, *size, f) == *size);
    fclose(f);
    return bytes;
}

/* Remove a file or an empty folder made by fresh_path, and the folder around it. */
static inline void remove_fresh(const char *path)
{
    char dir[4096];
    remove(path);
    snprintf(dir, sizeof dir, "%s", path);
    *strrchr(dir, '/') = '\0';
    rmdir(dir);
}

/* The status, and the whole line: "PATH: reason". */
static inline void check_refusal(enum sb_status got, const struct sb_error *err,
                                 const struct array *out, enum sb_status status, const char *path,
                                 const char *reason)
{
    char line[1024];
    snprintf(line, sizeof line, "%s: %s", path, reason);
    cr_expect(got == status, "status \"%s\", not \"%s\", for %s", sb_status_text(got),
              sb_status_text(status), line);
    cr_expect_str_eq(err->text, line);
    cr_expect(out->data == NULL && out->count == 0 && out->ndim == 0,
              "the array is not left empty: %s", line);
}

/* The shape, given as ndim and lengths. */
#define check_shape(a, ...)                                                                        \
    do {                                                                                           \
        size_t want_[] = {__VA_ARGS__};                                                            \
        size_t n_ = sizeof want_ / sizeof want_[0];                                                \
        cr_assert((a).ndim == n_, "%zu dimensions, not %zu", (a).ndim, n_);                        \
        for (size_t i_ = 0; i_ < n_; i_++)                                                         \
            cr_assert((a).shape[i_] == want_[i_], "length %zu is %zu, not %zu", i_, (a).shape[i_], \
                      want_[i_]);                                                                  \
    } while (0)

#endif
