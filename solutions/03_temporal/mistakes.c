/* Known mistakes of chapter 3. */
#include "temporal.h"

#include <math.h>

#include "judge/mistake.h"

/* ---- E3.1 temporal_diff ---- */

MISTAKE(temporal_diff, signed_change,
        "The sign of the change is kept; the exercise asks for its magnitude, |..|.")
void temporal_diff__signed_change(const double *sig, size_t n, double *diff)
{
    for (size_t t = 0; t + 1 < n; t++)
        diff[t] = sig[t + 1] - sig[t];
}

MISTAKE(temporal_diff, signed_backwards,
        "The difference is taken the other way round, and its sign is kept; "
        "the exercise asks for its magnitude, |..|.")
void temporal_diff__signed_backwards(const double *sig, size_t n, double *diff)
{
    for (size_t t = 0; t + 1 < n; t++)
        diff[t] = sig[t] - sig[t + 1];
}

MISTAKE(temporal_diff, squared,
        "The change is squared; its magnitude |sig_{t+1} - sig_t| is asked for.")
void temporal_diff__squared(const double *sig, size_t n, double *diff)
{
    for (size_t t = 0; t + 1 < n; t++)
        diff[t] = (sig[t + 1] - sig[t]) * (sig[t + 1] - sig[t]);
}

MISTAKE(temporal_diff, late_by_one,
        "Everything comes one place late: diff[0] is |sig[1] - sig[0]|, not 0.")
void temporal_diff__late_by_one(const double *sig, size_t n, double *diff)
{
    for (size_t t = 0; t + 1 < n; t++)
        diff[t] = t == 0 ? 0.0 : fabs(sig[t] - sig[t - 1]);
}

MISTAKE(temporal_diff, since_the_start,
        "Each frame is compared with the first one; compare it with the frame before it.")
void temporal_diff__since_the_start(const double *sig, size_t n, double *diff)
{
    for (size_t t = 0; t + 1 < n; t++)
        diff[t] = fabs(sig[t + 1] - sig[0]);
}

MISTAKE(temporal_diff, last_left_out, "The last change is left out: n samples have n - 1 changes.")
void temporal_diff__last_left_out(const double *sig, size_t n, double *diff)
{
    for (size_t t = 0; t + 2 < n; t++)
        diff[t] = fabs(sig[t + 1] - sig[t]);
}

MISTAKE(temporal_diff, whole_numbers,
        "Fractions are lost: abs() is for int, fabs() for double, and a variable that is an int "
        "has none either.")
void temporal_diff__whole_numbers(const double *sig, size_t n, double *diff)
{
    for (size_t t = 0; t + 1 < n; t++)
        diff[t] = trunc(fabs(sig[t + 1] - sig[t]));
}

/* ---- E3.2 taus ---- */

MISTAKE(taus, last_not_reached,
        "The step is (last - first) / count, so last is never reached: "
        "count numbers have count - 1 steps between them.")
void taus__last_not_reached(size_t count, size_t first, size_t last, size_t *tau)
{
    for (size_t i = 0; i < count; i++)
        tau[i] = first + i * (last - first) / count;
}

MISTAKE(taus, step_rounded_first,
        "The step is rounded down before it is multiplied by i; multiply first, then divide.")
void taus__step_rounded_first(size_t count, size_t first, size_t last, size_t *tau)
{
    size_t step = count > 1 ? (last - first) / (count - 1) : 0;
    for (size_t i = 0; i < count; i++)
        tau[i] = first + i * step;
}

MISTAKE(taus, rounded_step,
        "The step is rounded to a double before it is multiplied by i, so a whole number can "
        "end up just below itself; multiply first, then divide.")
void taus__rounded_step(size_t count, size_t first, size_t last, size_t *tau)
{
    double step = count > 1 ? (double)(last - first) / (double)(count - 1) : 0.0;
    for (size_t i = 0; i < count; i++)
        tau[i] = first + (size_t)((double)i * step);
}

MISTAKE(taus, nearest, "Values are rounded to the nearest integer; they have to be rounded down.")
void taus__nearest(size_t count, size_t first, size_t last, size_t *tau)
{
    for (size_t i = 0; i < count; i++)
        tau[i] = count == 1 ? first : first + (i * (last - first) + (count - 1) / 2) / (count - 1);
}

MISTAKE(taus, always_ten, "The step is always 10; it depends on count, first and last.")
void taus__always_ten(size_t count, size_t first, size_t last, size_t *tau)
{
    (void)last;
    for (size_t i = 0; i < count; i++)
        tau[i] = first + 10 * i;
}

MISTAKE(taus, starts_at_zero, "first is not added: the lags start at 0 instead of first.")
void taus__starts_at_zero(size_t count, size_t first, size_t last, size_t *tau)
{
    for (size_t i = 0; i < count; i++)
        tau[i] = count == 1 ? 0 : i * (last - first) / (count - 1);
}

MISTAKE(taus, first_not_subtracted,
        "The step is last / (count - 1); the way to go is last - first, so the lags end past last.")
void taus__first_not_subtracted(size_t count, size_t first, size_t last, size_t *tau)
{
    for (size_t i = 0; i < count; i++)
        tau[i] = count == 1 ? first : first + i * last / (count - 1);
}

MISTAKE(taus, rounded_up, "Values are rounded up; they have to be rounded down.")
void taus__rounded_up(size_t count, size_t first, size_t last, size_t *tau)
{
    for (size_t i = 0; i < count; i++)
        tau[i] = count < 2 ? first : first + (i * (last - first) + count - 2) / (count - 1);
}

/* ---- E3.3 taus_list ---- */

MISTAKE(taus_list, signed_change,
        "The sign of the change is kept; the exercise asks for its magnitude, |..|.")
void taus_list__signed_change(const double *sig, size_t n, const size_t *tau, size_t count,
                              double *diffs)
{
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t + tau[i] < n; t++)
            diffs[i * n + t] = sig[t + tau[i]] - sig[t];
}

MISTAKE(taus_list, packed,
        "The rows follow each other without a gap; row i has to start at diffs + i * n.")
void taus_list__packed(const double *sig, size_t n, const size_t *tau, size_t count, double *diffs)
{
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t + tau[i] < n; t++)
            *diffs++ = fabs(sig[t + tau[i]] - sig[t]);
}

MISTAKE(taus_list, transposed,
        "Lag and time are exchanged in diffs: element t of lag i belongs at diffs[i * n + t].")
void taus_list__transposed(const double *sig, size_t n, const size_t *tau, size_t count,
                           double *diffs)
{
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t + tau[i] < n; t++)
            diffs[t * count + i] = fabs(sig[t + tau[i]] - sig[t]);
}

MISTAKE(taus_list, index_as_lag,
        "The row's number i serves as the lag; the lag of row i is tau[i].")
void taus_list__index_as_lag(const double *sig, size_t n, const size_t *tau, size_t count,
                             double *diffs)
{
    (void)tau;
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t + i < n; t++)
            diffs[i * n + t] = fabs(sig[t + i] - sig[t]);
}

MISTAKE(taus_list, first_lag_only, "Every row has the first lag, tau[0]; row i has lag tau[i].")
void taus_list__first_lag_only(const double *sig, size_t n, const size_t *tau, size_t count,
                               double *diffs)
{
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t + tau[0] < n; t++)
            diffs[i * n + t] = fabs(sig[t + tau[0]] - sig[t]);
}

MISTAKE(taus_list, around_the_end,
        "The signal is continued at its start when t + tau passes its end; "
        "a row ends there, after n - tau values.")
void taus_list__around_the_end(const double *sig, size_t n, const size_t *tau, size_t count,
                               double *diffs)
{
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t < n; t++)
            diffs[i * n + t] = fabs(sig[(t + tau[i]) % n] - sig[t]);
}

MISTAKE(taus_list, zeros_behind,
        "The rest of each row is filled with zeros; it has to stay as it was, "
        "for zeros would count as samples without change.")
void taus_list__zeros_behind(const double *sig, size_t n, const size_t *tau, size_t count,
                             double *diffs)
{
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t < n; t++)
            diffs[i * n + t] = t + tau[i] < n ? fabs(sig[t + tau[i]] - sig[t]) : 0.0;
}

MISTAKE(taus_list, stored_at_the_end,
        "A change is stored where it ends, at t + tau; rows start with the change of t = 0.")
void taus_list__stored_at_the_end(const double *sig, size_t n, const size_t *tau, size_t count,
                                  double *diffs)
{
    for (size_t i = 0; i < count; i++)
        for (size_t t = tau[i]; t < n; t++)
            diffs[i * n + t] = fabs(sig[t] - sig[t - tau[i]]);
}

MISTAKE(taus_list, last_left_out,
        "The last change of each row is left out: lag tau has n - tau of them.")
void taus_list__last_left_out(const double *sig, size_t n, const size_t *tau, size_t count,
                              double *diffs)
{
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t + tau[i] + 1 < n; t++)
            diffs[i * n + t] = fabs(sig[t + tau[i]] - sig[t]);
}

MISTAKE(temporal_diff, of_magnitudes,
        "The magnitudes of the two samples are compared; the magnitude is taken once, of their "
        "difference.")
void temporal_diff__of_magnitudes(const double *sig, size_t n, double *diff)
{
    for (size_t t = 0; t + 1 < n; t++)
        diff[t] = fabs(fabs(sig[t + 1]) - fabs(sig[t]));
}

MISTAKE(taus, float_step,
        "The step is a float, which is right to 7 digits only: multiply by i first, and then "
        "divide.")
void taus__float_step(size_t count, size_t first, size_t last, size_t *tau)
{
    float step = count > 1 ? (float)(last - first) / (float)(count - 1) : 0.0f;
    for (size_t i = 0; i < count; i++)
        tau[i] = (size_t)((float)first + (float)i * step);
}

MISTAKE(taus_list, ends_at_a_long_lag,
        "A lag as long as the signal ends the loop, so the rows after it are missing: leave only "
        "its own row out.")
void taus_list__ends_at_a_long_lag(const double *sig, size_t n, const size_t *tau, size_t count,
                                   double *diffs)
{
    for (size_t i = 0; i < count && tau[i] < n; i++)
        for (size_t t = 0; t + tau[i] < n; t++)
            diffs[i * n + t] = fabs(sig[t + tau[i]] - sig[t]);
}
