#include "mat.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum sb_status mat_alloc(struct mat *a, size_t rows, size_t cols)
{
    *a = (struct mat){0};
    if (cols != 0 && rows > SIZE_MAX / sizeof(double) / cols)
        return SB_ENOMEM;
    if (rows != 0 && cols != 0) {
        a->data = calloc(rows * cols, sizeof(double));
        if (!a->data)
            return SB_ENOMEM;
    }
    a->rows = rows;
    a->cols = cols;
    return SB_OK;
}

void mat_free(struct mat *a)
{
    free(a->data);
    *a = (struct mat){0};
}

bool all_finite(const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return false;
    return true;
}
