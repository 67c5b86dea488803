/* blas.h: fast kernels for OpenBLAS on processors that it does not know (used
 * inside the library). */
#ifndef SB_BLAS_H
#define SB_BLAS_H

/* Call before BLAS and LAPACK; only the first call does anything.
 *
 * OpenBLAS picks its kernels by the processor's model number when a program starts, and a
 * processor newer than the library can get kernels that are several times too slow. If the
 * processor can do more than the kernels picked, this picks those for Skylake-X (with AVX-512) or
 * Haswell (with AVX2) instead. If the environment variable OPENBLAS_CORETYPE is set, it decides.
 * With any other BLAS nothing happens. */
void blas_prepare(void);

/* The name of the kernels in use ("Haswell"); "unknown" with another BLAS. */
const char *blas_kernels(void);

#endif
