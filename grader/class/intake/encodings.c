/* Undoes what editors, browsers and other systems do to a source file. */
#include "collect.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

/* UTF-16 with a byte order mark, as some Windows editors save it. */
static char *from_utf16(const unsigned char *data, size_t size, size_t *length)
{
    bool little = data[0] == 0xff;
    char *text = text_need(malloc(3 * size + 1)), *to = text;
    for (size_t i = 2; i + 1 < size; i += 2)
        to = text_put_code(to, little ? data[i] | (unsigned)data[i + 1] << 8
                                      : data[i + 1] | (unsigned)data[i] << 8);
    *to = '\0';
    *length = (size_t)(to - text);
    return text;
}

static char *from_latin1(const char *text)
{
    char *to = text_need(malloc(2 * strlen(text) + 1)), *start = to;
    for (const unsigned char *s = (const unsigned char *)text; *s; s++)
        to = text_put_code(to, *s);
    *to = '\0';
    return start;
}

char *intake_clean(const char *data, size_t size, const char *name, size_t *length,
                   struct notes *notes)
{
    const unsigned char *u = (const unsigned char *)data;
    char *text;
    if (size >= 2 && ((u[0] == 0xff && u[1] == 0xfe) || (u[0] == 0xfe && u[1] == 0xff))) {
        text = from_utf16(u, size, &size);
        notes_add(notes, "%s is in UTF-16; it was read as such.", name);
    } else {
        size_t mark = size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        text = text_need(malloc(size - mark + 1));
        memcpy(text, data + mark, size - mark);
        size -= mark;
        text[size] = '\0';
    }
    size_t nul = 0, used = 0, returns = 0;
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\0') {
            nul++;
        } else if (text[i] == '\r') {
            returns++;
            if (i + 1 == size || text[i + 1] != '\n')
                text[used++] = '\n';
        } else {
            text[used++] = text[i];
        }
    }
    text[used] = '\0';
    if (nul > 0)
        notes_add(notes, "%s holds %zu zero bytes, which were left out.", name, nul);
    if (returns > 0)
        notes_add(notes, "%s has the line ends of another system; they were converted.", name);
    if (!text_is_utf8(text)) {
        char *utf8 = from_latin1(text);
        free(text);
        text = utf8;
        notes_add(notes, "%s is not UTF-8; it was read as latin-1.", name);
    }
    *length = strlen(text);
    return text;
}

char *intake_name(const char *name)
{
    bool dos = false;
    for (const char *s = name; *s; s++)
        dos |= (*s & 0xe0) == 0x80;
    iconv_t from = text_is_utf8(name) || !dos ? (iconv_t)-1 : iconv_open("UTF-8", "CP437");
    if (from == (iconv_t)-1)
        return intake_compose(name);
    size_t left = strlen(name), space = 3 * left;
    char *copy = text_need(strdup(name)), *text = text_need(calloc(1, space + 1)), *in = copy,
         *to = text;
    iconv(from, &in, &left, &to, &space);
    iconv_close(from);
    free(copy);
    return text;
}
