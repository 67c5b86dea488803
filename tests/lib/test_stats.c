/* Statistics: NumPy's and SciPy's values, and the edges of each contract. */
#include "stats.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "load/load.h"
#include "random.h"
#include "reference/reference.h"

#define FILE_NAME "stats.txt"

static const char *const names[] = {"normal", "offset", "heavy", "one",
                                    "two",    "ties",   "tiny",  "huge"};
#define NAMES (sizeof names / sizeof *names)

/* The block "name_what" of the statistics file. */
static struct mat block(const char *name, const char *what)
{
    char label[64];

    snprintf(label, sizeof label, "%s_%s", name, what);
    return reference(FILE_NAME, label);
}

Test(stats, moments_are_numpys_and_scipys)
{
    for (size_t i = 0; i < NAMES; i++) {
        struct mat x = reference(FILE_NAME, names[i]), want = block(names[i], "moments");
        double got[] = {(double)stat_l0(x.data, x.cols), stat_l1(x.data, x.cols),
                        stat_mean(x.data, x.cols), stat_excess_kurtosis(x.data, x.cols),
                        stat_kurtosis(x.data, x.cols)};
        for (size_t j = 0; j < 5; j++)
            cr_expect(reference_error(got + j, want.data + j, 1) <= 1e-12,
                      "%s, moment %zu: %.17g, expected %.17g", names[i], j, got[j], want.data[j]);
        mat_free(&x);
        mat_free(&want);
    }
}

static void check_percentiles(const char *name, const struct mat *x, const struct mat *table)
{
    enum { MOST = 64 };
    double q[MOST], all[MOST];
    cr_assert(table->rows > 1 && table->rows <= MOST);
    for (size_t i = 0; i < table->rows; i++)
        q[i] = mat_row(table, i)[0];
    cr_assert(stat_percentiles(x->data, x->cols, q, table->rows, all) == SB_OK);
    for (size_t i = 0; i < table->rows; i++) {
        double want = mat_row(table, i)[1], got = NAN;
        cr_expect(stat_percentile(x->data, x->cols, q[i], &got) == SB_OK);
        cr_expect(got == want, "%s, %g %%: %.17g, expected %.17g", name, q[i], got, want);
        cr_expect(all[i] == want, "%s, %g %% of many: %.17g", name, q[i], all[i]);
    }
}

Test(stats, percentiles_are_numpys_to_the_last_bit)
{
    for (size_t i = 0; i < NAMES; i++) {
        struct mat x = reference(FILE_NAME, names[i]), table = block(names[i], "percentiles");
        check_percentiles(names[i], &x, &table);
        mat_free(&x);
        mat_free(&table);
    }
    struct mat sig = reference("pixel_66_133.txt", "sig");
    struct mat table = reference("pixel_66_133.txt", "percentiles");
    check_percentiles("pixel", &sig, &table);
    mat_free(&sig);
    mat_free(&table);
}

static bool near(double got, double want)
{
    return fabs(got - want) <= 1e-13 * fabs(want);
}

/* Expected values in rational arithmetic. */
Test(stats, moments_hold_at_both_ends_of_the_range)
{
    const double far[] = {1.7e308, 1.6e308, 1.5e308, 1.79e308};
    const double both[] = {-1.7e308, 1.7e308, 1.7e308};
    const double least[] = {0x1p-1074, 0, 0};
    cr_expect(near(stat_mean(far, 4), 1.6475e308), "mean %g", stat_mean(far, 4));
    cr_expect(near(stat_kurtosis(far, 4), 1.62155817952449), "%.15g", stat_kurtosis(far, 4));
    cr_expect(near(stat_mean(both, 3), 1.7e308 / 3), "mean %g", stat_mean(both, 3));
    cr_expect(near(stat_kurtosis(both, 3), 1.5), "%.15g", stat_kurtosis(both, 3));
    cr_expect(near(stat_kurtosis(least, 3), 1.5), "%.15g", stat_kurtosis(least, 3));
    cr_expect(near(stat_r2(both, (const double[]){1.7e308, 1.7e308, 1.7e308}, 3), -0.5));
    const double other[16] = {-1.7e308}, one[16] = {1.7e308};
    cr_expect(near(stat_rmse(one, other, 16), 0.85e308), "%g", stat_rmse(one, other, 16));
    double y[] = {3e200, 1e200, 0}, yhat[] = {3e200, 1e200, 3e200};
    cr_expect(near(stat_rmse(y, yhat, 3), sqrt(3) * 1e200), "%g", stat_rmse(y, yhat, 3));
    cr_expect(near(stat_r2(y, yhat, 3), 1 - 27.0 / 14), "%g", stat_r2(y, yhat, 3));
    for (size_t i = 0; i < 3; i++) {
        y[i] = y[i] / 1e200 * 0x1p-700;
        yhat[i] = yhat[i] / 1e200 * 0x1p-700;
    }
    cr_expect(near(stat_rmse(y, yhat, 3), sqrt(3) * 0x1p-700), "%g", stat_rmse(y, yhat, 3));
    cr_expect(near(stat_r2(y, yhat, 3), 1 - 27.0 / 14), "%g", stat_r2(y, yhat, 3));
}

/* Each value plus 1e12 is a double, so that nothing changes but the mean. */
Test(stats, moments_ignore_an_offset)
{
    enum { N = 1000 };
    double x[N], shifted[N], yhat[N], yhat_shifted[N];
    uint64_t seed = 3;
    for (size_t i = 0; i < N; i++) {
        x[i] = floor(random_normal(&seed) * 1024) / 1024;
        yhat[i] = x[i] + floor(random_normal(&seed) * 1024) / 2048;
        shifted[i] = x[i] + 1e12;
        yhat_shifted[i] = yhat[i] + 1e12;
    }
    cr_expect(near(stat_kurtosis(shifted, N), stat_kurtosis(x, N)), "%.15g, not %.15g",
              stat_kurtosis(shifted, N), stat_kurtosis(x, N));
    cr_expect(near(stat_r2(shifted, yhat_shifted, N), stat_r2(x, yhat, N)));
    cr_expect(near(stat_rmse(shifted, yhat_shifted, N), stat_rmse(x, yhat, N)));
}

Test(stats, percentiles_between_the_ends_of_the_range)
{
    const double x[] = {-1.7e308, 1.7e308}, q[] = {0, 25, 50, 75, 100};
    const double want[] = {-1.7e308, -0.85e308, 0, 0.85e308, 1.7e308};
    double got[5];
    cr_assert(stat_percentiles(x, 2, q, 5, got) == SB_OK);
    for (size_t i = 0; i < 5; i++)
        cr_expect(near(got[i], want[i]), "%g %%: %g, not %g", q[i], got[i], want[i]);
}

Test(stats, edges_around_one_value_differ_however_large_it_is)
{
    const double at[] = {0, 1, -1e17, 1e17, 1e300};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        double edges[65];
        cr_assert(stat_bin_edges(at[i], at[i], 64, edges) == SB_OK);
        for (size_t j = 0; j < 64; j++)
            cr_expect(edges[j] < edges[j + 1], "%g, edge %zu: %.17g", at[i], j, edges[j]);
        cr_expect(edges[0] < at[i] && at[i] < edges[64]);
    }
    double edges[3];
    cr_assert(stat_bin_edges(1, 1, 2, edges) == SB_OK);
    cr_expect(edges[0] == 0.5 && edges[1] == 1 && edges[2] == 1.5);
}

Test(stats, percentile_leaves_its_input_and_checks_its_parameters)
{
    double x[] = {3.0, 1.0, 2.0}, value = -1.0;
    cr_assert(stat_percentile(x, 3, 50.0, &value) == SB_OK && value == 2.0);
    cr_assert(x[0] == 3.0 && x[1] == 1.0 && x[2] == 2.0);
    value = -1.0;
    cr_assert(stat_percentile(x, 0, 50.0, &value) == SB_EINVAL);
    cr_assert(stat_percentile(x, 3, -0.001, &value) == SB_EINVAL);
    cr_assert(stat_percentile(x, 3, 100.001, &value) == SB_EINVAL);
    cr_assert(stat_percentile(x, 3, NAN, &value) == SB_EINVAL);
    double some[] = {-1.0, -1.0};
    cr_assert(stat_percentiles(x, 3, (const double[]){50.0, 101.0}, 2, some) == SB_EINVAL);
    cr_assert(some[0] == -1.0 && some[1] == -1.0);
    x[1] = NAN;
    cr_assert(stat_percentile(x, 3, 50.0, &value) == SB_ENONFINITE);
    x[1] = -INFINITY;
    cr_assert(stat_percentile(x, 3, 50.0, &value) == SB_ENONFINITE);
    cr_assert(value == -1.0);
}

/* Counts of x in the given edges are those expected. */
static void check_counts(const char *name, const struct mat *x, const double *edges,
                         const double *want, size_t bins)
{
    size_t *counts = calloc(bins, sizeof *counts);

    cr_assert(counts && stat_histogram(x->data, x->cols, edges, bins, counts) == SB_OK);
    for (size_t i = 0; i < bins; i++)
        cr_expect((double)counts[i] == want[i], "%s, bin %zu: %zu, expected %g", name, i, counts[i],
                  want[i]);
    free(counts);
}

/* As numpy.histogram(x, bins) does: edges from the least to the largest value. */
static void check_own_bins(const char *name, const struct mat *x, const struct mat *want)
{
    double lo = x->data[0], hi = x->data[0], edges[101];

    for (size_t j = 0; j < x->cols; j++) {
        lo = fmin(lo, x->data[j]);
        hi = fmax(hi, x->data[j]);
    }
    cr_assert(stat_bin_edges(lo, hi, want->cols, edges) == SB_OK);
    check_counts(name, x, edges, want->data, want->cols);
}

Test(stats, histograms_are_numpys)
{
    for (size_t i = 0; i < NAMES; i++) {
        struct mat x = reference(FILE_NAME, names[i]), edges = block(names[i], "edges");
        struct mat counts = block(names[i], "counts");
        check_counts(names[i], &x, edges.data, counts.data, counts.cols);
        check_own_bins(names[i], &x, &counts);
        mat_free(&x);
        mat_free(&edges);
        mat_free(&counts);
    }
}

Test(stats, uneven_bins_and_values_outside)
{
    struct mat x = reference(FILE_NAME, "normal"), edges = reference(FILE_NAME, "uneven_edges");
    struct mat want = reference(FILE_NAME, "uneven_counts");
    check_counts("uneven", &x, edges.data, want.data, want.cols);
    mat_free(&x);
    mat_free(&edges);
    mat_free(&want);
}

Test(stats, the_birds_histograms_and_kurtosis_are_the_tutorials)
{
    const char *const files[] = {"pixel_57_6.txt", "pixel_66_133.txt"};
    const char *const signals[] = {"sig", "relu_150", "temporal_diff"};
    char label[64];

    for (size_t f = 0; f < 2; f++) {
        for (size_t i = 0; i < 3; i++) {
            struct mat x = reference(files[f], signals[i]);
            snprintf(label, sizeof label, "hist_%s", signals[i]);
            struct mat want = reference(files[f], label);
            check_own_bins(label, &x, &want);
            mat_free(&x);
            mat_free(&want);
        }
        struct mat sig = reference(files[f], "sig");
        double got = stat_excess_kurtosis(sig.data, sig.cols);
        double want = reference_value(files[f], "kurtosis_sig");
        cr_expect(reference_error(&got, &want, 1) <= 1e-12);
        mat_free(&sig);
    }
}

Test(stats, the_reference_signals_are_the_birds_pixels)
{
    struct mat a = reference("pixel_57_6.txt", "sig"), b = reference("pixel_66_133.txt", "sig");
    struct array bird;
    struct sb_error err = {""};
    cr_assert(load_npy("data/bird.npy", &bird, &err) == SB_OK, "%s", err.text);
    cr_assert(bird.ndim == 3 && bird.shape[0] == a.cols && bird.shape[0] == b.cols);
    for (size_t t = 0; t < a.cols; t++) {
        const double *frame = bird.data + t * bird.shape[1] * bird.shape[2];
        cr_assert(frame[57 * bird.shape[2] + 6] == a.data[t], "frame %zu", t);
        cr_assert(frame[66 * bird.shape[2] + 133] == b.data[t], "frame %zu", t);
    }
    array_free(&bird);
    mat_free(&a);
    mat_free(&b);
}

Test(stats, bin_edges_are_numpys)
{
    for (size_t i = 0; i < NAMES; i++) {
        struct mat x = reference(FILE_NAME, names[i]), want = block(names[i], "edges");
        double lo = INFINITY, hi = -INFINITY, edges[8];
        for (size_t j = 0; j < x.cols; j++) {
            lo = fmin(lo, x.data[j]);
            hi = fmax(hi, x.data[j]);
        }
        cr_assert(stat_bin_edges(lo, hi, 7, edges) == SB_OK);
        for (size_t j = 0; j < 8; j++)
            cr_expect(edges[j] == want.data[j], "%s, edge %zu: %.17g, expected %.17g", names[i], j,
                      edges[j], want.data[j]);
        mat_free(&x);
        mat_free(&want);
    }
}

Test(stats, bin_edges_of_one_value_and_of_bad_limits)
{
    double edges[3] = {-9.0, -9.0, -9.0};
    cr_assert(stat_bin_edges(0.0, 1.0, 0, edges) == SB_EINVAL);
    cr_assert(stat_bin_edges(1.0, 0.0, 2, edges) == SB_EINVAL);
    cr_assert(stat_bin_edges(NAN, 1.0, 2, edges) == SB_EINVAL);
    cr_assert(stat_bin_edges(0.0, INFINITY, 2, edges) == SB_EINVAL);
    cr_assert(stat_bin_edges(INFINITY, INFINITY, 2, edges) == SB_EINVAL);
    cr_assert(stat_bin_edges(-1e308, 1e308, 2, edges) == SB_EINVAL);
    cr_assert(edges[0] == -9.0 && edges[2] == -9.0);
    cr_assert(stat_bin_edges(4.0, 4.0, 2, edges) == SB_OK);
    cr_assert(edges[0] == 3.5 && edges[1] == 4.0 && edges[2] == 4.5);
}

Test(stats, histogram_refuses_bad_input_and_leaves_the_counts)
{
    double x[] = {0.5, NAN}, edges[] = {0.0, 1.0, 2.0}, falling[] = {0.0, 2.0, 1.0};
    size_t counts[] = {7, 7};
    cr_assert(stat_histogram(x, 1, edges, 0, counts) == SB_EINVAL);
    cr_assert(stat_histogram(x, 1, falling, 2, counts) == SB_EINVAL);
    cr_assert(stat_histogram(x, 2, edges, 2, counts) == SB_ENONFINITE);
    edges[1] = NAN;
    cr_assert(stat_histogram(x, 1, edges, 2, counts) == SB_ENONFINITE);
    cr_assert(counts[0] == 7 && counts[1] == 7);
    edges[1] = 1.0;
    cr_assert(stat_histogram(x, 0, edges, 2, counts) == SB_OK);
    cr_assert(counts[0] == 0 && counts[1] == 0);
}

Test(stats, nothing_measured_is_zero_or_nan)
{
    cr_assert(stat_l0(NULL, 0) == 0 && stat_l1(NULL, 0) == 0.0);
    cr_assert(isnan(stat_mean(NULL, 0)) && isnan(stat_kurtosis(NULL, 0)));
    cr_assert(isnan(stat_excess_kurtosis(NULL, 0)));
    cr_assert(isnan(stat_rmse(NULL, NULL, 0)) && isnan(stat_r2(NULL, NULL, 0)));
}

Test(stats, a_constant_has_no_kurtosis_and_no_r2)
{
    double tenths[30], huge[30], zeros[30] = {0.0};
    for (size_t i = 0; i < 30; i++) {
        tenths[i] = 0.1; /* their mean may round to a neighbour of 0.1 */
        huge[i] = 1e300 / 3.0;
    }
    for (size_t n = 1; n <= 30; n++) {
        cr_assert(isnan(stat_kurtosis(tenths, n)), "n = %zu", n);
        cr_assert(isnan(stat_kurtosis(huge, n)), "n = %zu", n);
        cr_assert(isnan(stat_r2(tenths, zeros, n)), "n = %zu", n);
    }
    cr_assert(isnan(stat_kurtosis(zeros, 30)) && isnan(stat_r2(zeros, zeros, 30)));
}

Test(stats, nan_and_infinity_are_not_hidden)
{
    double x[] = {1.0, NAN, 0.0, 2.0}, inf[] = {1.0, INFINITY, 2.0, 3.0};
    cr_assert(stat_l0(x, 4) == 3);
    cr_assert(isnan(stat_l1(x, 4)) && isnan(stat_mean(x, 4)) && isnan(stat_kurtosis(x, 4)));
    cr_assert(isnan(stat_r2(x, inf, 4)) && isnan(stat_rmse(x, x, 4)));
    cr_assert(stat_l1(inf, 4) == INFINITY && stat_mean(inf, 4) == INFINITY);
    cr_assert(isnan(stat_kurtosis(inf, 4)));
}

Test(stats, negative_zero_is_zero)
{
    double x[] = {-0.0, 0.0, 5e-324};
    cr_assert(stat_l0(x, 3) == 1);
}

Test(stats, sums_keep_what_a_running_total_would_lose)
{
    double x[] = {1.0, 1e16, 1.0, -1e16};
    cr_assert(stat_mean(x, 4) == 0.5);
}

Test(stats, fit_quality_is_numpys)
{
    struct mat y = reference(FILE_NAME, "normal"), yhat = reference(FILE_NAME, "yhat");
    struct mat want = reference(FILE_NAME, "fit");
    double got[] = {stat_r2(y.data, yhat.data, y.cols), stat_rmse(y.data, yhat.data, y.cols)};
    for (size_t i = 0; i < 2; i++)
        cr_expect(reference_error(got + i, want.data + i, 1) <= 1e-12, "%.17g, expected %.17g",
                  got[i], want.data[i]);
    cr_expect(stat_r2(y.data, y.data, y.cols) == 1.0);
    mat_free(&y);
    mat_free(&yhat);
    mat_free(&want);
}

Test(stats, many_values_at_the_end_of_the_range_do_not_overflow_in_their_sum)
{
    enum { MANY = 400 };
    double x[MANY], y[MANY], small[MANY], small_y[MANY];
    for (size_t top = 1000; top < 1024; top++) {
        for (size_t i = 0; i < MANY; i++) {
            small[i] = i % 10 == 0 ? 1.1 : 1.5 + 0.3 * (double)(i % 3) / 2;
            small_y[i] = small[i] - (i % 7 == 0 ? 0.1 : 0);
            x[i] = ldexp(small[i], (int)top);
            y[i] = ldexp(small_y[i], (int)top);
        }
        cr_assert(stat_mean(x, MANY) == ldexp(stat_mean(small, MANY), (int)top));
        cr_assert(fabs(stat_kurtosis(x, MANY) - stat_kurtosis(small, MANY)) < 1e-12);
        cr_assert(fabs(stat_r2(x, y, MANY) - stat_r2(small, small_y, MANY)) < 1e-12);
    }
}
