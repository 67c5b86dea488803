#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "coder.h"
#include "omp.h"
#include "parallel.h"

#define SB_BODY "coding/omp_batch_real.h"
#include "double_and_float.h"
