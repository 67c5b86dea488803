/* mat.h: the one array type of the workbook.
 *
 * Contiguous, row-major, visible: element (i, j) is data[i * cols + j].
 * Rows are items: signals X[n x m], atoms D[K x m], codes A[n x K], X ~ A D. */
#ifndef SB_MAT_H
#define SB_MAT_H

#include <stdbool.h>
#include <stddef.h>

#include "status.h"

struct mat {
    size_t rows, cols;
    double *data; /* rows * cols elements, or NULL when there are none */
};

/* Make *a a rows x cols matrix of zeros (its old content is not freed).
 * Returns SB_OK, or SB_ENOMEM (also when rows * cols overflows) with *a empty. */
enum sb_status mat_alloc(struct mat *a, size_t rows, size_t cols);

/* Free the data and make *a empty. Freeing an empty matrix does nothing. */
void mat_free(struct mat *a);

/* Row i: cols contiguous elements. */
static inline double *mat_row(const struct mat *a, size_t i)
{
    return a->data + i * a->cols;
}

/* True when none of the n values is NaN or infinite. */
bool all_finite(const double *x, size_t n);

#endif
