/* plot_deliver.c: a file that appears whole or not at all. */
#include "plot_page.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool copy(FILE *from, int to)
{
    char bytes[65536];
    size_t got;
    rewind(from);
    while ((got = fread(bytes, 1, sizeof bytes, from)) > 0)
        if (!plot_write_all(to, bytes, got))
            return false;
    return !ferror(from);
}

static enum sb_status unwritable(const char *path, int why, struct sb_error *err)
{
    return sb_fail(err, SB_EIO, "%s: cannot be written: %s", path,
                   why == ENXIO ? "nobody reads from it" : strerror(why));
}

/* A pipe or a device takes the picture itself; a file in its place would be no use to whoever
 * reads from it. */
static enum sb_status write_into(FILE *drawn, const char *path, struct sb_error *err)
{
    /* Without O_NONBLOCK this would wait until somebody reads from the pipe. */
    int fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return unwritable(path, errno, err);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGPIPE, &ignore, &before);
    bool ok = copy(drawn, fd);
    int why = errno;
    sigaction(SIGPIPE, &before, NULL);
    if (close(fd) != 0 && ok) {
        ok = false;
        why = errno;
    }
    return ok ? SB_OK : unwritable(path, why, err);
}

/* Copy the finished picture beside path, then rename it into place. */
static enum sb_status put_in_place(FILE *drawn, const char *path, struct sb_error *err)
{
    size_t size = strlen(path) + 8;
    char *beside = malloc(size);
    if (!beside)
        return sb_fail(err, SB_ENOMEM, "%s: out of memory", path);
    snprintf(beside, size, "%s.XXXXXX", path);
    int fd = mkstemp(beside), why = errno;
    if (fd < 0) {
        free(beside);
        return unwritable(path, why, err);
    }
    mode_t mask = umask(0);
    umask(mask);
    bool ok = copy(drawn, fd) && fchmod(fd, 0666 & ~mask) == 0;
    why = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        why = errno;
    }
    if (ok && rename(beside, path) != 0) {
        ok = false;
        why = errno;
    }
    if (!ok)
        unlink(beside);
    free(beside);
    return ok ? SB_OK : unwritable(path, why, err);
}

enum sb_status plot_deliver(FILE *drawn, const char *path, struct sb_error *err)
{
    struct stat st;
    if (!path) {
        fflush(stdout);
        /* gnuplot's last line of a picture has no end. */
        return copy(drawn, STDOUT_FILENO) && plot_write_all(STDOUT_FILENO, "\n", 1)
                   ? SB_OK
                   : sb_fail(err, SB_EIO, "standard output: %s", strerror(errno));
    }
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
        return write_into(drawn, path, err);
    if (lstat(path, &st) != 0 || !S_ISLNK(st.st_mode))
        return put_in_place(drawn, path, err);
    char *target = realpath(path, NULL); /* a link stays one */
    if (!target)
        return unwritable(path, errno, err);
    enum sb_status status = put_in_place(drawn, target, err);
    free(target);
    return status;
}
