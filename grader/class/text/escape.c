/* Escapes text for HTML, XML and CSV. */
#include "text.h"

#include <stdlib.h>
#include <string.h>

void text_html(FILE *f, const char *text)
{
    char form[TEXT_CONTROL_SIZE];
    while (text && *text) {
        const char *behind = text_control(text, form);
        if (behind) { /* XML 1.0 has no control characters */
            fprintf(f, "&lt;%.*s&gt;", (int)strlen(form) - 2, form + 1);
            text = behind;
            continue;
        }
        switch (*text) {
        case '&': fputs("&amp;", f); break;
        case '<': fputs("&lt;", f); break;
        case '>': fputs("&gt;", f); break;
        case '"': fputs("&quot;", f); break;
        case '\'': fputs("&#39;", f); break;
        default: fputc(*text, f);
        }
        text++;
        while ((*text & 0xc0) == 0x80) /* the rest of a letter */
            fputc(*text++, f);
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
        text_plain(f, text);
        return;
    }
    fputs(formula ? "\"'" : "\"", f);
    for (size_t n; *text; text += n) {
        n = strcspn(text, "\"");
        char *part = text_need(strndup(text, n));
        text_plain(f, part);
        free(part);
        if (text[n] == '"') {
            fputs("\"\"", f);
            n++;
        }
    }
    fputc('"', f);
}
