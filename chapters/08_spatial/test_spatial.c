/* What the functions of chapter 8 have to do, one property per test. */
#include "spatial.h"

#include <math.h>

#include "judge/judge.h"

REFERENCE(diff_x);
REFERENCE(diff_y);
REFERENCE(diff_box_spatial);
REFERENCE(diff_box_values_x);
REFERENCE(diff_box_values_y);

CONTRACT(diff_x)
{
    return POSITIVE("rows", "cols");
}

CONTRACT(diff_y)
{
    return POSITIVE("rows", "cols");
}

CONTRACT(diff_box_values_x)
{
    return POSITIVE("rows", "cols") &&
           contract_sizes(call, "windows", 1, contract_size(call, "cols") - 1);
}

CONTRACT(diff_box_values_y)
{
    return POSITIVE("rows", "cols") &&
           contract_sizes(call, "windows", 1, contract_size(call, "rows") - 1);
}

PROPERTY(diff_xy, two_by_three, "a picture of 2 x 3 pixels has the right differences in x and y")
{
    const double *img = given("img", (double[]){1.0, 4.0, 9.0, 2.0, 2.0, 0.0}, 6);
    double *dx = output("dx", 4), *dy = output("dy", 3);
    calling("diff_x(img, rows = 2, cols = 3, dx)");
    hint("dx is the right neighbour minus the pixel, and has 2 x 2 elements.");
    diff_x(img, 2, 3, dx);
    expect_values("dx", dx, (double[]){3.0, 5.0, 0.0, -2.0}, 4, 0.0);
    calling("diff_y(img, rows = 2, cols = 3, dy)");
    hint("dy is the pixel below minus the pixel, and has 1 x 3 elements.");
    diff_y(img, 2, 3, dy);
    expect_values("dy", dy, (double[]){1.0, -2.0, -9.0}, 3, 0.0);
}

PROPERTY(diff_xy, any_picture, "random pictures of any shape come out right, with their signs")
{
    for (int trial = 0; trial < 30; trial++) {
        size_t rows = draw_size(2, 15), cols = draw_size(2, 15);
        double *values = draw_uniforms(rows * cols, -255.0, 255.0), *want = scratch(rows * cols);
        in_unit(values, rows * cols, draw_unit(trial));
        const double *img = given("img", values, rows * cols);
        double *dx = output("dx", rows * (cols - 1)), *dy = output("dy", (rows - 1) * cols);
        calling("diff_x(img, rows = %zu, cols = %zu, dx)", rows, cols);
        diff_x(img, rows, cols, dx);
        ref_diff_x(values, rows, cols, want);
        expect_values("dx", dx, want, rows * (cols - 1), 1e-15);
        calling("diff_y(img, rows = %zu, cols = %zu, dy)", rows, cols);
        diff_y(img, rows, cols, dy);
        ref_diff_y(values, rows, cols, want);
        expect_values("dy", dy, want, (rows - 1) * cols, 1e-15);
    }
}

PROPERTY(diff_xy, one_line, "a picture of one row or one column has no neighbours that way")
{
    const double *img = given("img", (double[]){3.0, 1.0, 4.0}, 3);
    double *none = output("the output", 0), *some = output("the output", 2);
    const double want[] = {-2.0, 3.0};
    calling("diff_y(img, rows = 1, cols = 3, dy)");
    diff_y(img, 1, 3, none);
    calling("diff_x(img, rows = 3, cols = 1, dx)");
    diff_x(img, 3, 1, none);
    calling("diff_x(img, rows = 1, cols = 3, dx)");
    diff_x(img, 1, 3, some);
    expect_values("dx", some, want, 2, 0.0);
    some = output("the output", 2);
    calling("diff_y(img, rows = 3, cols = 1, dy)");
    diff_y(img, 3, 1, some);
    expect_values("dy", some, want, 2, 0.0);
}

static void expect_done(int status)
{
    expect_that(status == 0, "0 is returned", "%d is returned", status);
}

PROPERTY(diff_box_spatial, taps_of_two, "the taps for window 2 and pad_size 1 come out right")
{
    const double *data = given("data", (double[]){0.0, 0.0, 0.0}, 3);
    double *out = output("out", 3), *taps = output("taps", 7);
    const double one = 1.0 / sqrt(5.0);
    calling("diff_box_spatial(data, n = 3, window = 2, pad_size = 1, out, taps)");
    expect_done(diff_box_spatial(data, 3, 2, 1, out, taps));
    if (taps[0] != 0.0 || taps[6] != 0.0)
        hint("The first pad_size taps and the last are 0.");
    else
        hint("The norm is taken of 0, -1, -1, +1, -1, -1, 0: it is sqrt(5). "
             "After the division the middle tap becomes as large as the four others together.");
    expect_values("taps", taps, (double[]){0.0, -one, -one, 4.0 * one, -one, -one, 0.0}, 7, 1e-14);
}

PROPERTY(diff_box_spatial, five_samples, "five samples filtered with window 1 come out right")
{
    const double *data = given("data", (double[]){1.0, 2.0, 4.0, 8.0, 16.0}, 5);
    double *out = output("out", 5), *taps = output("taps", 3);
    const double one = 1.0 / sqrt(3.0);
    /* Convolution: -1, 2 - 2, -1 + 4 - 4, -2 + 8 - 8, -4 + 16 - 16; then out_0 = out_1. */
    const double want[] = {0.0, 0.0, -one, -2.0 * one, -4.0 * one};
    calling("diff_box_spatial(data, n = 5, window = 1, pad_size = 0, out, taps)");
    expect_done(diff_box_spatial(data, 5, 1, 0, out, taps));
    if (fabs(taps[0] + one) + fabs(taps[1] - 2.0 * one) + fabs(taps[2] + one) < 1e-9)
        hint("out_i = sum_j taps_j data_(i-j), where data before its start is 0; "
             "at the end out_0 is replaced by out_1.");
    else
        hint("out is made with the taps, which are (-1, 2, -1) / sqrt(3) for window 1, and not "
             "yet.");
    expect_values("out", out, want, 5, 1e-14);
}

PROPERTY(diff_box_spatial, any_signal, "random signals come out right for every window and padding")
{
    for (int trial = 0; trial < 30; trial++) {
        size_t n = draw_size(2, 120), pad_size = draw_size(0, 6);
        size_t window = trial % 5 == 0 ? n - 1 : draw_size(1, n - 1);
        size_t count = 2 * pad_size + 2 * window + 1;
        double *values = draw_uniforms(n, trial % 4 < 2 ? -255.0 : 0.0, 255.0);
        double unit = draw_unit(trial);
        in_unit(values, n, unit);
        double *want = scratch(n), *want_taps = scratch(count);
        const double *data = given("data", values, n);
        double *out = output("out", n), *taps = output("taps", count);
        ref_diff_box_spatial(values, n, window, pad_size, want, want_taps);
        calling("diff_box_spatial(data, n = %zu, window = %zu, pad_size = %zu, out, taps)", n,
                window, pad_size);
        expect_done(diff_box_spatial(data, n, window, pad_size, out, taps));
        expect_values("taps", taps, want_taps, count, 1e-13);
        hint("out is the convolution with the taps; then its first `window` values are replaced.");
        /* The limit is set by what is added up, not by the little that may be left of it. */
        expect_near("out", out, want, n, 1e-13 * unit * 255.0 * (double)count);
    }
}

PROPERTY(diff_box_spatial, constant_signal, "where the taps see only one grey value, out is 0")
{
    double *values = scratch(60);
    for (size_t i = 0; i < 60; i++)
        values[i] = 200.0;
    const double *data = given("data", values, 60);
    double *out = output("out", 60), *taps = output("taps", 29);
    calling("diff_box_spatial(data, n = 60, window = 10, pad_size = 4, out, taps)");
    expect_done(diff_box_spatial(data, 60, 10, 4, out, taps));
    double sum = 0.0;
    for (size_t j = 0; j < 29; j++)
        sum += taps[j];
    if (!(fabs(sum) <= 1e-9))
        hint("The taps have to sum to 0; these sum to %.6g.", sum);
    for (size_t i = 24; i < 60; i++) /* from here on every tap that is not 0 falls on data */
        expect_that(fabs(out[i]) <= 1e-10, "0 from out[24] on", "out[%zu] = %.12g", i, out[i]);
}

PROPERTY(diff_box_spatial, bad_window, "a window of 0, or as long as the data, gives -1")
{
    const size_t windows[] = {0, 4, 9};
    for (size_t i = 0; i < 3; i++) {
        size_t window = windows[i], count = 2 * window + 3;
        const double *data = given("data", (double[]){1.0, 2.0, 3.0, 4.0}, 4);
        double *out = output("out", 4), *taps = output("taps", count);
        calling("diff_box_spatial(data, n = 4, window = %zu, pad_size = 1, out, taps)", window);
        int status = diff_box_spatial(data, 4, window, 1, out, taps);
        expect_that(status == -1, "-1 is returned", "%d is returned", status);
        expect_untouched("out", out, 0, 4);
        expect_untouched("taps", taps, 0, count);
    }
    for (int trial = 0; trial < 20; trial++) {
        size_t n = trial < 2 ? 0 : draw_size(0, 6);
        size_t window = trial % 4 == 3 ? 0 : n + draw_size(0, 2);
        size_t pad_size = draw_size(0, 3), count = 2 * pad_size + 2 * window + 1;
        const double *data = given("data", scratch(n), n);
        double *out = output("out", n), *taps = output("taps", count);
        calling("diff_box_spatial(data, n = %zu, window = %zu, pad_size = %zu, out, taps)", n,
                window, pad_size);
        hint("n may be 0, and n - 1 is a huge number then: compare n with window as they are");
        int status = diff_box_spatial(data, n, window, pad_size, out, taps);
        expect_that(status == -1, "-1 is returned", "%d is returned", status);
        expect_untouched("out", out, 0, n);
        expect_untouched("taps", taps, 0, count);
    }
}

/* A picture, its windows, and room for either function of E8.3. */
struct filtering {
    size_t rows, cols, count, length;
    double unit, *values, *want;
    const double *img;
    const size_t *windows;
    double *line, *taps, *out;
};

static struct filtering filtering_drawn(bool along_x, int trial)
{
    struct filtering f = {.rows = draw_size(along_x ? 1 : 2, 25),
                          .cols = draw_size(along_x ? 2 : 1, 25),
                          .count = trial < 2 ? 12 : draw_size(1, 4)};
    size_t windows[12], largest = 0, filtered = along_x ? f.cols : f.rows;
    for (size_t i = 0; i < f.count; i++) {
        windows[i] = draw_size(0, 4) == 0 ? filtered - 1 : draw_size(1, filtered - 1);
        largest = windows[i] > largest ? windows[i] : largest;
    }
    f.length = f.count * f.rows * f.cols;
    f.unit = draw_unit(trial);
    f.values = in_unit(draw_uniforms(f.rows * f.cols, 0.0, 255.0), f.rows * f.cols, f.unit);
    f.want = scratch(f.length);
    f.img = given("img", f.values, f.rows * f.cols);
    f.windows = given_sizes("windows", windows, f.count);
    f.line = output("line", f.rows + f.cols);
    f.taps = output("taps", 2 * 4 + 2 * largest + 1);
    f.out = output("out", f.length);
    return f;
}

static void expect_filtered(struct filtering f)
{
    expect_near("out", f.out, f.want, f.length, 1e-9 * f.unit);
}

PROPERTY(diff_box_values, along_x, "each row is filtered, with each window in its turn")
{
    for (int trial = 0; trial < 10; trial++) {
        struct filtering f = filtering_drawn(true, trial);
        double *taps = scratch(200);
        calling("diff_box_values_x(img, rows = %zu, cols = %zu, windows, count = %zu, line, "
                "taps, out)",
                f.rows, f.cols, f.count);
        diff_box_values_x(f.img, f.rows, f.cols, f.windows, f.count, f.line, f.taps, f.out);
        ref_diff_box_values_x(f.values, f.rows, f.cols, f.windows, f.count, scratch(50), taps,
                              f.want);
        expect_filtered(f);
    }
}

PROPERTY(diff_box_values, along_y, "each column is filtered and stored as a row")
{
    for (int trial = 0; trial < 10; trial++) {
        struct filtering f = filtering_drawn(false, trial);
        double *taps = scratch(200);
        calling("diff_box_values_y(img, rows = %zu, cols = %zu, windows, count = %zu, line, "
                "taps, out)",
                f.rows, f.cols, f.count);
        diff_box_values_y(f.img, f.rows, f.cols, f.windows, f.count, f.line, f.taps, f.out);
        ref_diff_box_values_y(f.values, f.rows, f.cols, f.windows, f.count, scratch(50), taps,
                              f.want);
        expect_filtered(f);
    }
}

PROPERTY(diff_box_values, no_windows, "without a window nothing is written")
{
    const double *img = given("img", (double[]){1.0, 2.0, 3.0, 4.0}, 4);
    const size_t *windows = given_sizes("windows", NULL, 0);
    double *line = output("line", 4), *taps = output("taps", 9), *out = output("out", 0);
    calling("diff_box_values_x(img, rows = 2, cols = 2, windows, count = 0, line, taps, out)");
    diff_box_values_x(img, 2, 2, windows, 0, line, taps, out);
    calling("diff_box_values_y(img, rows = 2, cols = 2, windows, count = 0, line, taps, out)");
    diff_box_values_y(img, 2, 2, windows, 0, line, taps, out);
}
