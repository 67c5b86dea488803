/* Known mistakes of chapter 2. */
#include "thresholding.h"

#include "judge/mistake.h"

MISTAKE(ReLU, keeps_value,
        "Samples above theta keep their whole value; ReLU keeps only x - theta, what is above.")
void ReLU__keeps_value(const double *x, size_t n, double theta, double *thres_x)
{
    for (size_t j = 0; j < n; j++)
        thres_x[j] = x[j] >= theta ? x[j] : 0.0;
}

MISTAKE(ReLU, floor_at_theta, "Samples below theta become theta; they have to become 0.")
void ReLU__floor_at_theta(const double *x, size_t n, double theta, double *thres_x)
{
    for (size_t j = 0; j < n; j++)
        thres_x[j] = x[j] >= theta ? x[j] - theta : theta;
}

MISTAKE(ReLU, no_threshold, "The threshold is taken as 0: max(x, 0) is ReLU with theta = 0 only.")
void ReLU__no_threshold(const double *x, size_t n, double theta, double *thres_x)
{
    (void)theta;
    for (size_t j = 0; j < n; j++)
        thres_x[j] = x[j] > 0.0 ? x[j] : 0.0;
}

MISTAKE(ReLU, no_rectification,
        "theta is subtracted everywhere, so values below it turn negative; they have to become 0.")
void ReLU__no_rectification(const double *x, size_t n, double theta, double *thres_x)
{
    for (size_t j = 0; j < n; j++)
        thres_x[j] = x[j] - theta;
}

MISTAKE(ReLU, last_left_out, "The last sample is left out: the loop has to run to n, not to n - 1.")
void ReLU__last_left_out(const double *x, size_t n, double theta, double *thres_x)
{
    for (size_t j = 0; j + 1 < n; j++)
        thres_x[j] = x[j] >= theta ? x[j] - theta : 0.0;
}

MISTAKE(ReLU, whole_numbers,
        "Fractions are lost on the way: x[j] - theta is a double, and an int cuts it.")
void ReLU__whole_numbers(const double *x, size_t n, double theta, double *thres_x)
{
    for (size_t j = 0; j < n; j++)
        thres_x[j] = x[j] >= theta ? (int)(x[j] - theta) : 0;
}

MISTAKE(
    ReLU, wrong_way,
    "The difference is taken the other way round: what is left above is x - theta, not theta - x.")
void ReLU__wrong_way(const double *x, size_t n, double theta, double *thres_x)
{
    for (size_t j = 0; j < n; j++)
        thres_x[j] = x[j] >= theta ? theta - x[j] : 0.0;
}

MISTAKE(ReLU, up_to_255,
        "What comes out above 255 is cut; x may be any number, and nothing is cut at the top.")
void ReLU__up_to_255(const double *x, size_t n, double theta, double *thres_x)
{
    for (size_t j = 0; j < n; j++) {
        double above = x[j] >= theta ? x[j] - theta : 0.0;
        thres_x[j] = above > 255.0 ? 255.0 : above;
    }
}

MISTAKE(ReLU, first_only, "Only the first sample is written: does a return stand inside the loop?")
void ReLU__first_only(const double *x, size_t n, double theta, double *thres_x)
{
    if (n > 0)
        thres_x[0] = x[0] >= theta ? x[0] - theta : 0.0;
}
