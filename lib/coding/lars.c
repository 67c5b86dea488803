#include "lars.h"

#include <float.h>
#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "coder.h"
#include "parallel.h"

#define SB_BODY "coding/lars_real.h"
#include "double_and_float.h"
