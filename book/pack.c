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

/* What the pixels to the left, above and between suggest for one (the predictor of JPEG-LS). */
static int suggested(int left, int above, int corner)
{
    int low = left < above ? left : above, high = left < above ? above : left;
    return corner >= high ? low : corner <= low ? high : left + above - corner;
}

int pack_video(const char *name, const double *values, const size_t shape[3])
{
    size_t rows = shape[1], cols = shape[2], count = shape[0] * rows * cols;
    unsigned char *raw = malloc(count);
    if (!raw)
        return -1;
    for (size_t i = 0; i < count; i++) {
        size_t row = i / cols % rows, col = i % cols;
        const double *v = values + i;
        int left = col ? (int)v[-1] : 0, above = row ? (int)*(v - cols) : 0;
        int corner = row && col ? (int)*(v - cols - 1) : 0;
        raw[i] = (unsigned char)((int)*v - suggested(left, above, corner));
    }
    printf("SB.data.%s = {shape: [%zu, %zu, %zu], type: \"u8\", differences: true, gzip: \"", name,
           shape[0], rows, cols);
    int status = print_gzip(raw, count);
    puts("\"};");
    free(raw);
    return status;
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
