/* Notes on one submission, a sentence each, without duplicates. */
#include "text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OF_NOTE = 400 }; /* bytes */

/* Names in archives may have millions of letters: of a long note, the middle is left out. */
static char *shortened(char *line)
{
    size_t n = strlen(line), from = MOST_OF_NOTE / 2, to = n - MOST_OF_NOTE / 2;
    if (n <= MOST_OF_NOTE)
        return line;
    while (((unsigned char)line[from] & 0xc0) == 0x80)
        from--;
    while (((unsigned char)line[to] & 0xc0) == 0x80)
        to++;
    char *text = text_format("%.*s ... %s", (int)from, line, line + to);
    free(line);
    return text;
}

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
    char *line = shortened(text_one_line(text));
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
