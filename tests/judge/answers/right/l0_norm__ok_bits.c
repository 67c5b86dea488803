//@ what: right
#include <stdint.h>
#include <string.h>
size_t l0_norm(const double *x, size_t n)
{
    size_t c = 0;
    while (n--) {
        uint64_t b;
        memcpy(&b, x++, sizeof b);
        c += (b << 1) != 0;
    }
    return c;
}
