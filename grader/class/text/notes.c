/* Notes on one submission, a sentence each, without duplicates. */
#include "text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void notes_add(struct notes *notes, const char *fmt, ...)
{
    if (notes->count == sizeof notes->text / sizeof *notes->text)
        return;
    va_list args;
    va_start(args, fmt);
    char *text = NULL;
    if (vasprintf(&text, fmt, args) < 0)
        text = NULL;
    text_need(text);
    va_end(args);
    char *line = text_one_line(text);
    free(text);
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->text[i], line) == 0) {
            free(line);
            return;
        }
    notes->text[notes->count++] = line;
}

static bool ends(const char *text, const char *ending)
{
    size_t n = strlen(text), e = strlen(ending);
    return n >= e && strcmp(text + n - e, ending) == 0;
}

void notes_gather(struct notes *notes, const char *ending, const char *together)
{
    size_t alike = 0, first = notes->count, kept = 0;
    for (size_t i = notes->count; i-- > 0;)
        if (ends(notes->text[i], ending)) {
            alike++;
            first = i;
        }
    if (alike < 3)
        return;
    for (size_t i = 0; i < notes->count; i++) {
        char *text = notes->text[i];
        if (i == first || !ends(text, ending))
            notes->text[kept++] = i == first ? text_format("%zu files %s", alike, together) : text;
        if (ends(text, ending))
            free(text);
    }
    notes->count = kept;
}

void notes_free(struct notes *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        free(notes->text[i]);
    notes->count = 0;
}
