/* terminal.h: the terminal as a screen with keys, and as it was before. */
#ifndef SB_TERMINAL_H
#define SB_TERMINAL_H

#include <stdbool.h>

/* Keys without Enter, nothing echoed, a screen of its own where there is one.
 * Returns false when standard input or output is no terminal. */
bool terminal_open(void);

/* As it was before terminal_open; may be called twice. */
void terminal_close(void);

/* True where lines can only be printed one after the other (TERM=dumb). */
bool terminal_is_plain(void);

/* True where colours and bold are welcome. */
bool terminal_has_colour(void);

/* True where the terminal has said that it shows pictures (sixels). */
bool terminal_draws(void);

/* Reads the keys that were pressed into keys[size], an arrow or the like as one '\0'.
 * Returns how many, or -1 when there is nobody to press any. */
int terminal_keys(char *keys, int size);

void terminal_size(int *rows, int *cols);

/* Readable when a signal has come; terminal_signal then gives its number, or 0. */
int terminal_signals(void);
int terminal_signal(void);

/* End by this signal, or stop by SIGTSTP, with the terminal as it was; after a
 * stop it is open again. */
void terminal_obey(int number);

#endif
