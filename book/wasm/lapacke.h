/* lapacke.h: of LAPACK's interface what lib/fields/gabor_fit.c uses, for the pages; see
 * cholesky.c. */
#ifndef LAPACKE_H
#define LAPACKE_H

enum { LAPACK_COL_MAJOR = 102 };

/* Solve A x = b for a positive definite A[n x n], one right-hand side. 0, or not: A is not. */
int LAPACKE_dposv(int layout, char uplo, int n, int nrhs, double *A, int lda, double *b, int ldb);

#endif
