#include "load_file.h"

/* The tables of a segment of `length` bytes, `left` to the end of the file: each
 * a byte of class and number, 16 counts, then a byte for each of the symbols
 * counted. An 8-bit code has at most 256 symbols. The last table may run over
 * the segment's end: the decoder reads it all the same before it complains. */
static bool tables_fit(const unsigned char *p, size_t length, size_t left)
{
    for (size_t at = 0; at < length;) {
        size_t symbols = 0;
        for (size_t i = at + 1; i <= at + 16 && i < left; i++)
            symbols += p[i];
        if (symbols > 256)
            return false;
        at += 17 + symbols;
    }
    return true;
}

bool jpeg_tables_fit(const unsigned char *bytes, size_t size)
{
    enum { DHT = 0xC4, RST0 = 0xD0, EOI = 0xD9 };
    size_t at = 0;
    while (size - at >= 4) {
        unsigned char code = bytes[at + 1];
        if (bytes[at] != 0xFF || code == 0xFF) {
            at++; /* pixels, or padding before a marker */
            continue;
        }
        at += 2;
        if (code <= 1 || (code >= RST0 && code <= EOI))
            continue; /* a byte of pixels, or a marker without a segment */
        size_t length = (size_t)bytes[at] << 8 | bytes[at + 1];
        if (length < 2)
            continue;
        if (code == DHT && !tables_fit(bytes + at + 2, length - 2, size - at - 2))
            return false;
        if (length > size - at)
            break;
        at += length;
    }
    return true;
}
