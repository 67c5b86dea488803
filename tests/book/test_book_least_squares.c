/* The pages' least squares, without LAPACK, beside the library's: OMP on either picks the
 * same features of the bird's pixel (66, 133), and both refuse the same systems. */
#include "../../chapters/04_omp/omp.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bird.h"
#include "linalg.h"
#include "stats.h"

/* A second OMP, on the pages' least squares. */
enum sb_status page_least_squares(const double *D, size_t n, const double *y, const size_t *support,
                                  size_t s, double *h, double *intercept);
size_t page_OMP(const double *D, size_t K, size_t n, const double *y, size_t k, size_t *support,
                double *h, double *intercept, double *residual);
void page_set_sigs(size_t n, size_t count, double *freqs, double *D);
void page_cardinality_sweep(const double *D, size_t K, size_t n, const double *y, const size_t *ks,
                            size_t count, size_t *support, double *h, double *residual, double *r2,
                            double *rmse);
#define SOLUTION
#define least_squares page_least_squares
#define OMP page_OMP
#define set_sigs page_set_sigs
#define cardinality_sweep page_cardinality_sweep
#include "../../grader/judge/kit/least_squares.c"
#include "../../solutions/04_omp/omp.c"
#undef least_squares
#undef OMP
#undef set_sigs
#undef cardinality_sweep

#define ATOMS 100
#define LARGEST 51

static double r2_of(const double *residual, const double *y, size_t n)
{
    double *fit = malloc(n * sizeof *fit);

    cr_assert(fit);
    for (size_t t = 0; t < n; t++)
        fit[t] = y[t] - residual[t];
    double r2 = stat_r2(y, fit, n);
    free(fit);
    return r2;
}

Test(book_least_squares, every_pursuit_matches_the_native_one)
{
    struct mat y = bird_pixel(66, 133), D;
    size_t n = y.cols, ours[ATOMS], theirs[ATOMS];
    double freqs[ATOMS], h[ATOMS], g[ATOMS], c, d, *residual = malloc(2 * n * sizeof *residual);

    cr_assert(residual && mat_alloc(&D, ATOMS, n) == SB_OK);
    set_sigs(n, ATOMS, freqs, D.data);
    for (size_t k = 1; k <= LARGEST; k++) {
        size_t picked = OMP(D.data, ATOMS, n, y.data, k, theirs, h, &c, residual);
        cr_assert(picked == k);
        cr_assert(page_OMP(D.data, ATOMS, n, y.data, k, ours, g, &d, residual + n) == k);
        cr_expect(memcmp(ours, theirs, k * sizeof *ours) == 0, "other features at k = %zu", k);
        cr_expect(fabs(d - c) <= 1e-8 * fabs(c), "intercept at k = %zu: %.17g, not %.17g", k, d, c);
        for (size_t i = 0; i < k; i++)
            cr_expect(fabs(g[i] - h[i]) <= 1e-8 * fabs(h[i]), "weight %zu at k = %zu", i, k);
        double r2 = r2_of(residual, y.data, n);
        cr_expect(fabs(r2_of(residual + n, y.data, n) - r2) <= 1e-12, "R^2 at k = %zu", k);
    }
    free(residual);
    mat_free(&y);
    mat_free(&D);
}

Test(book_least_squares, without_intercept_too)
{
    const double D[] = {1, 2, 3, 4, 1, -1, 1, -1}, y[] = {3, 1, 5, 2};
    const size_t support[] = {1, 0};
    double h[2], g[2];

    cr_assert(least_squares(D, 4, y, support, 2, h, NULL) == SB_OK);
    cr_assert(page_least_squares(D, 4, y, support, 2, g, NULL) == SB_OK);
    for (size_t i = 0; i < 2; i++)
        cr_expect(fabs(h[i] - g[i]) < 1e-13, "weight %zu: %.17g, not %.17g", i, g[i], h[i]);
}

/* Rows: two features, their sum, a constant, zeros, one with NaN. */
Test(book_least_squares, refuses_what_the_library_refuses)
{
    const double D[] = {1, 2, 4, 3, 0, 1, -1, 2, 1, 3, 3, 5, 7, 7, 7, 7, 0, 0, 0, 0, 1, NAN, 2, 3};
    const double y[] = {3, 1, 5, 2}, bad[] = {3, NAN, 5, 2};
    static const struct {
        size_t n, s, support[5];
        enum sb_status status;
    } cases[] = {
        {4, 0, {0}, SB_OK},
        {4, 2, {0, 1}, SB_OK},
        {4, 3, {0, 1, 2}, SB_ERANK},
        {4, 2, {0, 3}, SB_ERANK},
        {4, 1, {4}, SB_ERANK},
        {4, 2, {0, 5}, SB_ENONFINITE},
        {4, 5, {0, 1, 2, 3, 4}, SB_EINVAL},
        {0, 0, {0}, SB_EINVAL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double h[5] = {9, 9, 9, 9, 9}, c = 9;
        enum sb_status native = least_squares(D, cases[i].n, y, cases[i].support, cases[i].s, h,
                                              &c);
        cr_expect(native == cases[i].status, "native, case %zu", i);
        h[0] = c = 9;
        enum sb_status page = page_least_squares(D, cases[i].n, y, cases[i].support, cases[i].s, h,
                                                 &c);
        cr_expect(page == cases[i].status, "case %zu: %d", i, (int)page);
        cr_expect(page == SB_OK || (h[0] == 9 && c == 9), "case %zu wrote its outputs", i);
    }
    double h[1], c;
    cr_expect(page_least_squares(D, 4, bad, (const size_t[]){0}, 1, h, &c) == SB_ENONFINITE);
}
