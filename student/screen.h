/* screen.h: fits lines into the terminal. */
#ifndef SB_SCREEN_H
#define SB_SCREEN_H

#include <stddef.h>

/* Begins a screen of this many columns. */
void screen_begin(int cols);

/* Adds text[length], one or more lines, and wraps lines that are too long.
 * Control characters are shown as '?'. */
void screen_add(const char *text, size_t length);

/* The same for printf's arguments. */
void screen_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Draws the screen: the head, the lines added, and the feet at the bottom. If not
 * all lines fit, the last row says how many are left out and where to see them
 * (`rest`). */
void screen_paint(int rows, const char *head, const char *const feet[2], const char *rest);

/* Colours and marks of this terminal, decided once. */
void screen_setup(void);
const char *screen_mark(const char *state);

#endif
