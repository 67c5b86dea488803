/* kernels.c: the inner loops. This file includes itself: its first part is compiled once, the
 * second for double and for float (double_and_float.h), and the third, which holds the
 * loops, for each instruction set as well. There V(name) is the name, TARGET the compiler's
 * attribute, VBYTES the size of a vector, BLOCK x WIDE the sums held in registers. */
#ifndef REAL
#include "kernels.h"

#include <float.h>
#include <math.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

static atomic_int chosen = -1; /* not yet */

static enum simd_level processor_level(void)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("fma"))
        return SIMD_AVX512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return SIMD_AVX2;
#endif
    return SIMD_PORTABLE;
}

/* The best version that the processor supports and the environment allows. */
static enum simd_level usual_level(void)
{
    enum simd_level level = processor_level();
    const char *asked = getenv("SPARSEBOOK_SIMD");
    if (asked && strcmp(asked, "portable") == 0)
        return SIMD_PORTABLE;
    if (asked && strcmp(asked, "avx2") == 0 && level > SIMD_AVX2)
        return SIMD_AVX2;
    return level;
}

enum simd_level simd_level(void)
{
    int level = atomic_load_explicit(&chosen, memory_order_relaxed);
    if (level < 0) {
        level = (int)usual_level();
        atomic_store(&chosen, level);
    }
    return (enum simd_level)level;
}

void simd_set(enum simd_level most)
{
    enum simd_level level = usual_level();
    atomic_store(&chosen, (int)(level < most ? level : most));
}

#define SB_BODY "coding/kernels.c"
#include "double_and_float.h"
#elif !defined V

#define V(name) R(name##_portable)
#define TARGET
#define VBYTES 16
#define BLOCK 4
#define WIDE 2
#include "kernels.c"

#ifdef __x86_64__
#define V(name) R(name##_avx2)
#define TARGET __attribute__((target("avx2,fma")))
#define VBYTES 32
#define BLOCK 6
#define WIDE 2
#include "kernels.c"

#define V(name) R(name##_avx512)
#define TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma")))
#define VBYTES 64
#define BLOCK 12
#define WIDE 2
#include "kernels.c"
#endif

const struct R(kernels) * R(kernels_now)(void)
{
    switch (simd_level()) {
#ifdef __x86_64__
    case SIMD_AVX512: return &R(table_avx512);
    case SIMD_AVX2: return &R(table_avx2);
#endif
    default: return &R(table_portable);
    }
}

#else

#define LANES (VBYTES / (int)sizeof(REAL))
#define SIDES (64 / VBYTES) /* vectors side by side in a dot product */

typedef REAL V(vec) __attribute__((vector_size(VBYTES)));
typedef REAL V(mem) __attribute__((vector_size(VBYTES), aligned(sizeof(REAL)), may_alias));
typedef REAL_INT V(ints) __attribute__((vector_size(VBYTES)));
typedef int64_t V(words) __attribute__((vector_size(VBYTES)));
typedef REAL_INT V(int_mem) __attribute__((vector_size(VBYTES), aligned(sizeof(REAL)), may_alias));
typedef REAL_INT V(bits) __attribute__((may_alias));

#define LOAD(p) (*(const V(mem) *)(p))
#define STORE(p, v) (*(V(mem) *)(p) = (v))
#define LOAD_BITS(p) (*(const V(int_mem) *)(p))
#define STORE_BITS(p, v) (*(V(int_mem) *)(p) = (v))

/* One block: `nx` <= BLOCK signals against `wide` <= WIDE vectors of atoms. The
 * sizes are constants where it is called, so the loops vanish into registers. */
TARGET static inline __attribute__((always_inline)) void
V(corr_block)(const REAL *Dt, size_t ld, size_t m, const REAL *x, size_t ldx, REAL *c,
              const size_t nx, const size_t wide)
{
    V(vec) sum[BLOCK][WIDE];
    for (size_t s = 0; s < nx; s++)
        for (size_t v = 0; v < wide; v++)
            sum[s][v] = (V(vec)){0};
    for (size_t i = 0; i < m; i++) {
        V(vec) d[WIDE];
        for (size_t v = 0; v < wide; v++)
            d[v] = LOAD(Dt + i * ld + v * LANES);
        for (size_t s = 0; s < nx; s++)
            for (size_t v = 0; v < wide; v++)
                sum[s][v] += d[v] * x[s * ldx + i];
    }
    for (size_t s = 0; s < nx; s++)
        for (size_t v = 0; v < wide; v++)
            STORE(c + s * ld + v * LANES, sum[s][v]);
}

TARGET static void V(correlate)(const REAL *Dt, size_t ld, size_t m, const REAL *x, size_t ldx,
                                size_t nx, REAL *c)
{
    const size_t step = (size_t)(WIDE * LANES);
    for (size_t j = 0; j < ld; j += step) {
        size_t s = 0;
        if (j + step <= ld) {
            for (; s + BLOCK <= nx; s += BLOCK)
                V(corr_block)(Dt + j, ld, m, x + s * ldx, ldx, c + s * ld + j, BLOCK, WIDE);
            for (; s < nx; s++)
                V(corr_block)(Dt + j, ld, m, x + s * ldx, ldx, c + s * ld + j, 1, WIDE);
        } else {
            for (; s + BLOCK <= nx; s += BLOCK)
                V(corr_block)(Dt + j, ld, m, x + s * ldx, ldx, c + s * ld + j, BLOCK, 1);
            for (; s < nx; s++)
                V(corr_block)(Dt + j, ld, m, x + s * ldx, ldx, c + s * ld + j, 1, 1);
        }
    }
}

/* Magnitudes compare like the integers that have their bits without the sign; NaN and
 * infinity are the largest. */
static const REAL_INT V(magnitude) = sizeof(REAL) == 8 ? (REAL_INT)INT64_MAX : (REAL_INT)INT32_MAX;

TARGET static size_t V(argmax_abs)(const REAL *a, size_t n)
{
    V(ints) best[SIDES], place[SIDES];
    REAL_INT top = 0, lane_best[64 / sizeof(REAL)], lane_place[64 / sizeof(REAL)];
    const size_t side = 64 / sizeof(REAL);
    size_t first = n;
    for (size_t v = 0; v < SIDES; v++)
        best[v] = place[v] = (V(ints)){0};
    for (size_t j = 0; j < n; j += side)
        for (size_t v = 0; v < SIDES; v++) {
            V(ints) size = LOAD_BITS(a + j + v * LANES) & V(magnitude);
            V(ints) more = size > best[v];
            best[v] = (size & more) | (best[v] & ~more);
            place[v] = (((V(ints)){0} + (REAL_INT)j) & more) | (place[v] & ~more);
        }
    for (size_t v = 0; v < SIDES; v++) {
        STORE_BITS(lane_best + v * LANES, best[v]);
        STORE_BITS(lane_place + v * LANES, place[v]);
    }
    for (size_t i = 0; i < side; i++)
        top = lane_best[i] > top ? lane_best[i] : top;
    for (size_t i = 0; i < side; i++)
        if (lane_best[i] == top && (size_t)lane_place[i] + i < first)
            first = (size_t)lane_place[i] + i;
    return first;
}

TARGET static REAL V(top_abs)(const REAL *a, size_t n)
{
    const V(bits) *b = (const V(bits) *)a;
    union {
        REAL_INT bits;
        REAL value;
    } top = {0};
    for (size_t j = 0; j < n; j++) {
        REAL_INT v = b[j] & V(magnitude);
        top.bits = v > top.bits ? v : top.bits;
    }
    return top.value;
}

TARGET static REAL V(dot)(const REAL *x, const REAL *y, size_t n)
{
    V(vec) sum[SIDES];
    REAL lane[64 / sizeof(REAL)];
    const size_t side = 64 / sizeof(REAL);
    size_t j = 0;
    for (size_t v = 0; v < SIDES; v++)
        sum[v] = (V(vec)){0};
    for (; j + side <= n; j += side)
        for (size_t v = 0; v < SIDES; v++)
            sum[v] += LOAD(x + j + v * LANES) * LOAD(y + j + v * LANES);
    for (size_t v = 0; v < SIDES; v++)
        STORE(lane + v * LANES, sum[v]);
    for (size_t i = 0; j + i < n; i++)
        lane[i] += x[j + i] * y[j + i];
    for (size_t half = side / 2; half > 0; half /= 2)
        for (size_t i = 0; i < half; i++)
            lane[i] += lane[i + half];
    return lane[0];
}

/* `rows` <= 4 dot products at a time, so that the processor need not wait for one sum; each
 * in the order of V(dot). `own`: of each row with itself. */
TARGET static inline __attribute__((always_inline)) void
V(dots_block)(const REAL *D, size_t ld, const REAL *mean, const REAL *x, size_t n, REAL *out,
              const size_t rows, const bool own)
{
    V(vec) sum[4][SIDES];
    REAL lane[64 / sizeof(REAL)];
    const size_t side = 64 / sizeof(REAL);
    size_t j = 0;
    for (size_t r = 0; r < rows; r++)
        for (size_t v = 0; v < SIDES; v++)
            sum[r][v] = (V(vec)){0};
    for (; j + side <= n; j += side)
        for (size_t v = 0; v < SIDES; v++) {
            V(vec) y = {0};
            if (!own)
                y = LOAD(x + j + v * LANES);
            for (size_t r = 0; r < rows; r++) {
                V(vec) d = LOAD(D + r * ld + j + v * LANES) - mean[r];
                sum[r][v] += own ? d * d : d * y;
            }
        }
    for (size_t r = 0; r < rows; r++) {
        for (size_t v = 0; v < SIDES; v++)
            STORE(lane + v * LANES, sum[r][v]);
        for (size_t i = 0; j + i < n; i++) {
            REAL d = D[r * ld + j + i] - mean[r];
            lane[i] += own ? d * d : d * x[j + i];
        }
        for (size_t half = side / 2; half > 0; half /= 2)
            for (size_t i = 0; i < half; i++)
                lane[i] += lane[i + half];
        out[r] = lane[0];
    }
}

TARGET static void V(dots)(const REAL *D, size_t ld, size_t rows, const REAL *mean, const REAL *x,
                           size_t n, REAL *out)
{
    for (; rows >= 4; rows -= 4, D += 4 * ld, mean += 4, out += 4)
        V(dots_block)(D, ld, mean, x, n, out, 4, false);
    for (; rows > 0; rows--, D += ld, mean++, out++)
        V(dots_block)(D, ld, mean, x, n, out, 1, false);
}

TARGET static void V(squares)(const REAL *D, size_t ld, size_t rows, const REAL *mean, size_t n,
                              REAL *out)
{
    for (; rows >= 4; rows -= 4, D += 4 * ld, mean += 4, out += 4)
        V(dots_block)(D, ld, mean, NULL, n, out, 4, true);
    for (; rows > 0; rows--, D += ld, mean++, out++)
        V(dots_block)(D, ld, mean, NULL, n, out, 1, true);
}

TARGET static void V(axpy)(REAL alpha, const REAL *x, REAL *y, size_t n)
{
    for (size_t j = 0; j < n; j += LANES)
        STORE(y + j, LOAD(y + j) + LOAD(x + j) * alpha);
}

TARGET static inline __attribute__((always_inline)) void
V(minus_block)(REAL *y, const REAL *a, const REAL *G, size_t ld, const size_t *id, const REAL *coef,
               size_t k, const size_t wide)
{
    V(vec) sum[8];
    for (size_t v = 0; v < wide; v++)
        sum[v] = LOAD(a + v * LANES);
    for (size_t i = 0; i < k; i++) {
        const REAL *g = G + id[i] * ld;
        for (size_t v = 0; v < wide; v++)
            sum[v] -= LOAD(g + v * LANES) * coef[i];
    }
    for (size_t v = 0; v < wide; v++)
        STORE(y + v * LANES, sum[v]);
}

/* Blocks of nearly equal width keep more sums under way than 8 + 8 + .. + 1 would. */
TARGET static void V(minus_rows)(REAL *y, const REAL *a, const REAL *G, size_t ld, const size_t *id,
                                 const REAL *coef, size_t k, size_t n)
{
    for (size_t j = 0, left = n / LANES, blocks = (left + 7) / 8; blocks > 0; blocks--) {
        size_t wide = (left + blocks - 1) / blocks;
        switch (wide) {
#define CASE(w)                                                  \
    case w:                                                      \
        V(minus_block)(y + j, a + j, G + j, ld, id, coef, k, w); \
        break;
            CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8)
#undef CASE
        }
        j += wide * LANES;
        left -= wide;
    }
}

#include "kernels_gram.h"
#include "kernels_pick.h"
#include "kernels_lasso.h"

static const struct R(kernels)
    V(table) = {V(correlate),  V(argmax_abs), V(top_abs), V(dot),   V(dots),  V(squares), V(axpy),
                V(minus_rows), V(above),      V(off),     V(solve), V(sweep), V(gram),    V(pick)};

#undef LANES
#undef SIDES
#undef LOAD
#undef STORE
#undef LOAD_BITS
#undef STORE_BITS
#undef V
#undef TARGET
#undef VBYTES
#undef BLOCK
#undef WIDE

#endif
