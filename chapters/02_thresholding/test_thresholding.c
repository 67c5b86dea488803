/* What ReLU has to do, one property per test. */
#include "thresholding.h"

#include <math.h>

#include "judge/judge.h"

REFERENCE(ReLU);

PROPERTY(ReLU, five_samples, "five samples around theta = 150 come out right")
{
    const double *x = given("x", (double[]){0.0, 149.5, 150.0, 153.5, 255.0}, 5);
    double *thres_x = output("thres_x", 5);
    calling("ReLU(x, n = 5, theta = 150, thres_x)");
    ReLU(x, 5, 150.0, thres_x);
    expect_values("thres_x", thres_x, (double[]){0.0, 0.0, 0.0, 3.5, 105.0}, 5, 0.0);
}

PROPERTY(ReLU, any_signal, "random grey values come out right for every theta")
{
    for (int trial = 0; trial < 50; trial++) {
        size_t n = draw_size(1, 300);
        double theta = draw_uniform(0.0, 250.0);
        double *values = draw_uniforms(n, 0.0, 255.0), *want = scratch(n);
        for (size_t j = 0; j < n; j += draw_size(1, 20)) /* close to theta, on either side */
            values[j] = theta + (j % 2 ? -1.0 : 1.0) * pow(10.0, draw_uniform(-12.0, 0.0));
        const double *x = given("x", values, n);
        double *thres_x = output("thres_x", n);
        ref_ReLU(values, n, theta, want);
        calling("ReLU(x, n = %zu, theta = %.6g, thres_x)", n, theta);
        ReLU(x, n, theta, thres_x);
        expect_values("thres_x", thres_x, want, n, 1e-15);
    }
}

PROPERTY(ReLU, negative_values, "a negative theta and negative samples are no special case")
{
    const double *x = given("x", (double[]){-30.0, -20.0, -10.0, 0.0, 5.0}, 5);
    double *thres_x = output("thres_x", 5);
    calling("ReLU(x, n = 5, theta = -20, thres_x)");
    ReLU(x, 5, -20.0, thres_x);
    expect_values("thres_x", thres_x, (double[]){0.0, 0.0, 10.0, 20.0, 25.0}, 5, 0.0);
    for (int trial = 0; trial < 20; trial++) {
        size_t n = draw_size(20, 100);
        double theta = draw_uniform(-400.0, 300.0);
        double *values = draw_uniforms(n, -500.0, 500.0), *want = scratch(n);
        x = given("x", values, n);
        thres_x = output("thres_x", n);
        ref_ReLU(values, n, theta, want);
        calling("ReLU(x, n = %zu, theta = %.6g, thres_x)", n, theta);
        ReLU(x, n, theta, thres_x);
        expect_values("thres_x", thres_x, want, n, 1e-15);
    }
}

PROPERTY(ReLU, empty_signal, "an empty signal is left alone")
{
    const double *x = given("x", NULL, 0);
    double *thres_x = output("thres_x", 0);
    calling("ReLU(x, n = 0, theta = 150, thres_x)");
    ReLU(x, 0, 150.0, thres_x);
}
