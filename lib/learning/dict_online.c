#include "dict_atoms.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"

enum { USUAL_BATCH = 64 };

/* Codes of a minibatch are this exact; the noise of a minibatch is far larger. */
static const double CODE_TOL = 1e-3;
/* An atom whose use is less than this part of the mean use is dead. */
static const double DEAD = 1e-6;

#define SB_BODY "learning/dict_online_real.h"
#include "double_and_float.h"
