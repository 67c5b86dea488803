/* Standard output that is closed, full or no longer read: see output.h. */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void output_begin(void)
{
    /* A file opened gets the lowest free number. Writing to one open only for reading fails, just
     * as it does to none. */
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1)
            (void)!open("/dev/null", O_RDONLY);
    signal(SIGPIPE, SIG_IGN);
}

int output_end(const char *program, int status)
{
    errno = 0;
    int lost = ferror(stdout) != 0; /* the reason is no longer known */
    if (fflush(stdout) == 0 && !lost)
        return status;
    if (errno == EPIPE)
        return status;
    fprintf(stderr, "%s: standard output cannot be written: %s\n", program,
            errno ? strerror(errno) : "an earlier line was lost");
    return 2;
}
