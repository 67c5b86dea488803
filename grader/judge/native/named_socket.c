/* named_socket.c: a socket's address has 108 bytes, and paths are longer. So go to the folder, use
 * the short name, and come back. Going through /proc/self/fd would be simpler, but fails where
 * /proc is another system's, as in a plain chroot. */
#define _GNU_SOURCE /* O_PATH */
#include "named_socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define WAITING 64 /* connections that wait to be accepted */

static bool attach(int fd, const char *name, bool listens)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", name);
    if (!listens)
        return connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    unlink(name);
    return bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, WAITING) == 0;
}

static int open_in(const char *folder, const char *name, bool listens)
{
    int why = 0, here = open(".", O_PATH | O_CLOEXEC);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (here < 0 || fd < 0 || (folder && chdir(folder) != 0) || !attach(fd, name, listens))
        why = errno;
    if (here >= 0) {
        if (fchdir(here) != 0)
            why = errno;
        close(here);
    }
    if (why == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    errno = why;
    return -1;
}

int named_socket_listen(const char *folder, const char *name)
{
    return open_in(folder, name, true);
}

int named_socket_connect(const char *folder, const char *name)
{
    return open_in(folder, name, false);
}
