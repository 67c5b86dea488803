#include "blas.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* OpenBLAS's own functions, there when it was built for many processors. */
extern char *openblas_get_corename(void) __attribute__((weak));
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

static pthread_once_t once = PTHREAD_ONCE_INIT;

const char *blas_kernels(void)
{
    return openblas_get_corename ? openblas_get_corename() : "unknown";
}

#ifdef __x86_64__
static int in_use(const char *const *names)
{
    const char *now = blas_kernels();
    while (*names && strcmp(*names, now) != 0)
        names++;
    return *names != NULL;
}
#endif

static void choose(void)
{
#ifdef __x86_64__
    static const char *const avx512[] = {"SkylakeX", "Cooperlake", "SapphireRapids", NULL};
    static const char *const avx2[] = {"Haswell", "Zen", "Excavator", NULL};
    const char *better = NULL;
    if (!openblas_get_corename || !gotoblas_dynamic_init || !gotoblas_dynamic_quit ||
        getenv("OPENBLAS_CORETYPE") || in_use(avx512))
        return;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        better = "SkylakeX";
    else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && !in_use(avx2))
        better = "Haswell";
    if (!better)
        return;
    setenv("OPENBLAS_CORETYPE", better, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    unsetenv("OPENBLAS_CORETYPE");
#endif
}

void blas_prepare(void)
{
    pthread_once(&once, choose);
}
