/* The matrix: zeros, rows, overflow refused. */
#include "mat.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

Test(mat, starts_as_zeros_and_has_rows)
{
    struct mat a;
    cr_assert(mat_alloc(&a, 3, 4) == SB_OK);
    for (size_t i = 0; i < 12; i++)
        cr_assert(a.data[i] == 0.0);
    cr_assert(mat_row(&a, 2) == a.data + 8);
    mat_free(&a);
    cr_assert(a.data == NULL && a.rows == 0 && a.cols == 0);
}

Test(mat, refuses_sizes_that_overflow)
{
    struct mat a;
    cr_assert(mat_alloc(&a, SIZE_MAX / 4, 8) == SB_ENOMEM);
    cr_assert(a.data == NULL && a.rows == 0);
}

Test(mat, may_be_empty)
{
    struct mat a;
    cr_assert(mat_alloc(&a, 0, 5) == SB_OK);
    cr_assert(a.data == NULL && a.cols == 5);
    mat_free(&a);
}

Test(mat, tells_finite_from_not)
{
    double x[] = {1.0, -2.0, 3.0};
    cr_assert(all_finite(x, 3));
    x[2] = NAN;
    cr_assert(!all_finite(x, 3));
    x[2] = -INFINITY;
    cr_assert(!all_finite(x, 3));
    cr_assert(all_finite(x, 0));
}
