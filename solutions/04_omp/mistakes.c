/* Known mistakes of chapter 4. */
#include "omp.h"

#include <math.h>
#include <stdbool.h>

#include "linalg.h"
#include "judge/mistake.h"

/* ---- E4.1 ---- */

static void sines(size_t n, size_t count, double first, double step, double start, double *freqs,
                  double *D)
{
    for (size_t j = 0; j < count; j++) {
        freqs[j] = first + (double)j * step;
        for (size_t t = 0; t < n; t++)
            D[j * n + t] = sin((start + (double)t) * freqs[j]);
    }
}

MISTAKE(set_sigs, end_left_out,
        "The step is 0.999 / count, so the last frequency falls short of 1: from end to end there "
        "are count - 1 steps.")
void set_sigs__end_left_out(size_t n, size_t count, double *freqs, double *D)
{
    sines(n, count, 0.001, 0.999 / (double)count, 0.0, freqs, D);
}

MISTAKE(set_sigs, whole_division,
        "j / (count - 1) divides whole numbers and is 0 until the last j; multiply by 0.999 first, "
        "then divide.")
void set_sigs__whole_division(size_t n, size_t count, double *freqs, double *D)
{
    sines(n, count, 0.001, 0.0, 0.0, freqs, D);
    freqs[count - 1] = 1.0;
    for (size_t t = 0; t < n; t++)
        D[(count - 1) * n + t] = sin((double)t);
}

MISTAKE(set_sigs, from_zero,
        "The frequencies start at 0, which gives a feature of zeros; they start at 0.001.")
void set_sigs__from_zero(size_t n, size_t count, double *freqs, double *D)
{
    sines(n, count, 0.0, 1.0 / (double)(count - 1), 0.0, freqs, D);
}

MISTAKE(set_sigs, time_from_one,
        "Time starts at 1; the frames are t = 0 .. n-1, so every feature starts with sin(0) = 0.")
void set_sigs__time_from_one(size_t n, size_t count, double *freqs, double *D)
{
    sines(n, count, 0.001, 0.999 / (double)(count - 1), 1.0, freqs, D);
}

MISTAKE(set_sigs, two_pi,
        "The frequency is taken in cycles per frame, sin(2 pi f t); here it is in radians per "
        "frame, sin(f t).")
void set_sigs__two_pi(size_t n, size_t count, double *freqs, double *D)
{
    sines(n, count, 0.001, 0.999 / (double)(count - 1), 0.0, freqs, D);
    for (size_t j = 0; j < count; j++)
        for (size_t t = 0; t < n; t++)
            D[j * n + t] = sin(6.283185307179586 * freqs[j] * (double)t);
}

MISTAKE(set_sigs, transposed,
        "The features are in the columns of D; here each feature is a row, D[j * n + t].")
void set_sigs__transposed(size_t n, size_t count, double *freqs, double *D)
{
    sines(n, count, 0.001, 0.999 / (double)(count - 1), 0.0, freqs, D);
    for (size_t j = 0; j < count; j++)
        for (size_t t = 0; t < n; t++)
            D[t * count + j] = sin((double)t * freqs[j]);
}

MISTAKE(set_sigs, cosine, "The features are cosines, which start at 1; they have to be sines.")
void set_sigs__cosine(size_t n, size_t count, double *freqs, double *D)
{
    sines(n, count, 0.001, 0.999 / (double)(count - 1), 0.0, freqs, D);
    for (size_t j = 0; j < count; j++)
        for (size_t t = 0; t < n; t++)
            D[j * n + t] = cos(freqs[j] * (double)t);
}

MISTAKE(set_sigs, always_hundred,
        "The step is that of 100 features, 0.999 / 99; it depends on count: 0.999 / (count - 1).")
void set_sigs__always_hundred(size_t n, size_t count, double *freqs, double *D)
{
    sines(n, count, 0.001, 0.999 / 99.0, 0.0, freqs, D);
}

/* ---- E4.2: one pursuit, in which each mistake turns one switch ---- */

struct variant {
    bool signed_fit;      /* the largest inner product, not the largest magnitude */
    bool unit_norm;       /* inner products with features of unit norm */
    bool last_tie;        /* of equal fits the last */
    bool one_look;        /* all features picked by their fit with y */
    bool no_refit;        /* matching pursuit: a weight is never changed again */
    bool no_intercept;    /* the mean of y is left to the features */
    bool fixed_intercept; /* the intercept stays mean(y) */
    bool stale_residual;  /* the residual of the step before */
    bool no_stop;         /* k features in any case */
    bool sorted;          /* the support in the order of D */
};

static double mean(const double *x, size_t n)
{
    double sum = 0.0;

    for (size_t t = 0; t < n; t++)
        sum += x[t];
    return sum / (double)n;
}

static bool contains(const size_t *support, size_t count, size_t j)
{
    for (size_t i = 0; i < count; i++)
        if (support[i] == j)
            return true;
    return false;
}

/* K when no feature is left. spread: || y - mean(y) ||^2 */
static size_t pick(struct variant v, const double *D, size_t K, size_t n, const double *target,
                   double spread, const size_t *support, size_t picked, double *weight)
{
    size_t best = K;
    double largest = 0.0;
    bool helps = false;

    for (size_t j = 0; j < K; j++) {
        const double *d = D + j * n;
        double m = v.no_intercept ? 0.0 : mean(d, n), fit = 0.0, length = 0.0;
        for (size_t t = 0; t < n; t++) {
            fit += (d[t] - m) * target[t];
            length += (d[t] - m) * (d[t] - m);
        }
        double score = v.signed_fit ? fit : fabs(fit);
        if (v.unit_norm && length > 0.0)
            score /= sqrt(length);
        /* Without new residuals the same feature would be the best for ever. */
        if (!(v.one_look && contains(support, picked, j)) &&
            (score > largest || (v.last_tie && score == largest && best < K))) {
            largest = score;
            best = j;
            helps = fabs(fit) > 1e-10 * sqrt(length * spread);
            *weight = fit / length;
        }
    }
    return helps && !contains(support, picked, best) ? best : K;
}

static size_t pursuit(struct variant v, const double *D, size_t K, size_t n, const double *y,
                      size_t k, size_t *support, double *h, double *intercept, double *residual)
{
    size_t picked = 0;
    double target[n], weight = 0.0, spread = 0.0;

    *intercept = v.no_intercept ? 0.0 : mean(y, n);
    for (size_t t = 0; t < n; t++)
        target[t] = residual[t] = y[t] - *intercept;
    for (size_t t = 0; t < n; t++)
        spread += target[t] * target[t];
    while (picked < k) {
        size_t best = pick(v, D, K, n, target, spread, support, picked, &weight);
        if (best == K && v.no_stop) {
            support[picked] = 0;
            h[picked++] = 0.0;
            continue;
        }
        if (best == K)
            break;
        support[picked] = best;
        for (size_t i = picked; v.sorted && i > 0 && support[i - 1] > best; i--) {
            support[i] = support[i - 1];
            support[i - 1] = best;
        }
        if (v.no_refit) {
            h[picked] = weight;
            *intercept -= weight * mean(D + best * n, n);
        } else {
            double fitted = 0.0;
            if (least_squares(D, n, y, support, picked + 1, h, v.no_intercept ? NULL : &fitted) !=
                SB_OK)
                break;
            if (!v.fixed_intercept)
                *intercept = fitted;
        }
        picked++;
        for (size_t t = 0; t < n; t++) {
            if (v.stale_residual)
                residual[t] = target[t];
            double rest = y[t] - *intercept;
            for (size_t i = 0; i < picked; i++)
                rest -= h[i] * D[support[i] * n + t];
            if (!v.one_look)
                target[t] = rest;
            if (!v.stale_residual)
                residual[t] = rest;
        }
    }
    return picked;
}

#define OMP_MISTAKE(name, sentence)                                                          \
    MISTAKE(OMP, name, sentence)                                                             \
    size_t OMP__##name(const double *D, size_t K, size_t n, const double *y, size_t k,       \
                       size_t *support, double *h, double *intercept, double *residual)      \
    {                                                                                        \
        return pursuit((struct variant){.name = true}, D, K, n, y, k, support, h, intercept, \
                       residual);                                                            \
    }

OMP_MISTAKE(signed_fit, "The largest inner product is picked; it has to be the largest magnitude, "
                        "for a feature may come with a negative weight.")
OMP_MISTAKE(unit_norm, "The features are scaled to unit norm before the choice; here they are "
                       "centred but keep their length.")
OMP_MISTAKE(last_tie, "Of features that fit equally well the last is picked; it has to be the "
                      "first.")
OMP_MISTAKE(one_look, "All features are picked by how they fit y; after each step it is the "
                      "new residual that they have to fit.")
OMP_MISTAKE(no_refit, "Only the new feature gets a weight; every step has to re-fit the weights "
                      "of all picked features. (Without that it is plain matching pursuit.)")
OMP_MISTAKE(no_intercept, "There is no intercept: the weights have to explain the mean of y too. "
                          "Start from intercept = mean(y) and fit it in every step.")
OMP_MISTAKE(fixed_intercept, "The intercept stays at mean(y); every re-fit gives a new one, as the "
                             "features have means too.")
OMP_MISTAKE(stale_residual, "The residual is the one before the last step; it has to be taken "
                            "anew after the last re-fit.")
OMP_MISTAKE(no_stop, "k features are returned although none was left that could help; stop early "
                     "and return the number picked.")

OMP_MISTAKE(sorted, "The right features in another order: support holds them in the order of "
                    "picking, not sorted.")

/* ---- E4.3 ---- */

/* The sums of squares that the sweep is made of. */
struct squares {
    double left, about_mean, about_zero, about_intercept, magnitude;
};

static struct squares sums(const double *D, size_t K, size_t n, const double *y, size_t k,
                           size_t *support, double *h, double *residual)
{
    struct squares s = {0.0, 0.0, 0.0, 0.0, 0.0};
    double intercept, m = mean(y, n);

    OMP(D, K, n, y, k, support, h, &intercept, residual);
    for (size_t t = 0; t < n; t++) {
        s.left += residual[t] * residual[t];
        s.magnitude += fabs(residual[t]);
        s.about_mean += (y[t] - m) * (y[t] - m);
        s.about_zero += y[t] * y[t];
        s.about_intercept += (y[t] - intercept) * (y[t] - intercept);
    }
    return s;
}

#define SWEEP_MISTAKE(name, sentence, cardinality, r2_value, rmse_value)                       \
    MISTAKE(cardinality_sweep, name, sentence)                                                 \
    void cardinality_sweep__##name(const double *D, size_t K, size_t n, const double *y,       \
                                   const size_t *ks, size_t count, size_t *support, double *h, \
                                   double *residual, double *r2, double *rmse)                 \
    {                                                                                          \
        double samples = (double)n;                                                            \
        for (size_t i = 0; i < count; i++) {                                                   \
            struct squares s = sums(D, K, n, y, cardinality, support, h, residual);            \
            r2[i] = r2_value;                                                                  \
            rmse[i] = rmse_value;                                                              \
        }                                                                                      \
        (void)samples, (void)ks;                                                               \
    }

SWEEP_MISTAKE(unexplained, "r2 is the share that is left over; it has to be 1 minus that share.",
              ks[i], s.left / s.about_mean, sqrt(s.left / samples))
SWEEP_MISTAKE(not_centred,
              "The residual is compared with the sum of y squared; it has to be the "
              "sum of (y - mean(y)) squared.",
              ks[i], 1.0 - s.left / s.about_zero, sqrt(s.left / samples))
SWEEP_MISTAKE(no_root, "rmse is the mean square; its square root is asked for, in the unit of y.",
              ks[i], 1.0 - s.left / s.about_mean, s.left / samples)
SWEEP_MISTAKE(sample_mean, "The sum of squares is divided by n - 1; here it is divided by n.",
              ks[i], 1.0 - s.left / s.about_mean, sqrt(s.left / (samples - 1.0)))
SWEEP_MISTAKE(mean_magnitude,
              "rmse is the mean magnitude of the residual; it has to be the root "
              "of the mean square.",
              ks[i], 1.0 - s.left / s.about_mean, s.magnitude / samples)
SWEEP_MISTAKE(index_for_cardinality,
              "OMP is called with k = i, the place in the list; it has to "
              "be ks[i], the cardinality at that place.",
              i, 1.0 - s.left / s.about_mean, sqrt(s.left / samples))
SWEEP_MISTAKE(fitted_intercept,
              "rmse is right and r2 is not: the sum it is divided by is about "
              "mean(y), not about the intercept that OMP fits.",
              ks[i], 1.0 - s.left / s.about_intercept, sqrt(s.left / samples))

MISTAKE(cardinality_sweep, not_reset,
        "The sum of squares goes on from one cardinality to the next: it has to start at 0 for "
        "each.")
void cardinality_sweep__not_reset(const double *D, size_t K, size_t n, const double *y,
                                  const size_t *ks, size_t count, size_t *support, double *h,
                                  double *residual, double *r2, double *rmse)
{
    double left = 0.0;
    for (size_t i = 0; i < count; i++) {
        struct squares s = sums(D, K, n, y, ks[i], support, h, residual);
        left += s.left;
        r2[i] = 1.0 - left / s.about_mean;
        rmse[i] = sqrt(left / (double)n);
    }
}
