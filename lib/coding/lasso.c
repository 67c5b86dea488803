#include "lasso.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parallel.h"

enum {
    FEW = 32,           /* atoms whose equations are solved faster than their factor is kept */
    SWEEPS_BETWEEN = 4, /* while atoms are still being added */
    SWEEPS_AT_END = 50,
    MOST_SWEEPS = 20000 /* nearly parallel atoms settle slowly, or not at all */
};

#define SB_BODY "coding/lasso_real.h"
#include "double_and_float.h"
