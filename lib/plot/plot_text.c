/* plot_text.c: how large a text is, estimated. */
#include "plot_page.h"

static size_t letters(const char *text, size_t *lines)
{
    size_t longest = 0, here = 0;
    *lines = 1;
    for (const char *c = text; c && *c; c++) {
        if (*c == '\n') {
            here = 0;
            ++*lines;
        } else if (((unsigned char)*c & 0xC0) != 0x80 && ++here > longest) {
            longest = here; /* bytes 10xxxxxx continue a letter */
        }
    }
    return longest;
}

double plot_text_width(const char *text, double font)
{
    size_t lines;
    return 0.6 * font * (double)letters(text, &lines);
}

double plot_text_height(const char *text, double font)
{
    size_t lines;
    if (!text || !*text)
        return 0;
    letters(text, &lines);
    return 1.25 * font * (double)lines;
}
