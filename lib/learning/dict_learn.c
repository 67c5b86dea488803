#include "dict_learn.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "dict_atoms.h"

#define SB_BODY "learning/dict_learn_real.h"
#include "double_and_float.h"
