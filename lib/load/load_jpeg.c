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

/* In the header the decoder goes from segment to segment, and so does this
 * function. After that it takes a marker wherever it meets one, so that every
 * pair of bytes that could begin a table is looked at. */
bool jpeg_tables_fit(const unsigned char *bytes, size_t size)
{
    enum { DHT = 0xC4, SOI = 0xD8, SOS = 0xDA };
    bool header = true;
    for (size_t at = 0; size - at >= 4;) {
        unsigned char code = bytes[at + 1];
        if (bytes[at] == 0xFF && code == DHT) {
            size_t length = (size_t)bytes[at + 2] << 8 | bytes[at + 3];
            if (length > 2 && !tables_fit(bytes + at + 4, length - 2, size - at - 4))
                return false;
        }
        if (bytes[at] != 0xFF || code == SOS)
            header = false;
        if (!header || code == 0xFF)
            at++; /* pixels, or padding before a marker */
        else if (code == SOI)
            at += 2;
        else
            at += 2 + ((size_t)bytes[at + 2] << 8 | bytes[at + 3]);
        if (at > size)
            return true;
    }
    return true;
}
