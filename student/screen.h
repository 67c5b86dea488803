/* screen.h: lines that are made to fit into the terminal. */
#ifndef SB_SCREEN_H
#define SB_SCREEN_H

#include <stddef.h>

/* Begins a screen of this many columns. */
void screen_begin(int cols);

/* Adds text[length], of one or many lines; a line that is too long goes on below.
 * What a terminal would obey is shown as '?'. */
void screen_add(const char *text, size_t length);

/* The same for printf's arguments. */
void screen_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Puts the screen on the terminal: the head, the lines added, at the bottom the
 * feet. Of the lines, the first are shown as far as they fit; the last row
 * then says how many more there are, and where (`rest`). */
void screen_paint(int rows, const char *head, const char *const feet[2], const char *rest);

/* Colours and marks of this terminal, decided once. */
void screen_setup(void);
const char *screen_mark(const char *state);

#endif
