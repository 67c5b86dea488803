/* fuzz.h: what the fuzz targets share. Each hands whatever bytes libFuzzer
 * thinks of to one loader, and checks what lib/load/load.h promises of every outcome. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "load/load.h"

/* What libFuzzer calls. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* A template for mkstemp and mkdtemp, in the folder TMPDIR: /dev/shm is quick. */
void fuzz_temporary(char *path, size_t size);

/* The name of a file that holds these bytes until the next call. */
const char *fuzz_file(const uint8_t *bytes, size_t size);

/* Stop, so that the input counts as a crash, unless the promise holds. */
void fuzz_promise(int holds, const char *promise);

/* What every loader promises: either an array whose count fits its shape, each
 * element of it readable and from lowest to highest (NaN counts as inside), or
 * an empty one and a single line of text. Frees the array. */
void fuzz_outcome(enum sb_status status, struct array *a, const struct sb_error *err, double lowest,
                  double highest);

#endif
