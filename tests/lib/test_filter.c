/* diff_box: numpy.convolve's values on the bird, and the edges of the contract. */
#include "filter.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "reference/reference.h"

#define PAD 4

Test(filter, output_is_numpys_for_both_pixels_and_all_windows)
{
    const char *const files[] = {"pixel_57_6.txt", "pixel_66_133.txt"};
    char label[64];

    for (size_t f = 0; f < 2; f++) {
        struct mat sig = reference(files[f], "sig"), out;
        cr_assert(mat_alloc(&out, 1, sig.cols) == SB_OK);
        for (size_t window = 1; window <= 91; window += 10) {
            double *taps = calloc(diff_box_taps(window, PAD), sizeof *taps);
            snprintf(label, sizeof label, "diff_box_%zu", window);
            struct mat want = reference(files[f], label);
            cr_assert(taps && diff_box(sig.data, sig.cols, window, PAD, out.data, taps) == SB_OK);
            double error = reference_error(out.data, want.data, want.cols);
            cr_expect(error <= 1e-12, "%s %s: off by %g", files[f], label, error);
            free(taps);
            mat_free(&want);
        }
        mat_free(&sig);
        mat_free(&out);
    }
}

Test(filter, taps_are_numpys)
{
    const size_t windows[] = {1, 10, 91};
    double data[100] = {0.0}, out[100], taps[200];
    char label[64];

    for (size_t i = 0; i < 3; i++) {
        snprintf(label, sizeof label, "taps_box_%zu", windows[i]);
        struct mat want = reference("taps.txt", label);
        cr_assert(diff_box_taps(windows[i], PAD) == want.cols);
        cr_assert(diff_box(data, 100, windows[i], PAD, out, taps) == SB_OK);
        double error = reference_error(taps, want.data, want.cols);
        cr_expect(error <= 1e-12, "window %zu: off by %g", windows[i], error);
        mat_free(&want);
    }
}

/* Without padding the first outputs differ from 0 at once: their replacement shows. */
Test(filter, the_first_window_outputs_equal_the_next_one)
{
    double data[] = {5.0, 1.0, 7.0, 2.0, 9.0, 4.0}, out[6], taps[5];
    cr_assert(diff_box(data, 6, 2, 0, out, taps) == SB_OK);
    double minus = 1.0 / sqrt(3.0), at_2 = 2.0 * minus * 5.0;
    double want[] = {at_2,
                     at_2,
                     at_2,
                     minus * (2.0 - 5.0),
                     minus * (14.0 - 1.0 - 5.0),
                     minus * (4.0 - 7.0 - 1.0)};
    cr_assert(reference_error(out, want, 6) <= 1e-12);
}

Test(filter, a_constant_has_nothing_new)
{
    double data[60], out[60], taps[29];
    for (size_t t = 0; t < 60; t++)
        data[t] = 0.1;
    cr_assert(diff_box(data, 60, 10, PAD, out, taps) == SB_OK);
    for (size_t t = 24; t < 60; t++)
        cr_assert(fabs(out[t]) <= 1e-12);
}

Test(filter, a_window_longer_than_the_signal_is_refused)
{
    double data[] = {1.0, 2.0, 3.0}, out[3] = {-9.0, -9.0, -9.0}, taps[30] = {-9.0};
    cr_assert(diff_box(data, 0, 1, PAD, out, taps) == SB_EINVAL);
    cr_assert(diff_box(data, 3, 0, PAD, out, taps) == SB_EINVAL);
    cr_assert(diff_box(data, 3, 3, PAD, out, taps) == SB_EINVAL);
    cr_assert(diff_box(data, 3, 4, PAD, out, taps) == SB_EINVAL);
    data[1] = NAN;
    cr_assert(diff_box(data, 3, 2, PAD, out, taps) == SB_ENONFINITE);
    data[1] = INFINITY;
    cr_assert(diff_box(data, 3, 2, PAD, out, taps) == SB_ENONFINITE);
    cr_assert(out[0] == -9.0 && out[2] == -9.0 && taps[0] == -9.0);
    data[1] = 2.0;
    cr_assert(diff_box(data, 3, 2, PAD, out, taps) == SB_OK);
}
