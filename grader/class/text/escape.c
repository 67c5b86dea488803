/* Text that goes into HTML, XML and CSV. */
#include "text.h"

#include <string.h>

void text_html(FILE *f, const char *text)
{
    for (; text && *text; text++)
        switch (*text) {
        case '&': fputs("&amp;", f); break;
        case '<': fputs("&lt;", f); break;
        case '>': fputs("&gt;", f); break;
        case '"': fputs("&quot;", f); break;
        case '\'': fputs("&#39;", f); break;
        default:
            /* XML 1.0 has no other control characters. */
            fputc((unsigned char)*text < ' ' && !strchr("\t\n\r", *text) ? ' ' : *text, f);
        }
}

void text_csv(FILE *f, const char *text)
{
    text = text ? text : "";
    /* A spreadsheet takes these for the beginning of a formula. */
    bool formula = text[0] && strchr("=+-@\t\r", text[0]);
    if (formula && text[strspn(text, "+-.0123456789")] == '\0')
        formula = false;
    if (!formula && !strpbrk(text, ",\"\r\n;") && text[0] != ' ') {
        fputs(text, f);
        return;
    }
    fputs(formula ? "\"'" : "\"", f);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', f);
        fputc(*text, f);
    }
    fputc('"', f);
}
