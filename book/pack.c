#include "pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

void pack_fail(const char *program, const char *text)
{
    fprintf(stderr, "%s: %s\n", program, text);
    exit(1);
}

static void print_base64(const unsigned char *bytes, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        unsigned long three = (unsigned long)bytes[i] << 16 |
                              (i + 1 < n ? (unsigned long)bytes[i + 1] << 8 : 0) |
                              (i + 2 < n ? (unsigned long)bytes[i + 2] : 0);
        putchar(digits[three >> 18 & 63]);
        putchar(digits[three >> 12 & 63]);
        putchar(i + 1 < n ? digits[three >> 6 & 63] : '=');
        putchar(i + 2 < n ? digits[three & 63] : '=');
    }
}

/* Deflate to the gzip format, which DecompressionStream reads. The header has no time. */
static int print_gzip(unsigned char *bytes, size_t n)
{
    z_stream z = {.next_in = bytes, .avail_in = (unsigned)n};
    if (deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return -1;
    size_t capacity = deflateBound(&z, (unsigned long)n);
    unsigned char *out = malloc(capacity);
    z.next_out = out;
    z.avail_out = (unsigned)capacity;
    int done = out ? deflate(&z, Z_FINISH) : Z_MEM_ERROR;
    if (done == Z_STREAM_END)
        print_base64(out, z.total_out);
    deflateEnd(&z);
    free(out);
    return done == Z_STREAM_END ? 0 : -1;
}

int pack_array(const char *name, const double *values, const size_t *shape, size_t ndim, int bytes)
{
    size_t count = 1, size = bytes ? 1 : sizeof *values;
    printf("SB.data.%s = {shape: [", name);
    for (size_t i = 0; i < ndim; i++) {
        count *= shape[i];
        printf("%s%zu", i ? ", " : "", shape[i]);
    }
    unsigned char *raw = malloc(count * size);
    if (!raw)
        return -1;
    if (!bytes)
        memcpy(raw, values, count * size);
    for (size_t i = 0; bytes && i < count; i++)
        raw[i] = (unsigned char)values[i];
    printf("], type: \"%s\", gzip: \"", bytes ? "u8" : "f8");
    int status = print_gzip(raw, count * size);
    puts("\"};");
    free(raw);
    return status;
}
