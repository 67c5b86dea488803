/* What the differences in time have to do, one property per test. */
#include "temporal.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "judge/judge.h"

REFERENCE(temporal_diff);
REFERENCE(taus);
REFERENCE(taus_list);

CONTRACT(taus)
{
    return contract_size(call, "first") <= contract_size(call, "last");
}

CONTRACT(taus_list)
{
    return contract_sizes(call, "tau", 1, SIZE_MAX);
}

PROPERTY(temporal_diff, five_frames, "five frames have the right four changes")
{
    const double *sig = given("sig", (double[]){10.0, 10.0, 13.5, 8.0, 9.0}, 5);
    double *diff = output("diff", 4);
    calling("temporal_diff(sig, n = 5, diff)");
    temporal_diff(sig, 5, diff);
    expect_values("diff", diff, (double[]){0.0, 3.5, 5.5, 1.0}, 4, 0.0);
}

PROPERTY(temporal_diff, any_signal, "random values, negative ones too, come out right")
{
    for (int trial = 0; trial < 50; trial++) {
        size_t n = draw_size(2, 300);
        double *values = draw_uniforms(n, trial % 4 < 2 ? -255.0 : 0.0, 255.0), *want = scratch(n);
        in_unit(values, n, draw_unit(trial));
        const double *sig = given("sig", values, n);
        double *diff = output("diff", n - 1);
        ref_temporal_diff(values, n, want);
        calling("temporal_diff(sig, n = %zu, diff)", n);
        temporal_diff(sig, n, diff);
        expect_values("diff", diff, want, n - 1, 1e-15);
    }
}

PROPERTY(temporal_diff, short_signals, "two frames have one change, one frame or none has none")
{
    const double *two = given("sig", (double[]){4.0, 1.0}, 2);
    double *diff = output("diff", 1);
    calling("temporal_diff(sig, n = 2, diff)");
    temporal_diff(two, 2, diff);
    expect_values("diff", diff, (double[]){3.0}, 1, 0.0);

    const double *one = given("sig", (double[]){4.0}, 1);
    double *no_room = output("diff", 0);
    calling("temporal_diff(sig, n = 1, diff)");
    temporal_diff(one, 1, no_room);

    const double *none = given("sig", NULL, 0);
    calling("temporal_diff(sig, n = 0, diff)");
    hint("n is a size_t: n - 1 is a huge number when n is 0.");
    temporal_diff(none, 0, no_room);
}

PROPERTY(taus, the_ten_lags, "ten lags from 1 to 91 are 1, 11, 21, .., 91")
{
    const size_t want[] = {1, 11, 21, 31, 41, 51, 61, 71, 81, 91};
    size_t *tau = output_sizes("tau", 10);
    calling("taus(count = 10, first = 1, last = 91, tau)");
    taus(10, 1, 91, tau);
    expect_sizes("tau", tau, want, 10);
}

PROPERTY(taus, any_even_step, "any first lag, any count and any whole step come out right")
{
    for (int trial = 0; trial < 50; trial++) {
        size_t count = draw_size(2, 40), first = draw_size(0, 20), step = draw_size(0, 15);
        size_t last = first + (count - 1) * step;
        size_t *want = (size_t *)(void *)scratch(count);
        size_t *tau = output_sizes("tau", count);
        ref_taus(count, first, last, want);
        calling("taus(count = %zu, first = %zu, last = %zu, tau)", count, first, last);
        taus(count, first, last, tau);
        expect_sizes("tau", tau, want, count);
    }
}

PROPERTY(taus, rounds_down, "what falls between two integers is rounded down, exactly")
{
    size_t *tau = output_sizes("tau", 5);
    calling("taus(count = 5, first = 2, last = 9, tau)");
    hint("The lags before rounding are 2, 3.75, 5.5, 7.25 and 9.");
    taus(5, 2, 9, tau);
    expect_sizes("tau", tau, (size_t[]){2, 3, 5, 7, 9}, 5);

    size_t want[50] = {[49] = 1};
    tau = output_sizes("tau", 50);
    calling("taus(count = 50, first = 0, last = 1, tau)");
    taus(50, 0, 1, tau);
    if (tau[48] == 0 && tau[49] == 0)
        hint("49 * (1.0 / 49) is a little less than 1: multiply first, then divide.");
    expect_sizes("tau", tau, want, 50);

    for (int trial = 0; trial < 100; trial++) {
        size_t lags[60], count = draw_size(2, 60), first = draw_size(0, 500);
        size_t last = first + draw_size(0, trial % 2 ? 3000 : 3000000);
        tau = output_sizes("tau", count);
        ref_taus(count, first, last, lags);
        calling("taus(count = %zu, first = %zu, last = %zu, tau)", count, first, last);
        taus(count, first, last, tau);
        expect_sizes("tau", tau, lags, count);
    }
}

PROPERTY(taus, one_or_none, "one lag is the first, no lag writes nothing, first may equal last")
{
    size_t *tau = output_sizes("tau", 1);
    calling("taus(count = 1, first = 3, last = 91, tau)");
    hint("With count = 1 there is no step: count - 1 is 0.");
    taus(1, 3, 91, tau);
    expect_sizes("tau", tau, (size_t[]){3}, 1);

    size_t *none = output_sizes("tau", 0);
    calling("taus(count = 0, first = 1, last = 91, tau)");
    taus(0, 1, 91, none);

    size_t *same = output_sizes("tau", 3);
    calling("taus(count = 3, first = 5, last = 5, tau)");
    taus(3, 5, 5, same);
    expect_sizes("tau", same, (size_t[]){5, 5, 5}, 3);
}

PROPERTY(taus_list, two_lags, "five frames and the lags 1 and 3 come out right")
{
    const double *sig = given("sig", (double[]){10.0, 10.0, 13.5, 8.0, 9.0}, 5);
    const size_t *tau = given_sizes("tau", (size_t[]){1, 3}, 2);
    double *diffs = output("diffs", 10);
    calling("taus_list(sig, n = 5, tau, count = 2, diffs)");
    taus_list(sig, 5, tau, 2, diffs);
    expect_values("diffs", diffs, (double[]){0.0, 3.5, 5.5, 1.0}, 4, 0.0);
    hint("Row 1 starts at diffs + 1 * n, that is at diffs[5].");
    expect_values("diffs + 5", diffs + 5, (double[]){2.0, 1.0}, 2, 0.0);
}

PROPERTY(taus_list, any_signal, "random values and lags, in any order, come out right")
{
    for (int trial = 0; trial < 50; trial++) {
        size_t n = draw_size(2, 200), count = draw_size(1, 8), lags[8];
        for (size_t i = 0; i < count; i++)
            lags[i] = draw_size(0, 5) == 0 ? n - 1 : draw_size(1, n - 1);
        double *values = draw_uniforms(n, trial % 4 < 2 ? -255.0 : 0.0, 255.0);
        double *want = scratch(count * n);
        in_unit(values, n, draw_unit(trial));
        const double *sig = given("sig", values, n);
        const size_t *tau = given_sizes("tau", lags, count);
        double *diffs = output("diffs", count * n);
        ref_taus_list(values, n, lags, count, want);
        calling("taus_list(sig, n = %zu, tau, count = %zu, diffs)", n, count);
        taus_list(sig, n, tau, count, diffs);
        for (size_t i = 0; i < count; i++) {
            char row[32];
            snprintf(row, sizeof row, "diffs + %zu", i * n);
            expect_values(row, diffs + i * n, want + i * n, n - lags[i], 1e-15);
        }
    }
}

PROPERTY(taus_list, rows_end, "what lies behind the n - tau values of a row stays as it was")
{
    const double *sig = given("sig", (double[]){5.0, 3.0, 8.0, 8.0}, 4);
    const size_t *tau = given_sizes("tau", (size_t[]){2, 3, 1}, 3);
    double *diffs = output("diffs", 12);
    calling("taus_list(sig, n = 4, tau, count = 3, diffs)");
    taus_list(sig, 4, tau, 3, diffs);
    expect_untouched("diffs", diffs, 2, 4);
    expect_untouched("diffs", diffs, 5, 8);
    expect_untouched("diffs", diffs, 11, 12);
    expect_values("diffs + 8", diffs + 8, (double[]){2.0, 5.0, 0.0}, 3, 0.0);

    for (int trial = 0; trial < 20; trial++) {
        size_t n = draw_size(2, 40), count = draw_size(1, 5), lags[5];
        for (size_t i = 0; i < count; i++)
            lags[i] = draw_size(1, n - 1);
        sig = given("sig", draw_normals(n), n);
        tau = given_sizes("tau", lags, count);
        diffs = output("diffs", count * n);
        calling("taus_list(sig, n = %zu, tau, count = %zu, diffs)", n, count);
        taus_list(sig, n, tau, count, diffs);
        for (size_t i = 0; i < count; i++) {
            expect_untouched("diffs", diffs, i * n + n - lags[i], (i + 1) * n);
            char row[32];
            snprintf(row, sizeof row, "diffs + %zu", i * n);
            expect_values(row, diffs + i * n, (double[]){fabs(sig[lags[i]] - sig[0])}, 1, 1e-15);
        }
    }
}

PROPERTY(taus_list, long_lags, "a lag as long as the signal, or longer, leaves its row alone")
{
    const double *sig = given("sig", (double[]){5.0, 3.0, 9.0}, 3);
    const size_t *tau = given_sizes("tau", (size_t[]){3, 91, 2}, 3);
    double *diffs = output("diffs", 9);
    calling("taus_list(sig, n = 3, tau, count = 3, diffs)");
    hint("n and tau have no sign: n - tau is a huge number when tau is larger than n.");
    taus_list(sig, 3, tau, 3, diffs);
    hint("Rows 0 and 1 stay as they were; row 2 has one change, at diffs[6].");
    expect_untouched("diffs", diffs, 0, 6);
    expect_values("diffs + 6", diffs + 6, (double[]){4.0}, 1, 0.0);
    expect_untouched("diffs", diffs, 7, 9);

    double *no_room = output("diffs", 0);
    calling("taus_list(sig, n = 3, tau, count = 0, diffs)");
    taus_list(sig, 3, tau, 0, no_room);
}
