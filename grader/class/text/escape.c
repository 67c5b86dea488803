/* Escapes text for HTML, XML, CSV and JSON. */
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

/* A spreadsheet takes these for the beginning of a formula, in East Asian full width, too. */
static bool begins_formula(const char *text)
{
    static const char *const wide[] = {"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
                                       "\xef\xbc\xa0"};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strncmp(text, wide[i], strlen(wide[i])) == 0)
            return true;
    return text[0] && strchr("=+-@\t\r\n", text[0]) && text[strspn(text, "+-.0123456789")] != '\0';
}

void text_csv(FILE *f, const char *text)
{
    text = text ? text : "";
    bool formula = begins_formula(text);
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

void text_json(FILE *f, const char *json)
{
    char form[TEXT_CONTROL_SIZE];
    while (*json) {
        const char *behind = text_control(json, form);
        if (behind)
            fprintf(f, "\\u%.4s", form + strlen("<U+"));
        else
            fputc(*json, f);
        json = behind ? behind : json + 1;
        while (!behind && (*json & 0xc0) == 0x80) /* the rest of a letter */
            fputc(*json++, f);
    }
}
