/* dict_atoms.h: the statistics of codes, and the atoms they ask for (used inside the library). */
#ifndef SB_DICT_ATOMS_H
#define SB_DICT_ATOMS_H

#include <time.h>

#include "dict_learn.h"
#include "coding/lasso.h"

#define SB_BODY "learning/dict_atoms_types.h"
#include "double_and_float.h"

/* Tell progress and the stop flag where the work is; true: stop. */
bool dict_stopped(const struct dict_options *o, const struct timespec *start,
                  struct dict_progress now);

/* SB_OK, or what is wrong with the sizes and options. */
enum sb_status dict_check(size_t n, size_t m, size_t K, const struct dict_options *o);

#endif
