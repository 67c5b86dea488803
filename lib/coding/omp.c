#include "omp.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "coder.h"
#include "kernels.h"

/* Atoms measured together: few enough to stay in the first cache meanwhile. */
enum { TOGETHER = 8 };

#define SB_BODY "coding/omp_real.h"
#include "double_and_float.h"
