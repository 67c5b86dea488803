/* blas.h: fast kernels for OpenBLAS on processors that it does not know (used
 * inside the library). */
#ifndef SB_BLAS_H
#define SB_BLAS_H

/* Call before BLAS and LAPACK; only the first call does anything.
 *
 * OpenBLAS picks its kernels when a program starts, by the processor's model number,
 * and a model newer than itself can get kernels that are several times too slow.
 * When the processor can do more than the kernels picked, others are picked in
 * their place: those for Skylake-X where there is AVX-512, for Haswell where there is AVX2.
 * The environment variable OPENBLAS_CORETYPE, when set, is left to decide. With any
 * other BLAS nothing happens. */
void blas_prepare(void);

/* The name of the kernels in use ("Haswell"); "unknown" with another BLAS. */
const char *blas_kernels(void);

#endif
