#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "load_file.h"

/* A .npy by its name or by its first bytes. */
static bool looks_like_npy(const char *path)
{
    const char *dot = strrchr(path, '.');
    if (dot && strcmp(dot, ".npy") == 0)
        return true;
    char mark[6] = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t n = read(fd, mark, sizeof mark);
    close(fd);
    return n == (ssize_t)sizeof mark && memcmp(mark, "\x93NUMPY", sizeof mark) == 0;
}

static enum sb_status load_npy_video(const char *path, struct array *out, struct sb_error *err)
{
    enum sb_status status = load_npy(path, out, err);
    if (status != SB_OK)
        return status;
    size_t ndim = out->ndim;
    if (ndim == 3 && out->count > 0)
        return SB_OK;
    array_free(out);
    if (ndim == 3)
        return sb_fail(err, SB_ESHAPE, "%s: the video has no pixels", short_path(path));
    return sb_fail(err, SB_ESHAPE, "%s: has %zu dimensions; a video has 3: frames x rows x columns",
                   short_path(path), ndim);
}

enum sb_status load_video(const char *path, size_t rows, size_t cols, struct array *out,
                          struct sb_error *err)
{
    *out = (struct array){0};
    const char *name = short_path(path);
    struct stat st;
    if (stat(path, &st) != 0)
        return errno == ENOENT
                   ? sb_fail(err, SB_EIO, "%s: there is no such file or folder; check the name",
                             name)
                   : sb_fail(err, SB_EIO, "%s: cannot be opened: %s", name, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return load_frames(path, out, err);
    if (!S_ISREG(st.st_mode))
        return sb_fail(err, SB_EIO, "%s: is not a regular file; copy its content to one", name);
    if (st.st_size == 0)
        return sb_fail(err, SB_EIO, "%s: is empty; fetch or save it again", name);
    if (access(path, R_OK) != 0)
        return sb_fail(err, SB_EIO, "%s: cannot be opened: %s", name, strerror(errno));
    if (looks_like_npy(path))
        return load_npy_video(path, out, err);
    enum sb_status status = video_whole(path, err);
    return status == SB_OK ? load_ffmpeg(path, rows, cols, out, err) : status;
}
