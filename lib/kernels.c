#include "kernels.h"

#include <float.h>
#include <math.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static atomic_int most = SIMD_AVX512;

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

enum simd_level simd_level(void)
{
    enum simd_level level = processor_level();
    const char *asked = getenv("SPARSEBOOK_SIMD");
    if (asked && strcmp(asked, "portable") == 0)
        level = SIMD_PORTABLE;
    else if (asked && strcmp(asked, "avx2") == 0 && level > SIMD_AVX2)
        level = SIMD_AVX2;
    enum simd_level limit = (enum simd_level)atomic_load(&most);
    return level < limit ? level : limit;
}

void simd_set(enum simd_level level)
{
    atomic_store(&most, (int)level);
}

#define SB_BODY "kernels_versions.h"
#include "double_and_float.h"
