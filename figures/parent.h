/* parent.h: between figure.c and parent.c. */
#ifndef SB_PARENT_H
#define SB_PARENT_H

#include <stdio.h>

#include "child.h"

/* Draw one figure in a child process; values gets its numbers, a line each: key TAB text.
 * True when the figure was drawn; otherwise the user has been told why not. */
bool parent_draw(const struct figure *figure, const struct settings *settings, FILE *values);

/* Ctrl-C goes to a child that says it can stop early; otherwise it ends the program. False if
 * Ctrl-C is ignored in this program anyway. */
bool parent_takes_interrupts(void);

/* Whether a child has been cut short by a Ctrl-C. */
bool parent_cut_short(void);

/* Where lines for the user go: not into a picture on standard output. */
FILE *console(const struct settings *settings);

#endif
