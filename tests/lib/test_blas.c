/* The choice of BLAS kernels: a processor with AVX2 is never left with kernels
 * from before it, and the answers stay the same. */
#include "blas.h"

#include <criterion/criterion.h>
#include <cblas.h>
#include <stdlib.h>
#include <string.h>

extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

/* Start as on a processor that OpenBLAS does not know. */
static void pretend(const char *kernels)
{
    setenv("OPENBLAS_CORETYPE", kernels, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    cr_assert(strcmp(blas_kernels(), kernels) == 0);
}

Test(blas, slow_kernels_are_replaced)
{
    double A[64], B[64], C[64] = {0};
    if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit)
        return; /* another BLAS */
#ifdef __x86_64__
    pretend("Prescott");
    unsetenv("OPENBLAS_CORETYPE");
    blas_prepare();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        cr_assert(strcmp(blas_kernels(), "Prescott") != 0);
    cr_assert(getenv("OPENBLAS_CORETYPE") == NULL);
#endif
    for (int i = 0; i < 64; i++) {
        A[i] = i % 5;
        B[i] = i % 8 == i / 8;
    }
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, 8, 8, 8, 1, A, 8, B, 8, 0, C, 8);
    cr_assert(memcmp(A, C, sizeof A) == 0);
}

Test(blas, the_user_decides)
{
    if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit)
        return;
#ifdef __x86_64__
    pretend("Prescott");
    blas_prepare();
    cr_assert(strcmp(blas_kernels(), "Prescott") == 0);
#endif
}
