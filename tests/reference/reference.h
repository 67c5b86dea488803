/* reference.h: read the values that NumPy, SciPy and scikit-learn give.
 *
 *     #include "reference/reference.h"                  from tests/ROOM/
 *     #include "../../tests/reference/reference.h"      from chapters/NN_topic/
 *
 *     struct mat sig = reference("pixel_57_6.txt", "sig");       a block: rows x cols
 *     double k = reference_value("pixel_57_6.txt", "kurtosis_sig");        a 1 x 1 block
 *     size_t s = reference_indices("omp.txt", "support_10", support, 10);  as size_t
 *     cr_assert(reference_error(mine, sig.data, sig.cols) <= 1e-12);
 *     mat_free(&sig);
 *
 * Tests run from the top folder of the repository, where the files are
 * tests/reference/FILE; README.md there lists them and their blocks. A file or
 * block that is not there fails the running test, with its name. */
#ifndef REFERENCE_H
#define REFERENCE_H

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "mat.h"

/* Read past `count` numbers, keeping them in data when it is not NULL. */
static inline int reference_numbers(FILE *f, size_t count, double *data)
{
    for (size_t i = 0; i < count; i++) {
        double x;
        if (fscanf(f, "%lf", &x) != 1)
            return -1;
        if (data)
            data[i] = x;
    }
    return 0;
}

/* The block called name: a matrix that the caller frees with mat_free. */
static inline struct mat reference(const char *file, const char *name)
{
    char path[256], label[64];
    struct mat a = {0};
    size_t rows, cols;
    int found = 0;

    snprintf(path, sizeof path, "tests/reference/%s", file);
    FILE *f = fopen(path, "r");
    cr_assert(f, "%s: cannot open it; run the tests from the top folder", path);
    while (!found && fscanf(f, "%63s", label) == 1) {
        if (label[0] == '#') {
            while (getc(f) != '\n' && !feof(f))
                continue;
            continue;
        }
        if (fscanf(f, "%zu %zu", &rows, &cols) != 2)
            break;
        found = strcmp(label, name) == 0;
        if (found && mat_alloc(&a, rows, cols) != SB_OK)
            found = 0;
        if (reference_numbers(f, rows * cols, found ? a.data : NULL) != 0)
            found = 0;
    }
    fclose(f);
    cr_assert(found, "%s: no complete block '%s'", path, name);
    return a;
}

/* The only number of a 1 x 1 block. */
static inline double reference_value(const char *file, const char *name)
{
    struct mat a = reference(file, name);

    cr_assert(a.rows == 1 && a.cols == 1, "%s: block '%s' has more than one number", file, name);
    double x = a.data[0];
    mat_free(&a);
    return x;
}

/* The numbers of a block as indices, at most `most` of them; returns how many. */
static inline size_t reference_indices(const char *file, const char *name, size_t *out, size_t most)
{
    struct mat a = reference(file, name);
    size_t count = a.rows * a.cols;

    cr_assert(count <= most, "%s: block '%s' has %zu numbers, more than %zu", file, name, count,
              most);
    for (size_t i = 0; i < count; i++)
        out[i] = (size_t)a.data[i];
    mat_free(&a);
    return count;
}

/* max_i |x_i - expected_i| / max_i |expected_i|: the error relative to the
 * largest expected magnitude (absolute when that is 0). A NaN or infinity must
 * be met by the same; otherwise the error is infinite. */
static inline double reference_error(const double *x, const double *expected, size_t n)
{
    double error = 0.0, scale = 0.0;

    for (size_t i = 0; i < n; i++) {
        if (isfinite(expected[i]) && isfinite(x[i])) {
            error = fmax(error, fabs(x[i] - expected[i]));
            scale = fmax(scale, fabs(expected[i]));
        } else if (!(isnan(x[i]) && isnan(expected[i])) && x[i] != expected[i]) {
            return INFINITY;
        }
    }
    return scale > 0.0 ? error / scale : error;
}

#endif
