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

/* A buffer of `count` elements of `size` bytes, zeroed, on a cache line of its own; free() frees
 * it. NULL when out of memory or when count * size overflows. */
void *sb_vector(size_t count, size_t size);

#define SB_BODY "coding/coder.h"
#include "double_and_float.h"

#elif defined REAL /* for double and for float */

struct R(coder) {
    size_t K, m, ld;
    REAL unit;
    REAL *Dt, *G;
};

/* Allocate buffers for K atoms of m values. SB_OK, or SB_ENOMEM with nothing to free. */
enum sb_status R(coder_alloc)(struct R(coder) * c, size_t K, size_t m);
void R(coder_free)(struct R(coder) * c);

/* Take the atoms D[K x m], all finite, and compute their Gram matrix. */
void R(coder_set)(struct R(coder) * c, const REAL *D);

/* Correlate signals X[n x m], n <= CODER_BLOCK, with all atoms:
 * out[s ld + k] = <x_s, d_k> / (units[s] c->unit), where units[s] is a power of two.
 * workspace: CODER_BLOCK * m elements. */
void R(coder_correlate)(const struct R(coder) * c, const REAL *X, size_t n, REAL *workspace,
                        REAL *out, REAL *units);

/* sum (x_i / unit)^2 */
REAL R(sb_energy)(const REAL *x, size_t n, REAL unit);

/* A power of two near the largest magnitude of x[n]; 1 when that is neither
 * very large nor very small, so that usual data are used as they are. */
REAL R(sb_unit)(const REAL *x, size_t n);

/* True when none of the n values is NaN or infinite. */
bool R(sb_finite)(const REAL *x, size_t n);

#endif
