/* output.h: what a program writes to its standard output arrives, or it says so. */
#ifndef SB_OUTPUT_H
#define SB_OUTPUT_H

/* First of all in main: when standard input, output or error is closed (>&-), no file
 * that is opened later takes its place; and a reader that goes away (| head -1) ends
 * its own reading only, not the program. */
void output_begin(void);

/* Last of all: the status to end with. It is `status` when everything is written, or
 * nobody reads it any more; and 2, after a line on standard error, when it cannot be. */
int output_end(const char *program, int status);

#endif
