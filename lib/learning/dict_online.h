/* dict_online.h: the online learner with the signals left to the caller (used inside the
 * library). */
#ifndef SB_DICT_ONLINE_H
#define SB_DICT_ONLINE_H

#include "dict_learn.h"

#define SB_BODY "learning/dict_online.h"
#include "double_and_float.h"

#elif defined REAL /* for double and for float */

struct R(dict_online);

/* As dict_online_begin (dict_learn.h), for signals near `unit`, a power of two (coder.h), that
 * dict_online_feed is given; n = 0, or how many signals dict_online_step chooses from. Arguments
 * are not checked. */
enum sb_status R(dict_online_open)(size_t n, size_t m, size_t K, const struct dict_options *options,
                                   REAL unit, const REAL *D, struct R(dict_online) * *begun);

/* Learn from the next minibatch X[n x m], finite, n at most options->batch; returns the mean
 * objective of its signals, as the atoms were before. */
double R(dict_online_feed)(struct R(dict_online) * o, const REAL *X, size_t n);

/* All that the learner knows, exactly: atoms D[K x m], statistics B[K x m] and S[K x K] (see
 * dict_learn_online), rows ld apart, and how many minibatches there were. */
size_t R(dict_online_save)(const struct R(dict_online) * o, double *D, double *B, double *S,
                           size_t ld);
void R(dict_online_restore)(struct R(dict_online) * o, size_t step, const double *D,
                            const double *B, const double *S, size_t ld);

#endif
