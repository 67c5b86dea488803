/* Fits lines into the terminal (screen.h). */
#include "screen.h"

#include <langinfo.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "terminal.h"

#define MAX_LINES 400
#define LINE_SIZE 1024

static char lines[MAX_LINES][LINE_SIZE];
static int line_count, columns;
static bool utf8;

void screen_setup(void)
{
    utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

const char *screen_mark(const char *state)
{
    if (strcmp(state, "done") == 0)
        return utf8 ? "✓" : "+";
    if (strcmp(state, "") == 0 || strcmp(state, "not started") == 0 || strcmp(state, "waits") == 0)
        return utf8 ? "·" : ".";
    return strcmp(state, "partly") == 0 || strcmp(state, "started") == 0 ? "~" : utf8 ? "✗" : "x";
}

void screen_begin(int cols)
{
    line_count = 0;
    columns = cols < 10 ? 10 : cols;
}

/* How many bytes of text[length] fit into `width` columns. */
static size_t fitting(const char *text, size_t length, int width)
{
    size_t i = 0;
    for (int column = 0; i < length; i++) {
        bool begins = ((unsigned char)text[i] & 0xC0) != 0x80;
        if (begins && column++ == width)
            break;
    }
    return i;
}

static void add_row(int indent, const char *text, size_t length)
{
    if (line_count == MAX_LINES)
        return;
    char *line = lines[line_count++];
    if (length > LINE_SIZE - 1 - (size_t)indent)
        length = LINE_SIZE - 1 - (size_t)indent;
    memset(line, ' ', (size_t)indent);
    memcpy(line + indent, text, length);
    line[(size_t)indent + length] = '\0';
    for (char *c = line; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 127 || (!utf8 && (unsigned char)*c > 127))
            *c = '?';
}

static void add_line(const char *text, size_t length)
{
    int blanks = (int)strspn(text, " ");
    int indent = 0, further = blanks + 4 < columns / 2 ? blanks + 4 : 0;
    do {
        size_t part = fitting(text, length, columns - indent);
        if (part < length && text[part] != ' ') {
            size_t word = part;
            while (word > (size_t)blanks && text[word - 1] != ' ')
                word--;
            if (word > (size_t)blanks)
                part = word;
        }
        add_row(indent, text, part);
        while (part < length && text[part] == ' ')
            part++;
        text += part;
        length -= part;
        indent = further;
        blanks = 0;
    } while (length > 0);
}

void screen_add(const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t part = (size_t)((stop ? stop : end) - text);
        add_line(text, part);
        text += part + 1;
    }
}

void screen_say(const char *fmt, ...)
{
    char text[2048];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    screen_add(text, strlen(text));
}

/* One row: cleared to its end, in a style, never wider than the terminal. */
static void put_row(const char *style, const char *text)
{
    bool plain = terminal_is_plain(), colour = terminal_has_colour() && style[0];
    size_t part = fitting(text, strlen(text), columns);
    /* Cleared first: in the last column, clearing the rest would take the last character. */
    printf("%s%s%.*s%s\n", plain ? "" : "\r\033[K", colour ? style : "", (int)part, text,
           colour ? "\033[0m" : "");
}

void screen_paint(int rows, const char *head, const char *const feet[2], const char *rest)
{
    /* A head, an empty row and two feet; the cursor stays at the end of the last foot. */
    int taken = terminal_is_plain()
                    ? 6
                    : 4; /* an empty row before and behind, where rows only follow */
    int space = rows - taken > 1 ? rows - taken : 1,
        shown = line_count <= space ? line_count : space - 1;
    char more[256];
    fputs(terminal_is_plain() ? "\n" : "\033[H", stdout);
    put_row("\033[1m", head);
    if (rows > 4)
        put_row("", "");
    for (int i = 0; i < shown; i++)
        put_row(i == 0 ? "\033[1m" : "", lines[i]);
    if (shown < line_count) {
        snprintf(more, sizeof more, "... %d more line%s: %s", line_count - shown,
                 line_count - shown == 1 ? "" : "s", rest);
        put_row("\033[2m", more);
        shown++;
    }
    for (int i = shown; i < space && !terminal_is_plain(); i++)
        put_row("", "");
    if (rows > 3)
        put_row("", feet[0]);
    size_t part = fitting(feet[1], strlen(feet[1]), columns - 1);
    bool colour = terminal_has_colour();
    printf("%s%s%.*s%s%s", terminal_is_plain() ? "" : "\r\033[J", colour ? "\033[2m" : "",
           (int)part, feet[1], colour ? "\033[0m" : "", terminal_is_plain() ? "\n" : "");
    fflush(stdout);
}
