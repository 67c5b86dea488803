/* kernels_versions.h: the kernels of one element type, for each instruction set. */
#define V(name) R(name##_portable)
#define TARGET
#define VBYTES 16
#define BLOCK 4
#define WIDE 2
#include "kernels_body.h"

#ifdef __x86_64__
#define V(name) R(name##_avx2)
#define TARGET __attribute__((target("avx2,fma")))
#define VBYTES 32
#define BLOCK 6
#define WIDE 2
#include "kernels_body.h"

#define V(name) R(name##_avx512)
#define TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma")))
#define VBYTES 64
#define BLOCK 12
#define WIDE 2
#include "kernels_body.h"
#endif

const struct R(kernels) *R(kernels_now)(void)
{
    switch (simd_level()) {
#ifdef __x86_64__
    case SIMD_AVX512: return &R(table_avx512);
    case SIMD_AVX2: return &R(table_avx2);
#endif
    default: return &R(table_portable);
    }
}
