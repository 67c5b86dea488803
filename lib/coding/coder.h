/* coder.h: a dictionary made ready for coding many signals (used inside the library).
 *
 * Dt[m x ld] holds the atoms as columns, G[K x ld] their Gram matrix D D^T, both
 * padded with zeros to ld = sb_padded(K). Very large or small data are multiplied by a
 * power of two on the way in, which changes no digit: D = unit * (the atoms in Dt). */
#ifndef SB_CODER_H
#define SB_CODER_H

#include <stdbool.h>
#include <stddef.h>

#include "kernels.h"
#include "status.h"

/* Signals coded together: enough to use each atom loaded, few enough for the cache. */
enum { CODER_BLOCK = 24 };

/* Room for `count` elements of `size` bytes, zeroed, on a cache line of its own;
 * free() frees it. NULL when out of memory or when count * size overflows. */
void *sb_vector(size_t count, size_t size);

#define SB_BODY "coding/coder_types.h"
#include "double_and_float.h"

#endif
