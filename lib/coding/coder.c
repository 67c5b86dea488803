#ifndef REAL /* This part once; the rest for double and for float: see double_and_float.h. */
#include "coder.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parallel.h"

void *sb_vector(size_t count, size_t size)
{
    if (count > (SIZE_MAX - 64) / size)
        return NULL;
    size_t bytes = (count * size + 63) / 64 * 64 + (count == 0 ? 64 : 0);
    void *p = aligned_alloc(64, bytes);
    return p ? memset(p, 0, bytes) : NULL;
}

#define SB_BODY "coding/coder.c"
#include "double_and_float.h"
#else

bool R(sb_finite)(const REAL *x, size_t n)
{
    return isfinite(R(kernels_now)()->top_abs(x, n));
}

REAL R(sb_unit)(const REAL *x, size_t n)
{
    REAL top = R(kernels_now)()->top_abs(x, n);
    int exponent;
    if (top > (REAL)0x1p-20 && top < (REAL)0x1p20)
        return 1;
    frexp((double)top, &exponent);
    if (top == 0)
        return 1;
    /* Keep the inverse of the unit a normal number as well. */
    if (exponent < -(REAL_EPS > 1e-10 ? 120 : 1000))
        exponent = -(REAL_EPS > 1e-10 ? 120 : 1000);
    return (REAL)ldexp(1.0, exponent);
}

REAL R(sb_energy)(const REAL *x, size_t n, REAL unit)
{
    if (unit == 1)
        return R(kernels_now)()->dot(x, x, n);
    REAL sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (x[i] / unit) * (x[i] / unit);
    return sum;
}

enum sb_status R(coder_alloc)(struct R(coder) * c, size_t K, size_t m)
{
    *c = (struct R(coder)){.K = K, .m = m, .ld = sb_padded(K), .unit = 1};
    if (m > SIZE_MAX / c->ld || K > SIZE_MAX / c->ld)
        return SB_ENOMEM;
    c->Dt = sb_vector(m * c->ld, sizeof(REAL));
    c->G = sb_vector(K * c->ld, sizeof(REAL));
    if (c->Dt && c->G)
        return SB_OK;
    R(coder_free)(c);
    return SB_ENOMEM;
}

void R(coder_free)(struct R(coder) * c)
{
    free(c->Dt);
    free(c->G);
    *c = (struct R(coder)){0};
}

struct R(gram) {
    const struct R(coder) * c;
    const REAL *D; /* atoms as given: rows of the Gram matrix come out times unit */
};

static void R(gram_rows)(size_t begin, size_t end, size_t thread, void *ctx)
{
    const struct R(gram) *g = ctx;
    const struct R(coder) *c = g->c;
    REAL inverse = 1 / c->unit;
    (void)thread;
    R(kernels_now)
    ()->correlate(c->Dt, c->ld, c->m, g->D + begin * c->m, c->m, end - begin, c->G + begin * c->ld);
    if (c->unit != 1)
        for (size_t i = begin * c->ld; i < end * c->ld; i++)
            c->G[i] *= inverse;
}

void R(coder_set)(struct R(coder) * c, const REAL *D)
{
    struct R(gram) gram = {c, D};
    c->unit = R(sb_unit)(D, c->K * c->m);
    REAL inverse = 1 / c->unit;
    for (size_t k = 0; k < c->K; k++)
        for (size_t i = 0; i < c->m; i++)
            c->Dt[i * c->ld + k] = D[k * c->m + i] * inverse;
    /* Small Gram matrices are finished before a thread would have started. */
    size_t piece = c->K * c->m < 4096 ? c->K : 48;
    parallel_for(c->K, piece, R(gram_rows), &gram);
}

void R(coder_correlate)(const struct R(coder) * c, const REAL *X, size_t n, REAL *workspace,
                        REAL *out, REAL *units)
{
    bool scaled = false;
    for (size_t s = 0; s < n; s++) {
        units[s] = R(sb_unit)(X + s * c->m, c->m);
        scaled |= units[s] != 1;
    }
    if (scaled) {
        for (size_t s = 0; s < n; s++)
            for (size_t i = 0; i < c->m; i++)
                workspace[s * c->m + i] = X[s * c->m + i] * (1 / units[s]);
        X = workspace;
    }
    R(kernels_now)()->correlate(c->Dt, c->ld, c->m, X, c->m, n, out);
}

#endif
