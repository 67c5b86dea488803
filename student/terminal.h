/* terminal.h: takes over the terminal as a screen with keys, and gives it back. */
#ifndef SB_TERMINAL_H
#define SB_TERMINAL_H

#include <stdbool.h>

/* Reads keys without Enter or echo, on the alternate screen if there is one.
 * Returns false when standard input or output is not a terminal. */
bool terminal_open(void);

/* Restores the terminal; may be called twice. */
void terminal_close(void);

/* True where lines can only be printed one after another (TERM=dumb). */
bool terminal_is_plain(void);

/* True if colours and bold may be used. */
bool terminal_has_colour(void);

/* True where the terminal has said that it shows pictures (sixels). */
bool terminal_draws(void);

/* Reads the keys that were pressed into keys[size], an arrow or the like as one '\0'.
 * Returns how many, or -1 at the end of input. */
int terminal_keys(char *keys, int size);

void terminal_size(int *rows, int *cols);

/* Readable when a signal has arrived; terminal_signal then returns its number, or 0. */
int terminal_signals(void);
int terminal_signal(void);

/* Restores the terminal, then ends by this signal, or stops by SIGTSTP; opens the
 * terminal again after a stop. */
void terminal_obey(int number);

#endif
