/* cholesky.c: LAPACKE_dposv for the few unknowns of a Gabor fit, on a page: A = L L^T, then
 * L z = b and L^T x = z. A is symmetric, so its upper half by columns is its lower half by rows.
 * Source: Golub & Van Loan, Matrix Computations, algorithm 4.2.1. */
#include "lapacke.h"

#include <math.h>

int LAPACKE_dposv(int layout, char uplo, int n, int nrhs, double *A, int lda, double *b, int ldb)
{
    (void)layout, (void)uplo, (void)nrhs, (void)ldb;
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) {
            double sum = A[i * lda + j];
            for (int k = 0; k < j; k++)
                sum -= A[i * lda + k] * A[j * lda + k];
            if (i == j && !(sum > 0.0))
                return i + 1;
            A[i * lda + j] = i == j ? sqrt(sum) : sum / A[j * lda + j];
        }
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < i; k++)
            b[i] -= A[i * lda + k] * b[k];
        b[i] /= A[i * lda + i];
    }
    for (int i = n; i-- > 0;) {
        for (int k = i + 1; k < n; k++)
            b[i] -= A[k * lda + i] * b[k];
        b[i] /= A[i * lda + i];
    }
    return 0;
}
