#include "kernels.h"

#include <float.h>
#include <math.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

/* What the processor can do and the environment allows. */
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

#define SB_BODY "coding/kernels_versions.h"
#include "double_and_float.h"
