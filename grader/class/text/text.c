/* Makes strings, and makes strings safe. */
#include "text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void *text_need(void *memory)
{
    if (!memory) {
        fputs("class: no memory\n", stderr);
        exit(2);
    }
    return memory;
}

static char *format_list(const char *fmt, va_list args)
{
    char *text = NULL;
    if (vasprintf(&text, fmt, args) < 0)
        text = NULL;
    return text_need(text);
}

char *text_format(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *text = format_list(fmt, args);
    va_end(args);
    return text;
}

/* The length of the UTF-8 sequence at s, or 0 if there is none. */
static size_t sequence(const unsigned char *s)
{
    size_t n = s[0] < 0x80                   ? 1
               : s[0] >= 0xc2 && s[0] < 0xe0 ? 2
               : (s[0] & 0xf0) == 0xe0       ? 3
               : s[0] >= 0xf0 && s[0] < 0xf5 ? 4
                                             : 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    if (n == 3 && ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] >= 0xa0)))
        return 0; /* overlong, or half of a surrogate pair */
    return n == 4 && ((s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] >= 0x90)) ? 0 : n;
}

int text_width(const char *text, int columns)
{
    for (; *text; text++)
        columns += (*text & 0xc0) == 0x80; /* bytes of a letter after its first */
    return columns;
}

char *text_put_code(char *to, unsigned code)
{
    if (code < 0x80) {
        *to++ = (char)code;
    } else if (code < 0x800) {
        *to++ = (char)(0xc0 | code >> 6);
        *to++ = (char)(0x80 | (code & 0x3f));
    } else {
        *to++ = (char)(0xe0 | code >> 12);
        *to++ = (char)(0x80 | (code >> 6 & 0x3f));
        *to++ = (char)(0x80 | (code & 0x3f));
    }
    return to;
}

bool text_is_utf8(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    for (size_t n; *s; s += n)
        if ((n = sequence(s)) == 0)
            return false;
    return true;
}

/* C1 control characters, and those that break a line or change its direction. */
static bool is_control(unsigned code)
{
    return code == 0x7f || (code >= 0x80 && code < 0xa0) || code == 0x61c || code == 0x200e ||
           code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

const char *text_control(const char *text, char form[TEXT_CONTROL_SIZE])
{
    const unsigned char *s = (const unsigned char *)text;
    size_t n = sequence(s);
    unsigned code = n < 2    ? s[0]
                    : n == 2 ? (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu)
                    : n == 3 ? (s[0] & 0xfu) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu)
                             : 0;
    if (!is_control(code) && !(code < ' ' && !strchr("\t\n", (int)code)))
        return NULL;
    if (code == 0 && n != 1)
        return NULL; /* a letter beyond U+FFFF */
    snprintf(form, TEXT_CONTROL_SIZE, "<U+%04X>", code);
    return text + (n > 0 ? n : 1);
}

void text_plain(FILE *f, const char *text)
{
    char form[TEXT_CONTROL_SIZE];
    while (text && *text) {
        const char *behind = text_control(text, form);
        if (behind)
            fputs(form, f);
        else
            fputc(*text, f);
        text = behind ? behind : text + 1;
        /* Skip the remaining bytes of a character. */
        while (!behind && (*text & 0xc0) == 0x80)
            fputc(*text++, f);
    }
}

char *text_one_line(const char *text)
{
    char *line = text_need(malloc(TEXT_CONTROL_SIZE * strlen(text) + 1)), *to = line;
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        size_t n = sequence(s);
        char form[TEXT_CONTROL_SIZE];
        const char *behind;
        if (n == 1 && *s < ' ') {
            *to++ = ' ';
            s++;
        } else if ((behind = text_control((const char *)s, form)) != NULL) {
            to = stpcpy(to, form);
            s = (const unsigned char *)behind;
        } else if (n == 0) { /* latin-1 */
            to = text_put_code(to, *s++);
        } else {
            memcpy(to, s, n);
            to += n;
            s += n;
        }
    }
    *to = '\0';
    return line;
}

char *text_file_name(const char *key)
{
    static const char good[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    char *name = text_need(malloc(3 * strlen(key) + 20)), *to = name;
    unsigned long long hash = 14695981039346656037ull;
    for (const char *s = key; *s; s++) {
        hash = (hash ^ (unsigned char)*s) * 1099511628211ull;
        if (strchr(good, *s) || (*s == '.' && s > key) || ((*s & 0x80) && text_is_utf8(key)))
            *to++ = *s;
        else
            to += sprintf(to, "~%02X", (unsigned char)*s);
    }
    *to = '\0';
    if (to - name > 120) { /* file systems end at 255 */
        for (to = name + 100; (*to & 0xc0) == 0x80;)
            to--; /* not in the middle of a letter */
        sprintf(to, "~%016llx", hash);
    }
    return name;
}
