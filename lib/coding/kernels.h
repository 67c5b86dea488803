/* kernels.h: the few inner loops that take all the time, in three versions:
 * for AVX-512, for AVX2 with fused multiply-add, and plain vectors of 16 bytes
 * that any processor can do. The best one is chosen at run time.
 *
 * The two fast versions give the same bits: sums run in the same order, dot
 * products always over 64 bytes side by side. Arrays that vectors run over are
 * padded with zeros to a multiple of SB_LANES elements. */
#ifndef SB_KERNELS_H
#define SB_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

#define SB_LANES 16

static inline size_t sb_padded(size_t n)
{
    return (n + SB_LANES - 1) / SB_LANES * SB_LANES;
}

enum simd_level { SIMD_PORTABLE, SIMD_AVX2, SIMD_AVX512 };

/* The version in use: the best this processor can do, or a lower one that the
 * environment variable SPARSEBOOK_SIMD (portable, avx2, avx512) or simd_set asks for. */
enum simd_level simd_level(void);

/* Use at most this version from now on. */
void simd_set(enum simd_level most);

#define SB_BODY "coding/kernels_types.h"
#include "double_and_float.h"

#endif
