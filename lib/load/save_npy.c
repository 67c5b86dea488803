#include "save_npy.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "load_file.h"

enum { HEADER = 256 }; /* mark, version, length and text: room for 8 lengths of 20 digits */

/* The header for doubles of this machine's byte order. */
static void write_header(char header[HEADER], size_t ndim, const size_t *shape)
{
    const uint16_t one = 1;
    unsigned char first;
    memcpy(&first, &one, 1);
    size_t length = HEADER - 10;
    memset(header, ' ', HEADER);
    memcpy(header, "\x93NUMPY\1\0", 8);
    header[8] = (char)(length & 255);
    header[9] = (char)(length >> 8);
    char text[HEADER];
    size_t n = (size_t)snprintf(text, sizeof text,
                                "{'descr': '%cf8', 'fortran_order': False, 'shape': (",
                                first ? '<' : '>');
    for (size_t i = 0; i < ndim; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, i + 1 < ndim ? "%zu, " : "%zu,", shape[i]);
    n += (size_t)snprintf(text + n, sizeof text - n, "), }");
    memcpy(header + 10, text, n);
    header[HEADER - 1] = '\n';
}

static bool write_bytes(int fd, const void *bytes, size_t size)
{
    for (const char *p = bytes; size > 0;) {
        ssize_t n = write(fd, p, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        p += n;
        size -= (size_t)n;
    }
    return true;
}

/* Write to `beside`, a template for mkstemp, then rename it to path; 0, or why not. */
static int put_in_place(char *beside, const char *path, const char *header, const double *data,
                        size_t size)
{
    int fd = mkstemp(beside), why = 0;
    if (fd < 0)
        return errno;
    mode_t mask = umask(0);
    umask(mask);
    if (!write_bytes(fd, header, HEADER) || !write_bytes(fd, data, size) || fsync(fd) != 0 ||
        fchmod(fd, 0666 & ~mask) != 0)
        why = errno;
    if (close(fd) != 0 && why == 0)
        why = errno;
    if (why == 0 && rename(beside, path) != 0)
        why = errno;
    if (why != 0)
        unlink(beside);
    return why;
}

enum sb_status save_npy(const char *path, size_t ndim, const size_t *shape, const double *data,
                        struct sb_error *err)
{
    char header[HEADER];
    struct stat st;
    size_t count = 1;
    if (ndim > SB_MAX_DIMS)
        return SB_EINVAL;
    for (size_t i = 0; i < ndim; i++)
        count *= shape[i];
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return sb_fail(err, SB_EIO, "%s: is no regular file; give another name", short_path(path));
    bool link = lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
    char *target = link ? realpath(path, NULL) : NULL; /* a link stays one */
    const char *to = target ? target : path;
    char *beside = malloc(strlen(to) + 8);
    enum sb_status status = SB_OK;
    if (beside) {
        sprintf(beside, "%s.XXXXXX", to);
        write_header(header, ndim, shape);
        int why = put_in_place(beside, to, header, data, count * sizeof *data);
        if (why != 0)
            status = sb_fail(err, sb_errno(why), "%s: cannot be written: %s", short_path(path),
                             strerror(why));
    } else {
        status = sb_fail(err, SB_ENOMEM, "%s: out of memory", short_path(path));
    }
    free(beside);
    free(target);
    return status;
}
