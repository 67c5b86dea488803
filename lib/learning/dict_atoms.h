/* dict_atoms.h: the statistics of codes, and the atoms they ask for (used inside the library). */
#ifndef SB_DICT_ATOMS_H
#define SB_DICT_ATOMS_H

#include <time.h>

#include "dict_learn.h"
#include "coding/lasso.h"

#define SB_BODY "learning/dict_atoms.h"
#include "double_and_float.h"

/* Reports progress and checks the stop flag; true: stop. */
bool dict_stopped(const struct dict_options *o, const struct timespec *start,
                  struct dict_progress now);

/* The same when only the rounds after the `begun`-th were done since then. */
bool dict_stopped_since(const struct dict_options *o, const struct timespec *start, size_t begun,
                        struct dict_progress now);

/* SB_OK, or what is wrong with the sizes and options. */
enum sb_status dict_check(size_t n, size_t m, size_t K, const struct dict_options *o);

#elif defined REAL /* for double and for float */

struct R(dict_stats) {
    size_t K, m, wide; /* wide = sb_padded(m): the length of rows of B and D here */
    REAL *S;           /* K x K: sum_t a_t a_t^T */
    REAL *B;           /* K x wide: sum_t a_t x_t^T */
    REAL *D;           /* K x wide: the atoms, padded with zeros */
    REAL *g, *moved;   /* a block of atoms x wide: see dict_stats_improve */
    size_t *id;        /* 0, 1, .. */
};

/* Allocates the statistics, all zero, and copies the atoms D[K x m], scaled to unit norm. SB_OK or
 * SB_ENOMEM. */
enum sb_status R(dict_stats_alloc)(struct R(dict_stats) * s, size_t K, size_t m, const REAL *D);
void R(dict_stats_free)(struct R(dict_stats) * s);

/* S = keep S + sum a a^T, B = keep B + sum a x^T over the signals X[n x wide] and
 * their codes. Sums run over the signals in order, whatever the threads. */
void R(dict_stats_add)(struct R(dict_stats) * s, REAL keep, const REAL *X, size_t n,
                       const struct R(sparse_codes) * codes);

/* One pass over the atoms: d_k = g / ||g||, g = B_k - sum_{j != k} S_kj d_j; an atom
 * without use, or with g = 0, stays as it is. */
void R(dict_stats_improve)(struct R(dict_stats) * s);

/* Copy the atoms to D[K x m]. */
void R(dict_stats_atoms)(const struct R(dict_stats) * s, REAL *D);

#endif
