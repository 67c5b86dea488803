#include "coder.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parallel.h"

void *sb_vector(size_t count, size_t size)
{
    if (count > (SIZE_MAX - 64) / size)
        return NULL;
    size_t bytes = (count * size + 63) / 64 * 64 + (count == 0 ? 64 : 0);
    void *p = aligned_alloc(64, bytes);
    return p ? memset(p, 0, bytes) : NULL;
}

#define SB_BODY "coding/coder_real.h"
#include "double_and_float.h"
