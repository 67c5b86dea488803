#include "dict_atoms.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parallel.h"
#include "random.h"

/* Atoms improved together: the signals that `correlate` takes at once, on any processor. */
enum { TOGETHER = 12 };

/* Codes good enough to judge a dictionary by. */
static const double OBJECTIVE_TOL = 1e-4;

bool dict_stopped(const struct dict_options *o, const struct timespec *start,
                  struct dict_progress now)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    double spent = (double)(t.tv_sec - start->tv_sec) + 1e-9 * (double)(t.tv_nsec - start->tv_nsec);
    now.fraction = (double)now.round / (double)now.rounds;
    now.seconds_left = spent * (1 - now.fraction) / now.fraction;
    return (o->progress && !o->progress(&now, o->data)) || (o->stop && *o->stop);
}

enum sb_status dict_check(size_t n, size_t m, size_t K, const struct dict_options *o)
{
    if (isnan(o->alpha) || isnan(o->tol) || isinf(o->alpha))
        return SB_ENONFINITE;
    if (n == 0 || m == 0 || K == 0 || o->alpha < 0 || o->tol < 0 || o->max_iter == 0)
        return SB_EINVAL;
    return SB_OK;
}

#define SB_BODY "learning/dict_atoms_real.h"
#include "double_and_float.h"
