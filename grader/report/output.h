/* output.h: what a program writes to standard output arrives, or the program says that it did not.
 * */
#ifndef SB_OUTPUT_H
#define SB_OUTPUT_H

/* Call first in main: if standard input, output or error is closed (>&-), no file opened later
 * takes its place; and a reader that goes away (| head -1) does not end the program. */
void output_begin(void);

/* Call last in main: the status to exit with. It is `status` if everything was written or nobody
 * reads it any more, and 2, after a line on standard error, if it cannot be written. */
int output_end(const char *program, int status);

#endif
