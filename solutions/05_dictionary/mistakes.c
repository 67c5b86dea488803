/* Known mistakes of chapter 5. */
#include "dictionary.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "judge/mistake.h"
#include "reference.h"

REFERENCE(soft_threshold);
REFERENCE(sparse_code);
REFERENCE(dictionary_update);

/* ---- flatten_video ---- */

MISTAKE(flatten_video, copied,
        "The values are copied in the order of the video, in which time runs fastest; a row of X "
        "is one frame, so its values lie `frames` apart in the video.")
void flatten_video__copied(const double *video, size_t rows, size_t cols, size_t frames, double *X)
{
    for (size_t i = 0; i < rows * cols * frames; i++)
        X[i] = video[i];
}

MISTAKE(flatten_video, by_columns,
        "A frame is written column after column; its pixels have to follow row after row.")
void flatten_video__by_columns(const double *video, size_t rows, size_t cols, size_t frames,
                               double *X)
{
    for (size_t t = 0; t < frames; t++)
        for (size_t r = 0; r < rows; r++)
            for (size_t c = 0; c < cols; c++)
                X[t * rows * cols + c * rows + r] = video[(r * cols + c) * frames + t];
}

MISTAKE(flatten_video, last_left_out,
        "The last frame is left out: t has to run from 0 to frames - 1.")
void flatten_video__last_left_out(const double *video, size_t rows, size_t cols, size_t frames,
                                  double *X)
{
    for (size_t t = 0; t + 1 < frames; t++)
        for (size_t p = 0; p < rows * cols; p++)
            X[t * rows * cols + p] = video[p * frames + t];
}

MISTAKE(flatten_video, rescaled,
        "The values are divided by 255; X has to be in the unit of the video.")
void flatten_video__rescaled(const double *video, size_t rows, size_t cols, size_t frames,
                             double *X)
{
    for (size_t t = 0; t < frames; t++)
        for (size_t p = 0; p < rows * cols; p++)
            X[t * rows * cols + p] = video[p * frames + t] / 255.0;
}

MISTAKE(flatten_video, first_frame_only,
        "Every row of X is the first frame: the place in the video has to depend on t.")
void flatten_video__first_frame_only(const double *video, size_t rows, size_t cols, size_t frames,
                                     double *X)
{
    for (size_t t = 0; t < frames; t++)
        for (size_t p = 0; p < rows * cols; p++)
            X[t * rows * cols + p] = video[p * frames];
}

/* ---- soft_threshold ---- */

MISTAKE(soft_threshold, hard, "A value beyond lambda is kept whole; it has to shrink by lambda.")
double soft_threshold__hard(double z, double lambda)
{
    return fabs(z) > lambda ? z : 0.0;
}

MISTAKE(soft_threshold, sign_lost,
        "The result is never negative: the sign of z is lost on the way.")
double soft_threshold__sign_lost(double z, double lambda)
{
    return fmax(fabs(z) - lambda, 0.0);
}

MISTAKE(soft_threshold, one_sided,
        "Negative values all become 0; below -lambda they have to come closer to 0 by lambda.")
double soft_threshold__one_sided(double z, double lambda)
{
    return fmax(z - lambda, 0.0);
}

MISTAKE(soft_threshold, overshoots, "A value within lambda changes its sign; it has to stop at 0.")
double soft_threshold__overshoots(double z, double lambda)
{
    return z > 0.0 ? z - lambda : z < 0.0 ? z + lambda : 0.0;
}

MISTAKE(soft_threshold, always_minus,
        "lambda is subtracted on both sides, which pushes negative values away from 0.")
double soft_threshold__always_minus(double z, double lambda)
{
    return fabs(z) > lambda ? z - lambda : 0.0;
}

MISTAKE(soft_threshold, second_case,
        "The second case asks for z < lambda; it is for values below -lambda.")
double soft_threshold__second_case(double z, double lambda)
{
    return z > lambda ? z - lambda : z < lambda ? z + lambda : 0.0;
}

MISTAKE(soft_threshold, a_share, "lambda is taken for a share of z; it is subtracted from |z|.")
double soft_threshold__a_share(double z, double lambda)
{
    return fabs(z) > lambda ? z * (1.0 - lambda) : 0.0;
}

/* ---- sparse_code ---- */

/* Coordinate descent with one thing wrong each. */
enum {
    ONE_SWEEP = 1,
    OWN_PART_FORGOTTEN = 2,
    NOT_DIVIDED = 4,
    DOUBLE_PRICE = 8,
    START_FORGOTTEN = 16,
    STALE_RESIDUAL = 32,
    ZERO_DIVIDED = 64,
    HALF_PRICE = 128,
    LATE_RESIDUAL = 256,
    LAST_FIRST = 512,
    UNIT_ASSUMED = 1024,
    NOT_NEGATIVE = 2048,
    PRICE_OF_WEIGHT = 4096
};

static void subtract_code(const double *D, size_t K, size_t m, const double *x, const double *a,
                          double *r)
{
    for (size_t j = 0; j < m; j++) {
        r[j] = x[j];
        for (size_t k = 0; k < K; k++)
            r[j] -= a[k] * D[k * m + j];
    }
}

static void descend(const double *D, size_t K, size_t m, const double *x, double lambda, double *a,
                    double *r, unsigned slip)
{
    int sweeps = slip & (ONE_SWEEP | STALE_RESIDUAL) ? 1 : slip & OWN_PART_FORGOTTEN ? 50 : 1000;
    double price = lambda * (slip & DOUBLE_PRICE ? 2.0 : slip & HALF_PRICE ? 0.5 : 1.0);
    for (size_t j = 0; j < m; j++) {
        r[j] = x[j];
        for (size_t k = 0; k < K && !(slip & START_FORGOTTEN); k++)
            r[j] -= a[k] * D[k * m + j];
    }
    double moved = INFINITY;
    for (int sweep = 0; sweep < sweeps && moved > 1e-9 * (1.0 + lambda); sweep++) {
        moved = 0.0;
        for (size_t i = 0; i < K; i++) {
            size_t k = slip & LAST_FIRST ? K - 1 - i : i;
            double energy = 0.0, match = 0.0, old = a[k];
            for (size_t j = 0; j < m; j++) {
                energy += D[k * m + j] * D[k * m + j];
                match += D[k * m + j] * r[j];
            }
            if (!(slip & OWN_PART_FORGOTTEN))
                match += old * energy;
            if (slip & UNIT_ASSUMED)
                energy = 1.0;
            a[k] = ref_soft_threshold(match, slip & PRICE_OF_WEIGHT ? price * energy : price);
            if (slip & NOT_NEGATIVE)
                a[k] = fmax(a[k], 0.0);
            if (energy > 0.0 || (slip & ZERO_DIVIDED))
                a[k] /= slip & NOT_DIVIDED ? 1.0 : energy;
            for (size_t j = 0; j < m && !(slip & (STALE_RESIDUAL | LATE_RESIDUAL)); j++)
                r[j] += (old - a[k]) * D[k * m + j];
            moved = fmax(moved, fabs(a[k] - old) * energy);
        }
        if (slip & LATE_RESIDUAL)
            subtract_code(D, K, m, x, a, r);
    }
}

MISTAKE(sparse_code, one_sweep,
        "There is one sweep over the atoms only; later changes spoil earlier ones, so sweeps have "
        "to go on until nothing moves.")
void sparse_code__one_sweep(const double *D, size_t K, size_t m, const double *x, double lambda,
                            double *a, double *r)
{
    descend(D, K, m, x, lambda, a, r, ONE_SWEEP);
}

MISTAKE(sparse_code, own_part_forgotten,
        "z lacks a_k <d_k, d_k>: the residual has already lost what atom k explains, and z has to "
        "give that back.")
void sparse_code__own_part_forgotten(const double *D, size_t K, size_t m, const double *x,
                                     double lambda, double *a, double *r)
{
    descend(D, K, m, x, lambda, a, r, OWN_PART_FORGOTTEN);
}

MISTAKE(sparse_code, not_divided,
        "The weight is not divided by <d_k, d_k>; that is right for atoms of norm 1 only.")
void sparse_code__not_divided(const double *D, size_t K, size_t m, const double *x, double lambda,
                              double *a, double *r)
{
    for (size_t k = 0; k < K; k++) /* would not settle: one round is enough to show it */
        a[k] = 0.0;
    descend(D, K, m, x, lambda, a, r, NOT_DIVIDED | ONE_SWEEP);
}

MISTAKE(sparse_code, double_price,
        "The threshold is 2 lambda; with 1/2 before the squared error it is lambda.")
void sparse_code__double_price(const double *D, size_t K, size_t m, const double *x, double lambda,
                               double *a, double *r)
{
    descend(D, K, m, x, lambda, a, r, DOUBLE_PRICE);
}

MISTAKE(sparse_code, half_price,
        "The threshold is lambda / 2, as for ||x - a D||^2 without the 1/2; here it is lambda.")
void sparse_code__half_price(const double *D, size_t K, size_t m, const double *x, double lambda,
                             double *a, double *r)
{
    descend(D, K, m, x, lambda, a, r, HALF_PRICE);
}

MISTAKE(sparse_code, start_forgotten,
        "The residual starts as x; when the code starts at other values than 0, what they explain "
        "has to be subtracted.")
void sparse_code__start_forgotten(const double *D, size_t K, size_t m, const double *x,
                                  double lambda, double *a, double *r)
{
    descend(D, K, m, x, lambda, a, r, START_FORGOTTEN);
}

MISTAKE(sparse_code, stale_residual,
        "The residual is not brought up to date when a weight changes, so every atom explains the "
        "same part of x again.")
void sparse_code__stale_residual(const double *D, size_t K, size_t m, const double *x,
                                 double lambda, double *a, double *r)
{
    descend(D, K, m, x, lambda, a, r, STALE_RESIDUAL);
}

MISTAKE(sparse_code, zero_divided,
        "A zero atom leads to 0 / 0, which is NaN; its weight has to be 0.")
void sparse_code__zero_divided(const double *D, size_t K, size_t m, const double *x, double lambda,
                               double *a, double *r)
{
    descend(D, K, m, x, lambda, a, r, ZERO_DIVIDED);
}

MISTAKE(sparse_code, late_residual,
        "The residual is renewed only after a sweep, so the atoms do not see each other's moves: r "
        "has to change with every a_k.")
void sparse_code__late_residual(const double *D, size_t K, size_t m, const double *x, double lambda,
                                double *a, double *r)
{
    descend(D, K, m, x, lambda, a, r, LATE_RESIDUAL);
}

MISTAKE(sparse_code, last_atom_first,
        "The atoms take their turn from the last to the first; the order is k = 0 .. K-1.")
void sparse_code__last_atom_first(const double *D, size_t K, size_t m, const double *x,
                                  double lambda, double *a, double *r)
{
    descend(D, K, m, x, lambda, a, r, LAST_FIRST);
}

MISTAKE(sparse_code, unit_assumed, "<d_k, d_k> is taken for 1; atoms may have any norm.")
void sparse_code__unit_assumed(const double *D, size_t K, size_t m, const double *x, double lambda,
                               double *a, double *r)
{
    descend(D, K, m, x, lambda, a, r, UNIT_ASSUMED);
}

MISTAKE(sparse_code, never_negative, "No weight is ever negative: S keeps the sign of z.")
void sparse_code__never_negative(const double *D, size_t K, size_t m, const double *x,
                                 double lambda, double *a, double *r)
{
    descend(D, K, m, x, lambda, a, r, NOT_NEGATIVE);
}

MISTAKE(
    sparse_code, price_of_weight,
    "z is divided by <d_k, d_k> before lambda is taken off: first S(z, lambda), then the division.")
void sparse_code__price_of_weight(const double *D, size_t K, size_t m, const double *x,
                                  double lambda, double *a, double *r)
{
    descend(D, K, m, x, lambda, a, r, PRICE_OF_WEIGHT);
}

/* ---- dictionary_update ---- */

/* The atom update with one thing wrong each; 0: an unused atom becomes 0. */
enum { NO_NORM = 1, NOT_GIVEN_BACK = 2, DIVIDES_ANYWAY = 4, PART_LEFT_IN = 8 };

static void update(const double *X, size_t n, size_t m, const double *A, size_t K, double *D,
                   double *R, unsigned slip)
{
    for (size_t i = 0; i < n * m; i++)
        R[i] = X[i];
    for (size_t i = 0; i < n * K; i++)
        for (size_t j = 0; j < m; j++)
            R[i / K * m + j] -= A[i] * D[i % K * m + j];
    for (size_t k = 0; k < K; k++) {
        double norm = 0.0;
        for (size_t j = 0; j < m; j++) {
            double g = 0.0, old = D[k * m + j];
            for (size_t t = 0; t < n; t++)
                g += A[t * K + k] *
                     (R[t * m + j] + (slip & NOT_GIVEN_BACK ? 0.0 : A[t * K + k] * old));
            for (size_t t = 0; t < n; t++) /* R becomes what all other atoms leave */
                R[t * m + j] += A[t * K + k] * old;
            D[k * m + j] = g;
            norm = hypot(norm, g);
        }
        for (size_t j = 0; j < m; j++)
            if (!(slip & NO_NORM) && (norm > 0.0 || (slip & DIVIDES_ANYWAY)))
                D[k * m + j] /= norm;
        for (size_t i = 0; i < n * m && !(slip & PART_LEFT_IN); i++)
            R[i] -= A[i / m * K + k] * D[k * m + i % m];
    }
}

MISTAKE(dictionary_update, no_norm,
        "The atoms are not divided by their norm; without that a large atom makes small weights "
        "cheap.")
void dictionary_update__no_norm(const double *X, size_t n, size_t m, const double *A, size_t K,
                                double *D, double *R)
{
    update(X, n, m, A, K, D, R, NO_NORM);
}

MISTAKE(dictionary_update, not_given_back,
        "g lacks A_tk d_k: what the atom explains has to be given back to the residual before the "
        "atom is renewed.")
void dictionary_update__not_given_back(const double *X, size_t n, size_t m, const double *A,
                                       size_t K, double *D, double *R)
{
    update(X, n, m, A, K, D, R, NOT_GIVEN_BACK);
}

MISTAKE(dictionary_update, divides_anyway,
        "An atom that no signal uses is divided by a norm of 0 and becomes NaN; it has to stay as "
        "it is.")
void dictionary_update__divides_anyway(const double *X, size_t n, size_t m, const double *A,
                                       size_t K, double *D, double *R)
{
    update(X, n, m, A, K, D, R, DIVIDES_ANYWAY);
}

MISTAKE(dictionary_update, unused_emptied,
        "An atom that no signal uses becomes 0; it has to stay as it is.")
void dictionary_update__unused_emptied(const double *X, size_t n, size_t m, const double *A,
                                       size_t K, double *D, double *R)
{
    update(X, n, m, A, K, D, R, 0);
}

MISTAKE(dictionary_update, part_left_in,
        "The new atom's part is not taken away from the residual again, so the next atom explains "
        "it once more.")
void dictionary_update__part_left_in(const double *X, size_t n, size_t m, const double *A, size_t K,
                                     double *D, double *R)
{
    update(X, n, m, A, K, D, R, PART_LEFT_IN);
}

MISTAKE(dictionary_update, all_at_once,
        "All atoms are renewed with the residual of the old ones; atom k has to see what the new "
        "atoms before it leave.")
void dictionary_update__all_at_once(const double *X, size_t n, size_t m, const double *A, size_t K,
                                    double *D, double *R)
{
    for (size_t i = 0; i < n * m; i++) {
        R[i] = X[i];
        for (size_t k = 0; k < K; k++)
            R[i] -= A[i / m * K + k] * D[k * m + i % m];
    }
    for (size_t k = 0; k < K; k++) {
        double norm = 0.0, fresh[m];
        for (size_t j = 0; j < m; j++) {
            double g = 0.0, old = D[k * m + j];
            for (size_t t = 0; t < n; t++)
                g += A[t * K + k] * (R[t * m + j] + A[t * K + k] * old);
            fresh[j] = g;
            norm = hypot(norm, g);
        }
        for (size_t j = 0; j < m && norm > 0.0; j++)
            D[k * m + j] = fresh[j] / norm;
    }
    for (size_t i = 0; i < n * m; i++) {
        R[i] = X[i];
        for (size_t k = 0; k < K; k++)
            R[i] -= A[i / m * K + k] * D[k * m + i % m];
    }
}

MISTAKE(dictionary_update, old_residual,
        "R is what the given atoms leave of X; it has to be what the new ones leave.")
void dictionary_update__old_residual(const double *X, size_t n, size_t m, const double *A, size_t K,
                                     double *D, double *R)
{
    double given[K * m];
    memcpy(given, D, sizeof given);
    ref_dictionary_update(X, n, m, A, K, D, R);
    for (size_t t = 0; t < n; t++)
        subtract_code(given, K, m, X + t * m, A + t * K, R + t * m);
}

/* ---- fit_transform ---- */

enum {
    NEVER_STOPS = 1,
    NO_HALF = 2,
    NO_PRICE = 4,
    CODES_ONLY = 8,
    ABSOLUTE_TOL = 16,
    ONE_ROUND = 64,
    ATOMS_FIRST = 128,
    COUNT_OFF = 256,
    ATOMS_TWICE = 512,
    FROM_THIRD = 1024,
    TOL_OF_NEW = 2048,
    SIGNED_CODES = 4096
};

static size_t fit(const double *X, size_t n, size_t m, size_t K, double lambda, size_t max_iter,
                  double tol, double *D, double *A, double *R, double *objective, unsigned slip)
{
    for (size_t i = 0; i < n * K; i++)
        A[i] = 0.0;
    for (size_t i = 0; i < max_iter; i++) {
        if (slip & ATOMS_FIRST)
            ref_dictionary_update(X, n, m, A, K, D, R);
        for (size_t t = 0; t < n; t++)
            ref_sparse_code(D, K, m, X + t * m, lambda, A + t * K, R + t * m);
        if (!(slip & (CODES_ONLY | ATOMS_FIRST)))
            ref_dictionary_update(X, n, m, A, K, D, R);
        if (slip & ATOMS_TWICE)
            ref_dictionary_update(X, n, m, A, K, D, R);

        objective[i] = 0.0;
        for (size_t j = 0; j < n * m; j++)
            objective[i] += (slip & NO_HALF ? 1.0 : 0.5) * R[j] * R[j];
        for (size_t j = 0; j < n * K && !(slip & NO_PRICE); j++)
            objective[i] += lambda * (slip & SIGNED_CODES ? A[j] : fabs(A[j]));
        double gain = i > 0 ? objective[i - 1] - objective[i] : INFINITY;
        double share_of = i > 0 ? objective[slip & TOL_OF_NEW ? i : i - 1] : 0.0;
        double enough = tol * (slip & ABSOLUTE_TOL ? 1.0 : share_of);
        bool looks = !(slip & NEVER_STOPS) && (i > 1 || !(slip & FROM_THIRD));
        if ((slip & ONE_ROUND) || (looks && gain <= enough))
            return slip & COUNT_OFF ? i : i + 1;
    }
    return slip & COUNT_OFF ? max_iter - 1 : max_iter;
}

MISTAKE(fit_transform, never_stops,
        "It always does max_iter rounds; it has to stop once a round gains no more than tol "
        "times the objective.")
size_t fit_transform__never_stops(const double *X, size_t n, size_t m, size_t K, double lambda,
                                  size_t max_iter, double tol, double *D, double *A, double *R,
                                  double *objective)
{
    return fit(X, n, m, K, lambda, max_iter, tol, D, A, R, objective, NEVER_STOPS);
}

MISTAKE(fit_transform, no_half, "The objective lacks the 1/2 before ||X - A D||^2.")
size_t fit_transform__no_half(const double *X, size_t n, size_t m, size_t K, double lambda,
                              size_t max_iter, double tol, double *D, double *A, double *R,
                              double *objective)
{
    return fit(X, n, m, K, lambda, max_iter, tol, D, A, R, objective, NO_HALF);
}

MISTAKE(fit_transform, no_price,
        "The objective is the squared error alone; the price lambda sum |A| of the codes "
        "belongs to it.")
size_t fit_transform__no_price(const double *X, size_t n, size_t m, size_t K, double lambda,
                               size_t max_iter, double tol, double *D, double *A, double *R,
                               double *objective)
{
    return fit(X, n, m, K, lambda, max_iter, tol, D, A, R, objective, NO_PRICE);
}

MISTAKE(fit_transform, codes_only,
        "The atoms stay those of the start: dictionary_update is missing in the round.")
size_t fit_transform__codes_only(const double *X, size_t n, size_t m, size_t K, double lambda,
                                 size_t max_iter, double tol, double *D, double *A, double *R,
                                 double *objective)
{
    return fit(X, n, m, K, lambda, max_iter, tol, D, A, R, objective, CODES_ONLY);
}

MISTAKE(fit_transform, absolute_tol,
        "The gain is held against tol itself; it has to be held against tol times the objective "
        "of the round before.")
size_t fit_transform__absolute_tol(const double *X, size_t n, size_t m, size_t K, double lambda,
                                   size_t max_iter, double tol, double *D, double *A, double *R,
                                   double *objective)
{
    return fit(X, n, m, K, lambda, max_iter, tol, D, A, R, objective, ABSOLUTE_TOL);
}

MISTAKE(fit_transform, one_round,
        "It stops after one round; codes and atoms have to take turns until little is gained.")
size_t fit_transform__one_round(const double *X, size_t n, size_t m, size_t K, double lambda,
                                size_t max_iter, double tol, double *D, double *A, double *R,
                                double *objective)
{
    return fit(X, n, m, K, lambda, max_iter, tol, D, A, R, objective, ONE_ROUND);
}

MISTAKE(fit_transform, atoms_first,
        "Each round improves the atoms before the codes; the codes come first, and the "
        "objective is that of the new atoms.")
size_t fit_transform__atoms_first(const double *X, size_t n, size_t m, size_t K, double lambda,
                                  size_t max_iter, double tol, double *D, double *A, double *R,
                                  double *objective)
{
    return fit(X, n, m, K, lambda, max_iter, tol, D, A, R, objective, ATOMS_FIRST);
}

MISTAKE(fit_transform, count_off,
        "The index of the last round is returned; the number of rounds is one more.")
size_t fit_transform__count_off(const double *X, size_t n, size_t m, size_t K, double lambda,
                                size_t max_iter, double tol, double *D, double *A, double *R,
                                double *objective)
{
    return fit(X, n, m, K, lambda, max_iter, tol, D, A, R, objective, COUNT_OFF);
}

MISTAKE(fit_transform, atoms_twice,
        "The codes of round 1 are right and the atoms are not: dictionary_update belongs into a "
        "round once.")
size_t fit_transform__atoms_twice(const double *X, size_t n, size_t m, size_t K, double lambda,
                                  size_t max_iter, double tol, double *D, double *A, double *R,
                                  double *objective)
{
    return fit(X, n, m, K, lambda, max_iter, tol, D, A, R, objective, ATOMS_TWICE);
}

MISTAKE(fit_transform, from_third,
        "It stops in the third round at the earliest; the second can be held against the first "
        "already.")
size_t fit_transform__from_third(const double *X, size_t n, size_t m, size_t K, double lambda,
                                 size_t max_iter, double tol, double *D, double *A, double *R,
                                 double *objective)
{
    return fit(X, n, m, K, lambda, max_iter, tol, D, A, R, objective, FROM_THIRD);
}

MISTAKE(
    fit_transform, tol_of_new,
    "The gain is held against tol times the new objective; it has to be that of the round before.")
size_t fit_transform__tol_of_new(const double *X, size_t n, size_t m, size_t K, double lambda,
                                 size_t max_iter, double tol, double *D, double *A, double *R,
                                 double *objective)
{
    return fit(X, n, m, K, lambda, max_iter, tol, D, A, R, objective, TOL_OF_NEW);
}

MISTAKE(fit_transform, signed_codes,
        "The codes are added up with their signs; the price is paid for their magnitudes.")
size_t fit_transform__signed_codes(const double *X, size_t n, size_t m, size_t K, double lambda,
                                   size_t max_iter, double tol, double *D, double *A, double *R,
                                   double *objective)
{
    return fit(X, n, m, K, lambda, max_iter, tol, D, A, R, objective, SIGNED_CODES);
}
