/* What hard_thres has to do, one property per test. */
#include "hard_threshold.h"

#include <math.h>

#include "judge/judge.h"

REFERENCE(hard_thres);

CONTRACT(hard_thres)
{
    return POSITIVE("rows", "cols");
}

PROPERTY(hard_thres, six_pixels, "six pixels around theta = 150 come out right")
{
    const double *frame = given("frame", (double[]){0.0, 149.5, 150.0, 150.5, 200.0, 255.0}, 6);
    double *frame_HT = output("frame_HT", 6);
    calling("hard_thres(frame, rows = 2, cols = 3, theta = 150, frame_HT)");
    hard_thres(frame, 2, 3, 150.0, frame_HT);
    if (frame_HT[4] == 50.0)
        hint("A pixel at or above theta keeps its whole value; nothing is taken away from it.");
    expect_values("frame_HT", frame_HT, (double[]){0.0, 0.0, 150.0, 150.5, 200.0, 255.0}, 6, 0.0);
}

PROPERTY(hard_thres, any_frame, "random frames come out right for every theta")
{
    for (int trial = 0; trial < 50; trial++) {
        size_t rows = draw_size(1, 20), cols = draw_size(1, 20);
        double theta = draw_uniform(0.0, 250.0);
        double *values = draw_uniforms(rows * cols, 0.0, 255.0), *want = scratch(rows * cols);
        for (size_t i = 0; i < rows * cols; i += draw_size(1, 9)) /* close to theta */
            values[i] = theta + (i % 2 ? 1.0 : -1.0) * pow(10.0, draw_uniform(-12.0, 0.0));
        double unit = draw_unit(trial);
        in_unit(values, rows * cols, unit);
        theta *= unit;
        const double *frame = given("frame", values, rows * cols);
        double *frame_HT = output("frame_HT", rows * cols);
        ref_hard_thres(values, rows, cols, theta, want);
        calling("hard_thres(frame, rows = %zu, cols = %zu, theta = %.6g, frame_HT)", rows, cols,
                theta);
        hard_thres(frame, rows, cols, theta, frame_HT);
        expect_values("frame_HT", frame_HT, want, rows * cols, 0.0);
    }
}

PROPERTY(hard_thres, negative_values, "a negative theta and negative pixels are no special case")
{
    const double *frame = given("frame", (double[]){-30.0, -20.0, -10.0, 5.0}, 4);
    double *frame_HT = output("frame_HT", 4);
    calling("hard_thres(frame, rows = 2, cols = 2, theta = -20, frame_HT)");
    hard_thres(frame, 2, 2, -20.0, frame_HT);
    expect_values("frame_HT", frame_HT, (double[]){0.0, -20.0, -10.0, 5.0}, 4, 0.0);
    for (int trial = 0; trial < 20; trial++) {
        size_t rows = draw_size(1, 12), cols = draw_size(2, 12), n = rows * cols;
        double theta = draw_uniform(-400.0, 300.0);
        double *values = draw_uniforms(n, -500.0, 500.0), *want = scratch(n);
        values[draw_size(0, n - 1)] = theta;
        frame = given("frame", values, n);
        frame_HT = output("frame_HT", n);
        ref_hard_thres(values, rows, cols, theta, want);
        calling("hard_thres(frame, rows = %zu, cols = %zu, theta = %.6g, frame_HT)", rows, cols,
                theta);
        hard_thres(frame, rows, cols, theta, frame_HT);
        expect_values("frame_HT", frame_HT, want, n, 0.0);
    }
}
