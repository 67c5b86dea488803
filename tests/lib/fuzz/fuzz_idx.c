#include <math.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct array a;
    struct sb_error err = {0};
    enum sb_status status = load_idx(fuzz_file(bytes, size), &a, &err);
    fuzz_outcome(status, &a, &err, -HUGE_VAL, HUGE_VAL);
    return 0;
}
