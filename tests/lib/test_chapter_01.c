/* Chapter 1: the measures agree with the library's and SciPy's, and behave as the text says. */
#include "measuring.h"

#include <criterion/criterion.h>
#include <math.h>

#include "bird.h"
#include "random.h"
#include "reference/reference.h"
#include "stats.h"

static const char *const names[] = {"normal", "offset", "heavy", "one",
                                    "two",    "ties",   "tiny",  "huge"};

Test(chapter_01, measures_agree_with_numpy_and_scipy)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char label[64];
        snprintf(label, sizeof label, "%s_moments", names[i]);
        struct mat x = reference("stats.txt", names[i]), want = reference("stats.txt", label);
        double l1 = l1_norm(x.data, x.cols), k = kurtosis(x.data, x.cols);
        cr_expect(l0_norm(x.data, x.cols) == (size_t)want.data[0], "%s", names[i]);
        cr_expect(reference_error(&l1, &want.data[1], 1) <= 1e-12, "%s: l1 %.17g", names[i], l1);
        /* Fourth powers of `tiny` and `huge` leave the range of a double. */
        if (strcmp(names[i], "tiny") != 0 && strcmp(names[i], "huge") != 0)
            cr_expect(reference_error(&k, &want.data[4], 1) <= 1e-12,
                      "%s: kurtosis %.17g, not %.17g", names[i], k, want.data[4]);
        mat_free(&x);
        mat_free(&want);
    }
}

Test(chapter_01, scipys_default_is_the_excess_kurtosis)
{
    struct mat sig = bird_pixel(57, 6);
    double excess = kurtosis(sig.data, sig.cols) - 3.0;
    double want = reference_value("pixel_57_6.txt", "kurtosis_sig");
    cr_expect(reference_error(&excess, &want, 1) <= 1e-12);
    double pearson = stat_kurtosis(sig.data, sig.cols);
    cr_expect(fabs(stat_excess_kurtosis(sig.data, sig.cols) + 3.0 - pearson) <= 1e-12 * pearson);
    mat_free(&sig);
}

Test(chapter_01, l0_is_not_a_norm_but_l1_is)
{
    double x[] = {0.0, -2.0, 0.5, 0.0, 4.0}, doubled[5];
    for (size_t j = 0; j < 5; j++)
        doubled[j] = 2.0 * x[j];
    cr_expect(l0_norm(doubled, 5) == l0_norm(x, 5), "twice a signal has as many non-zeros");
    cr_expect(l1_norm(doubled, 5) == 2.0 * l1_norm(x, 5));
}

Test(chapter_01, the_kurtosis_of_normal_numbers_is_near_three)
{
    enum { N = 100000 };
    static double x[N];
    uint64_t seed = 1;
    for (size_t j = 0; j < N; j++)
        x[j] = random_normal(&seed);
    double k = kurtosis(x, N);
    cr_expect(fabs(k - 3.0) < 0.1, "%g", k); /* its standard error is sqrt(24 / n) = 0.015 */
}

/* A unit that is on a fraction p of the time: 1 / (p (1 - p)) - 3. */
Test(chapter_01, the_rarer_a_unit_is_on_the_larger_its_kurtosis)
{
    double x[100] = {0.0}, before = INFINITY;
    for (size_t on = 1; on <= 50; on++) {
        x[on - 1] = 7.0;
        double p = (double)on / 100.0, want = 1.0 / (p * (1.0 - p)) - 3.0;
        double k = kurtosis(x, 100);
        cr_expect(reference_error(&k, &want, 1) <= 1e-12, "%zu of 100: %g, not %g", on, k, want);
        cr_expect(k < before, "%zu of 100: %g after %g", on, k, before);
        before = k;
    }
    cr_expect(fabs(before - 1.0) <= 1e-12, "no kurtosis is smaller than 1: %g", before);
}

/* 0.1 ten times: the mean, rounded, is not 0.1, and sigma would not be 0. */
Test(chapter_01, a_constant_signal_has_no_kurtosis)
{
    double x[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    for (size_t n = 0; n <= 10; n++)
        cr_expect(isnan(kurtosis(x, n)), "n = %zu", n);
}
