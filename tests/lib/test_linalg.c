/* Least squares and principal components: scikit-learn's values, any scale, lost rank. */
#include "linalg.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "reference/reference.h"
#include "stats.h"

#define MAX_ATOMS 100

static const char *const supports[] = {"all", "some"};

/* The block "what_name" of the linear algebra file. */
static struct mat block(const char *what, const char *name)
{
    char label[64];

    snprintf(label, sizeof label, "%s_%s", what, name);
    return reference("linalg.txt", label);
}

/* D (atoms x n, rows scaled by `power` of ten each) and y of the file. */
static void problem(struct mat *D, struct mat *y, const int *power)
{
    *D = reference("linalg.txt", "D");
    *y = reference("linalg.txt", "y");
    for (size_t i = 0; power && i < D->rows; i++)
        for (size_t j = 0; j < D->cols; j++)
            mat_row(D, i)[j] *= pow(10.0, power[i]);
}

Test(least_squares, is_scikit_learns_with_and_without_intercept)
{
    for (size_t p = 0; p < 2; p++) {
        struct mat D, y, h_want = block("h", supports[p]), c_want = block("c", supports[p]);
        struct mat plain_want = block(p == 0 ? "h_all_no" : "h_some_no", "intercept");
        size_t support[MAX_ATOMS], s = h_want.cols;
        double h[MAX_ATOMS], c;
        problem(&D, &y, NULL);
        reference_indices("linalg.txt", p == 0 ? "support_all" : "support_some", support, s);
        cr_assert(least_squares(D.data, D.cols, y.data, support, s, h, &c) == SB_OK);
        cr_expect(reference_error(h, h_want.data, s) <= 1e-12);
        cr_expect(reference_error(&c, c_want.data, 1) <= 1e-12);
        cr_assert(least_squares(D.data, D.cols, y.data, support, s, h, NULL) == SB_OK);
        cr_expect(reference_error(h, plain_want.data, s) <= 1e-12);
        mat_free(&D);
        mat_free(&y);
        mat_free(&h_want);
        mat_free(&c_want);
        mat_free(&plain_want);
    }
}

Test(least_squares, the_unit_of_an_atom_does_not_matter)
{
    const int power[] = {-150, 150, 0, -300, 100, 307, -80, 3};
    struct mat D, y, want = reference("linalg.txt", "h_all");
    size_t support[] = {0, 1, 2, 3, 4, 5, 6, 7};
    double h[8], c, c_want = reference_value("linalg.txt", "c_all");
    problem(&D, &y, power);
    cr_assert(least_squares(D.data, D.cols, y.data, support, 8, h, &c) == SB_OK);
    for (size_t i = 0; i < 8; i++)
        h[i] *= pow(10.0, power[i]);
    cr_expect(reference_error(h, want.data, 8) <= 1e-12);
    cr_expect(reference_error(&c, &c_want, 1) <= 1e-12);
    mat_free(&D);
    mat_free(&y);
    mat_free(&want);
}

Test(least_squares, the_unit_of_the_signal_does_not_matter)
{
    struct mat D, y, want = reference("linalg.txt", "h_all");
    size_t support[] = {0, 1, 2, 3, 4, 5, 6, 7};
    const double scales[] = {1e-290, 1e307};
    problem(&D, &y, NULL);
    for (size_t k = 0; k < 2; k++) {
        double h[8], c, scaled[30];
        for (size_t j = 0; j < y.cols; j++)
            scaled[j] = y.data[j] * scales[k];
        cr_assert(least_squares(D.data, D.cols, scaled, support, 8, h, &c) == SB_OK);
        for (size_t i = 0; i < 8; i++)
            h[i] /= scales[k];
        cr_expect(reference_error(h, want.data, 8) <= 1e-12);
    }
    mat_free(&D);
    mat_free(&y);
    mat_free(&want);
}

Test(least_squares, dependent_atoms_are_reported_and_nothing_is_written)
{
    /* rows: a ramp, the ramp in other units, a bump, zeros, a constant, ramp + bump */
    double D[6 * 5] = {1, 2, 3, 4, 5, 1e90, 2e90, 3e90, 4e90, 5e90, 0, 0, 1, 0, 0,
                       0, 0, 0, 0, 0, 0.1,  0.1,  0.1,  0.1,  0.1,  1, 2, 4, 4, 5};
    double y[] = {1, 4, 2, 8, 5}, h[3] = {-9, -9, -9}, c = -9;
    size_t twice[] = {0, 0}, units[] = {0, 1}, zero[] = {0, 3}, constant[] = {4, 0},
           sum[] = {0, 2, 5}, fine[] = {1, 2};
    cr_expect(least_squares(D, 5, y, twice, 2, h, &c) == SB_ERANK);
    cr_expect(least_squares(D, 5, y, units, 2, h, &c) == SB_ERANK);
    cr_expect(least_squares(D, 5, y, zero, 2, h, &c) == SB_ERANK);
    cr_expect(least_squares(D, 5, y, constant, 2, h, &c) == SB_ERANK);
    cr_expect(least_squares(D, 5, y, sum, 3, h, &c) == SB_ERANK);
    cr_expect(h[0] == -9 && h[1] == -9 && h[2] == -9 && c == -9);
    cr_expect(least_squares(D, 5, y, fine, 2, h, &c) == SB_OK);
    /* Without an intercept a constant is an atom like any other. */
    cr_expect(least_squares(D, 5, y, constant, 2, h, NULL) == SB_OK);
}

/* Such as 0.1, whose mean may round to a neighbour of 0.1. */
Test(least_squares, a_constant_atom_is_the_intercept_whatever_its_rounding)
{
    double D[2 * 40], y[40], h[2], c;
    size_t support[] = {0, 1};

    for (size_t n = 3; n <= 40; n++) {
        for (size_t j = 0; j < n; j++) {
            D[j] = 0.1;
            D[n + j] = y[j] = (double)j;
        }
        cr_expect(least_squares(D, n, y, support, 2, h, &c) == SB_ERANK, "n = %zu", n);
    }
}

/* Two atoms that differ little, high above zero: condition number 2^24 once
 * centred and scaled, 2^50 beside the first atom when not scaled. */
Test(least_squares, atoms_far_from_zero_keep_their_rank)
{
    double D[3 * 8], y[8], h[3], c;
    const double u[] = {1, -1, 1, -1, 1, -1, 1, -1}, v[] = {1, 1, -1, -1, 1, 1, -1, -1},
                 z[] = {1, 1, 1, 1, -1, -1, -1, -1};
    size_t support[] = {0, 1, 2};

    for (size_t j = 0; j < 8; j++) {
        D[j] = z[j];
        D[8 + j] = ldexp(1.0, 26) + u[j];
        D[16 + j] = D[8 + j] + ldexp(v[j], -24);
        y[j] = 5.0 + 3.0 * z[j] + u[j] + ldexp(v[j], -24);
    }
    cr_assert(least_squares(D, 8, y, support, 3, h, &c) == SB_OK);
    cr_expect(fabs(h[0] - 3.0) <= 1e-12 && fabs(h[1]) <= 1e-6 && fabs(h[2] - 1.0) <= 1e-6);
}

Test(least_squares, empty_and_full_supports)
{
    double D[] = {1, 2, 4, 3, 1, 1, 0, 0, 1, 5, 5, 6}, y[] = {2, 4, 9}, h[4] = {-9}, c = -9;
    size_t support[] = {0, 1, 2, 3};
    cr_expect(least_squares(D, 3, y, support, 0, h, &c) == SB_OK);
    cr_expect(fabs(c - 5.0) <= 1e-12 && h[0] == -9);
    cr_expect(least_squares(D, 3, y, NULL, 0, NULL, NULL) == SB_OK);
    cr_expect(least_squares(D, 3, y, support, 4, h, &c) == SB_EINVAL);
    cr_expect(least_squares(D, 0, y, support, 0, h, &c) == SB_EINVAL);
    /* Three atoms and an intercept are one too many for three samples. */
    cr_expect(least_squares(D, 3, y, support, 3, h, &c) == SB_ERANK);
    cr_expect(h[0] == -9);
    cr_expect(least_squares(D, 3, y, support, 3, h, NULL) == SB_OK);
    for (size_t j = 0; j < 3; j++)
        cr_expect(fabs(h[0] * D[j] + h[1] * D[3 + j] + h[2] * D[6 + j] - y[j]) <= 1e-12);
}

Test(least_squares, nan_and_overflow_are_refused)
{
    double D[] = {1, 2, 4, NAN, 1, 1, 1e-200, 2e-200, 0}, y[] = {2, 4, 9}, h = -9, c = -9;
    size_t first = 0, second = 1, third = 2;
    cr_expect(least_squares(D, 3, y, &second, 1, &h, &c) == SB_ENONFINITE);
    cr_expect(least_squares(D, 3, y, &first, 1, &h, &c) == SB_OK, "the NaN is not in the support");
    h = c = -9;
    y[1] = 1e200;
    cr_expect(least_squares(D, 3, y, &third, 1, &h, &c) == SB_ENONFINITE, "h is about 1e400");
    y[1] = INFINITY;
    cr_expect(least_squares(D, 3, y, &first, 1, &h, &c) == SB_ENONFINITE);
    cr_expect(h == -9 && c == -9);
}

/* The sines of chapter 4, on the 96 features that scikit-learn picks: their
 * Gram matrix has lost all its digits, a factorisation of the atoms has not. */
Test(least_squares, keeps_r2_where_the_gram_matrix_is_singular)
{
    struct mat y = reference("pixel_66_133.txt", "sig"), freqs = reference("omp.txt", "freqs");
    struct mat summary = reference("omp.txt", "summary"), D, yhat;
    double h[MAX_ATOMS], c, r2 = mat_row(&summary, summary.rows - 1)[3];
    size_t support[MAX_ATOMS], n = y.cols;
    size_t s = reference_indices("omp.txt", "support_96", support, MAX_ATOMS);
    cr_assert(mat_alloc(&D, freqs.cols, n) == SB_OK && mat_alloc(&yhat, 1, n) == SB_OK);
    for (size_t i = 0; i < D.rows; i++)
        for (size_t t = 0; t < n; t++)
            mat_row(&D, i)[t] = sin((double)t * freqs.data[i]);
    cr_assert(least_squares(D.data, n, y.data, support, s, h, &c) == SB_OK);
    for (size_t t = 0; t < n; t++) {
        yhat.data[t] = c;
        for (size_t i = 0; i < s; i++)
            yhat.data[t] += h[i] * mat_row(&D, support[i])[t];
    }
    double got = stat_r2(y.data, yhat.data, n);
    cr_expect(fabs(got - r2) <= 1e-8, "R^2 %.12f, expected %.12f", got, r2);
    mat_free(&y);
    mat_free(&freqs);
    mat_free(&summary);
    mat_free(&D);
    mat_free(&yhat);
}

/* Components have unit norm and are orthogonal. */
static void check_orthonormal(const double *V, size_t K, size_t m)
{
    for (size_t a = 0; a < K; a++)
        for (size_t b = 0; b <= a; b++) {
            double dot = 0.0;
            for (size_t j = 0; j < m; j++)
                dot += V[a * m + j] * V[b * m + j];
            cr_expect(fabs(dot - (a == b)) <= 1e-12, "components %zu and %zu: %g", a, b, dot);
        }
}

Test(pca, is_scikit_learns_for_tall_wide_and_square_data)
{
    const char *const names[] = {"tall", "wide", "square"};

    for (size_t i = 0; i < 3; i++) {
        struct mat X = reference("linalg.txt", names[i]), V, v;
        char label[64];
        snprintf(label, sizeof label, "%s_components", names[i]);
        struct mat V_want = reference("linalg.txt", label);
        snprintf(label, sizeof label, "%s_variance", names[i]);
        struct mat v_want = reference("linalg.txt", label);
        size_t K = V_want.rows;
        cr_assert(mat_alloc(&V, K, X.cols) == SB_OK && mat_alloc(&v, 1, K) == SB_OK);
        cr_assert(pca(X.data, X.rows, X.cols, K, V.data, v.data) == SB_OK);
        cr_expect(reference_error(V.data, V_want.data, K * X.cols) <= 1e-11, "%s", names[i]);
        cr_expect(reference_error(v.data, v_want.data, K) <= 1e-12, "%s", names[i]);
        check_orthonormal(V.data, K, X.cols);
        V.data[0] = 7.0;
        cr_expect(pca(X.data, X.rows, X.cols, K, V.data, NULL) == SB_OK);
        cr_expect(reference_error(V.data, V_want.data, K * X.cols) <= 1e-11, "%s", names[i]);
        mat_free(&X);
        mat_free(&V);
        mat_free(&v);
        mat_free(&V_want);
        mat_free(&v_want);
    }
}

Test(pca, the_unit_does_not_matter)
{
    struct mat X = reference("linalg.txt", "wide");
    struct mat want = reference("linalg.txt", "wide_components");
    const double scales[] = {1e-250, 1e250};

    for (size_t k = 0; k < 2; k++) {
        struct mat Y, V;
        cr_assert(mat_alloc(&Y, X.rows, X.cols) == SB_OK);
        cr_assert(mat_alloc(&V, want.rows, want.cols) == SB_OK);
        for (size_t j = 0; j < X.rows * X.cols; j++)
            Y.data[j] = X.data[j] * scales[k];
        cr_assert(pca(Y.data, Y.rows, Y.cols, want.rows, V.data, NULL) == SB_OK);
        cr_expect(reference_error(V.data, want.data, want.rows * want.cols) <= 1e-11);
        mat_free(&Y);
        mat_free(&V);
    }
    mat_free(&X);
    mat_free(&want);
}

Test(pca, directions_without_variance_are_still_orthonormal)
{
    /* all items on one line; all items equal (0.1 is no binary fraction) */
    double line[4 * 5], same[4 * 5], wide[3 * 5], V[25], v[5];
    for (size_t i = 0; i < 20; i++) {
        line[i] = (double)(i / 5) * (double)(i % 5 + 1);
        same[i] = 0.1;
    }
    memcpy(wide, line, sizeof wide);
    cr_assert(pca(line, 4, 5, 4, V, v) == SB_OK);
    check_orthonormal(V, 4, 5);
    cr_expect(fabs(v[0] - 1.25 * 55.0) <= 1e-10 && v[1] == 0.0 && v[3] == 0.0);
    cr_expect(fabs(V[4] - 5.0 / sqrt(55.0)) <= 1e-12);
    cr_assert(pca(line, 5, 4, 4, V, v) == SB_OK);
    check_orthonormal(V, 4, 4);
    cr_assert(pca(wide, 3, 5, 3, V, v) == SB_OK);
    check_orthonormal(V, 3, 5);
    cr_assert(pca(same, 4, 5, 4, V, v) == SB_OK);
    check_orthonormal(V, 4, 5);
    cr_expect(v[0] == 0.0 && v[3] == 0.0);
    double many[40 * 2];
    for (size_t n = 2; n <= 40; n++) {
        for (size_t i = 0; i < 2 * n; i++)
            many[i] = 0.1; /* its mean may round to a neighbour of 0.1 */
        cr_assert(pca(many, n, 2, 1, V, v) == SB_OK);
        cr_expect(v[0] == 0.0, "n = %zu", n);
    }
    cr_assert(pca(same, 1, 5, 1, V, v) == SB_OK);
    check_orthonormal(V, 1, 5);
    cr_expect(v[0] == 0.0);
}

Test(pca, refuses_bad_input)
{
    double X[] = {1, 2, 3, 4, 5, 7}, V[9] = {-9}, v[3];
    cr_expect(pca(X, 3, 2, 0, V, v) == SB_EINVAL);
    cr_expect(pca(X, 3, 2, 3, V, v) == SB_EINVAL);
    cr_expect(pca(X, 2, 3, 3, V, v) == SB_EINVAL);
    cr_expect(pca(X, 0, 3, 1, V, v) == SB_EINVAL);
    X[4] = NAN;
    cr_expect(pca(X, 3, 2, 1, V, v) == SB_ENONFINITE);
    cr_expect(V[0] == -9);
}
