/* lasso_exact.c: the minimum over the atoms that are on.
 *
 * As long as no sign changes it solves  G_on b = q0_on - lambda sign(c_on).  Usually that is all.
 * Where a sign would change on the way there, that atom is switched off, and so on, with the
 * factor U of U^T U = G_on (place[k] says which atom is its k-th), so that this takes k^2 steps,
 * not k^3. Row i of H holds U to the right of its diagonal, and zeros elsewhere; y is the
 * solution of U^T y = q0_on - lambda sign(c_on). An atom that is a combination of those
 * before it is not taken into U: weights are moved from it to them, or from them to it, which
 * changes nothing but the price, until one of them is 0. (Active sets as in LARS, lars.h; the
 * factor's updates: Golub & Van Loan 2013, Matrix Computations, section 6.5.) */
#ifndef REAL /* This part once; the rest for double and for float: see double_and_float.h. */
#include "lasso.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

/* Atoms whose equations are solved faster than their factor is kept. */
enum { FEW = 32 };

#define SB_BODY "coding/lasso_exact.c"
#include "double_and_float.h"
#else

static REAL R(wanted)(const REAL *q0, REAL lambda, const struct R(lasso_work) * w, size_t a)
{
    return q0[w->id[a]] - (w->c[a] < 0 ? -lambda : lambda);
}

/* g[k] becomes the solution of U^T x = g, zeros up to the padding. */
static void R(forward)(const struct R(lasso_work) * w, size_t ld, size_t k, REAL *g)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    for (size_t i = 0; i < k; i++) {
        g[i] /= w->diagonal[i];
        kernel->axpy(-g[i], w->H + i * ld, g, sb_padded(k));
    }
}

/* b[k] becomes the solution of U x = b. */
static void R(backward)(struct R(lasso_work) * w, size_t ld, size_t k)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    for (size_t i = k; i-- > 0;)
        w->b[i] = (w->b[i] - kernel->dot(w->H + i * ld, w->b, sb_padded(k))) / w->diagonal[i];
}

/* U and y of the first k atoms, from what kernel->solve made of H. */
static void R(factor)(struct R(lasso_work) * w, size_t ld, size_t k, const REAL *q0, REAL lambda)
{
    memset(w->y, 0, ld * sizeof(REAL));
    for (size_t i = 0; i < k; i++) {
        REAL *row = w->H + i * ld;
        w->diagonal[i] = (REAL)sqrt((double)row[i]);
        for (size_t j = i + 1; j < k; j++)
            row[j] /= w->diagonal[i];
        memset(row, 0, (i + 1) * sizeof(REAL));
        memset(row + k, 0, (ld - k) * sizeof(REAL));
        w->y[i] = R(wanted)(q0, lambda, w, w->place[i]);
    }
    R(forward)(w, ld, k, w->y);
}

/* Take the k-th atom into U; false when it is a combination of the others, b then says which:
 * U^T b = G_others,k. */
static bool R(take)(struct R(lasso_work) * w, size_t ld, size_t k, const REAL *q0, REAL lambda)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    size_t a = w->place[k];
    REAL norm2 = w->G[a * ld + a];
    memset(w->b, 0, ld * sizeof(REAL));
    for (size_t i = 0; i < k; i++)
        w->b[i] = w->G[w->place[i] * ld + a];
    R(forward)(w, ld, k, w->b);
    REAL left = norm2 - kernel->dot(w->b, w->b, sb_padded(k));
    if (!(left > 16 * REAL_EPS * norm2))
        return false;
    for (size_t i = 0; i < k; i++)
        w->H[i * ld + k] = w->b[i];
    memset(w->H + k * ld, 0, ld * sizeof(REAL));
    w->diagonal[k] = (REAL)sqrt((double)left);
    w->y[k] = 0;
    w->y[k] = (R(wanted)(q0, lambda, w, a) - kernel->dot(w->b, w->y, sb_padded(k))) /
              w->diagonal[k];
    return true;
}

/* Take the p-th atom out of U, which has k. Without its column, one element in each row from
 * the p-th on stands left of the diagonal; rotations of neighbouring rows remove them. */
static void R(drop)(struct R(lasso_work) * w, size_t ld, size_t k, size_t p)
{
    for (size_t i = 0; i < k; i++) {
        memmove(w->H + i * ld + p, w->H + i * ld + p + 1, (k - 1 - p) * sizeof(REAL));
        w->H[i * ld + k - 1] = 0;
    }
    for (size_t j = p; j + 1 < k; j++) {
        REAL *upper = w->H + j * ld, *lower = upper + ld, a = upper[j], b = w->diagonal[j + 1];
        REAL r = (REAL)sqrt((double)(a * a + b * b)), u = w->y[j], l = w->y[j + 1];
        a /= r;
        b /= r;
        w->diagonal[j] = r;
        upper[j] = 0;
        for (size_t i = j + 1; i + 1 < k; i++) {
            REAL up = upper[i], low = lower[i];
            upper[i] = a * up + b * low;
            lower[i] = a * low - b * up;
        }
        w->y[j] = a * u + b * l;
        w->y[j + 1] = a * l - b * u;
    }
    w->y[k - 1] = 0;
}

/* Go from the codes of the first `on` atoms to b, or in the direction b when there is no goal, as
 * far as no sign changes. Returns the atom that is 0 then, `on` when there is none. */
static size_t R(walk)(struct R(lasso_work) * w, size_t on, bool goal)
{
    REAL way = goal ? 1 : INFINITY;
    size_t first = on;
    for (size_t i = 0; i < on; i++) {
        REAL c = w->c[w->place[i]];
        if (goal && w->b[i] * c > 0)
            continue;
        REAL step = goal ? w->b[i] - c : w->b[i], reach = -c / step;
        if (step != 0 && (c < 0) == (step > 0) && reach < way) {
            way = reach;
            first = i;
        }
    }
    if (first == on && !goal)
        return on;
    for (size_t i = 0; i < on; i++) {
        REAL *c = &w->c[w->place[i]];
        *c = first == on ? w->b[i] : *c + way * (goal ? w->b[i] - *c : w->b[i]);
    }
    if (first < on)
        w->c[w->place[first]] = 0;
    return first;
}

/* The k-th atom is a combination of those before it, as b says: a direction in which the code
 * alone changes, not what it makes, and gets no dearer. */
static void R(exchange)(struct R(lasso_work) * w, size_t ld, size_t k)
{
    REAL slope = 0;
    R(backward)(w, ld, k);
    w->b[k] = -1;
    for (size_t i = 0; i <= k; i++)
        slope += w->c[w->place[i]] < 0 ? -w->b[i] : w->b[i];
    for (size_t i = 0; slope > 0 && i <= k; i++)
        w->b[i] = -w->b[i];
}

/* The minimum for the signs as they are, once all atoms are in U. */
static void R(aim)(struct R(lasso_work) * w, size_t ld, size_t k)
{
    memset(w->b, 0, ld * sizeof(REAL));
    memcpy(w->b, w->y, k * sizeof(REAL));
    R(backward)(w, ld, k);
}

/* H, and behind b its diagonal, of the atoms that are on; returns how many. */
static size_t R(gather)(const REAL *q0, REAL lambda, size_t ld, struct R(lasso_work) * w)
{
    size_t on = 0;
    for (size_t a = 0; a < w->n; a++) {
        w->place[on] = a;
        on += w->c[a] != 0;
    }
    for (size_t i = 0; i < on; i++) {
        const REAL *from = w->G + w->place[i] * ld;
        REAL *to = w->H + i * ld;
        for (size_t j = i; j < on; j++)
            to[j] = from[w->place[j]];
        for (size_t j = on; j < sb_padded(on); j++)
            to[j] = 0;
        w->b[i] = R(wanted)(q0, lambda, w, w->place[i]);
        w->b[on + i] = to[i];
    }
    return on;
}

void R(lasso_exact)(const struct R(coder) * d, const REAL *q0, REAL lambda,
                    struct R(lasso_work) * w)
{
    size_t ld = d->ld, on, k, zero;
    do { /* with few atoms, starting again is as fast */
        zero = on = R(gather)(q0, lambda, ld, w);
        k = R(kernels_now)()->solve(w->H, ld, on, w->b);
        if (k == on && (zero = R(walk)(w, on, true)) == on)
            return;
    } while (k == on && on <= FEW);
    R(factor)(w, ld, k, q0, lambda);
    for (;;) {
        if (zero < k)
            R(drop)(w, ld, k--, zero);
        if (zero < on)
            memmove(w->place + zero, w->place + zero + 1, (--on - zero) * sizeof *w->place);
        while (k < on && R(take)(w, ld, k, q0, lambda))
            k++;
        size_t count = k < on ? k + 1 : on;
        if (k < on)
            R(exchange)(w, ld, k);
        else
            R(aim)(w, ld, k);
        zero = R(walk)(w, count, k == on);
        if (zero == count)
            return;
    }
}

#endif
