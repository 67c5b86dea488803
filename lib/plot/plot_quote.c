/* plot_quote.c: texts and numbers in gnuplot's language. */
#include "plot_marks.h"

#include <ctype.h>

/* Length of the UTF-8 sequence at text when it is one that XML may hold, else 0. */
static size_t letter(const unsigned char *c)
{
    size_t length = *c < 0x80                 ? 1
                    : *c >= 0xC2 && *c < 0xE0 ? 2
                    : *c >= 0xE0 && *c < 0xF0 ? 3
                    : *c >= 0xF0 && *c < 0xF5 ? 4
                                              : 0;
    for (size_t i = 1; i < length; i++)
        if ((c[i] & 0xC0) != 0x80)
            return 0;
    bool overlong = (c[0] == 0xE0 && c[1] < 0xA0) || (c[0] == 0xF0 && c[1] < 0x90);
    bool beyond = (c[0] == 0xED && c[1] >= 0xA0) || (c[0] == 0xF4 && c[1] >= 0x90);
    bool no_character = c[0] == 0xEF && c[1] == 0xBF && c[2] >= 0xBE;
    return overlong || beyond || no_character ? 0 : length;
}

void plot_script_quote(FILE *script, const char *text, bool is_format)
{
    /* Every ASCII character that is not a letter, digit or blank is written as its octal
     * code, so nothing is left for gnuplot to expand or to take for an end. A digit
     * after such a code would be read as part of it, so it becomes a code as well. */
    const unsigned char *c = (const unsigned char *)(text ? text : "");
    bool after_code = false;
    fputc('"', script);
    while (*c) {
        size_t length = letter(c);
        bool code = length == 1 && *c > ' ' && *c < 0x7F &&
                    (!isalnum(*c) || (after_code && isdigit(*c)));
        if (length == 0)
            fputc('?', script);
        else if (*c == '\n')
            fputs("\\n", script);
        else if (code)
            fprintf(script, *c == '%' && is_format ? "\\%03o\\%03o" : "\\%03o", *c, *c);
        else if (*c <= ' ' || *c == 0x7F)
            fputc(' ', script);
        else
            fwrite(c, 1, length, script);
        after_code = code;
        c += length ? length : 1;
    }
    fputc('"', script);
}

void plot_script_label(const struct plot *p, FILE *script, const char *text, double x, double y,
                       const char *how, double font, uint32_t rgb)
{
    if (!text || !*text)
        return;
    fputs("set label ", script);
    plot_script_quote(script, text, false);
    fprintf(script, " at screen %.6f,%.6f %s font '" FONT ",%.4g' tc rgb '#%06x' front\n",
            x / p->width, 1 - y / p->height, how, font, (unsigned)pen_text(rgb));
}

locale_t plot_numbers_with_point(void)
{
    return uselocale(newlocale(LC_ALL_MASK, "C", (locale_t)0));
}

void plot_numbers_as_before(locale_t before)
{
    locale_t with_point = uselocale(before);
    if (with_point != LC_GLOBAL_LOCALE && with_point != before)
        freelocale(with_point);
}
