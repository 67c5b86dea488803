#include "load_file.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *short_path(const char *path)
{
    const size_t longest = 240;
    size_t n = strlen(path);
    return n <= longest ? path : path + (n - longest);
}

static enum sb_status check_regular(const char *name, const struct stat *st, struct sb_error *err)
{
    if (S_ISDIR(st->st_mode))
        return sb_fail(err, SB_EIO, "%s: is a folder; give a file in it", name);
    if (!S_ISREG(st->st_mode))
        return sb_fail(err, SB_EIO, "%s: is not a regular file; copy its content to one", name);
    if (st->st_size == 0)
        return sb_fail(err, SB_EIO, "%s: is empty; fetch or save it again", name);
    if ((uintmax_t)st->st_size > SIZE_MAX / 2)
        return sb_fail(err, SB_ENOMEM, "%s: is too large for this machine", name);
    return SB_OK;
}

static enum sb_status read_all(const char *name, int fd, unsigned char *bytes, size_t size,
                               struct sb_error *err)
{
    for (size_t done = 0; done < size;) {
        ssize_t n = read(fd, bytes + done, size - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return sb_fail(err, SB_EIO, "%s: cannot be read: %s", name, strerror(errno));
        if (n == 0)
            return sb_fail(err, SB_EIO, "%s: became shorter while it was read", name);
        done += (size_t)n;
    }
    return SB_OK;
}

enum sb_status open_file(const char *path, int *fd, size_t *size, struct sb_error *err)
{
    const char *name = short_path(path);
    *size = 0;
    /* Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever. */
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (*fd < 0 && errno == ENOENT)
        return sb_fail(err, SB_EIO, "%s: there is no such file; check the name and the folder",
                       name);
    if (*fd < 0)
        return sb_fail(err, SB_EIO, "%s: cannot be opened: %s", name, strerror(errno));
    struct stat st;
    enum sb_status status;
    if (fstat(*fd, &st) != 0)
        status = sb_fail(err, SB_EIO, "%s: cannot be read: %s", name, strerror(errno));
    else
        status = check_regular(name, &st, err);
    if (status == SB_OK) {
        *size = (size_t)st.st_size;
    } else {
        close(*fd);
        *fd = -1;
    }
    return status;
}

enum sb_status read_file(const char *path, unsigned char **bytes, size_t *size,
                         struct sb_error *err)
{
    const char *name = short_path(path);
    int fd;
    *bytes = NULL;
    enum sb_status status = open_file(path, &fd, size, err);
    if (status != SB_OK)
        return status;
    unsigned char *buffer = malloc(*size);
    status = buffer ? read_all(name, fd, buffer, *size, err)
                    : sb_fail(err, SB_ENOMEM, "%s: too large for the memory that is free", name);
    close(fd);
    if (status == SB_OK)
        *bytes = buffer;
    else
        free(buffer);
    *size = status == SB_OK ? *size : 0;
    return status;
}

bool count_elements(size_t ndim, const size_t *shape, size_t *count)
{
    *count = 1;
    for (size_t i = 0; i < ndim; i++)
        if (shape[i] == 0)
            *count = 0;
    for (size_t i = 0; *count != 0 && i < ndim; i++) {
        if (*count > SIZE_MAX / shape[i])
            return false;
        *count *= shape[i];
    }
    return true;
}

enum sb_status array_alloc(struct array *a, size_t ndim, const size_t *shape)
{
    *a = (struct array){0};
    size_t count;
    if (ndim > SB_MAX_DIMS || !count_elements(ndim, shape, &count) ||
        count > SIZE_MAX / sizeof(double))
        return SB_ENOMEM;
    if (count > 0) {
        a->data = malloc(count * sizeof(double));
        if (!a->data)
            return SB_ENOMEM;
    }
    a->ndim = ndim;
    a->count = count;
    for (size_t i = 0; i < ndim; i++)
        a->shape[i] = shape[i];
    return SB_OK;
}

void array_free(struct array *a)
{
    free(a->data);
    *a = (struct array){0};
}

/* IEEE 754 binary16: 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits. */
static double half_value(uint64_t bits)
{
    int exponent = (int)(bits >> 10 & 31);
    double fraction = (double)(bits & 1023);
    double x;
    if (exponent == 31)
        x = fraction > 0 ? (double)NAN : (double)INFINITY;
    else if (exponent == 0)
        x = ldexp(fraction, -24); /* subnormal: no hidden one */
    else
        x = ldexp(1024 + fraction, exponent - 25);
    return bits >> 15 ? -x : x;
}

static double float_value(uint64_t bits, size_t size)
{
    if (size == 2)
        return half_value(bits);
    if (size == 4) {
        uint32_t bits32 = (uint32_t)bits;
        float x;
        memcpy(&x, &bits32, sizeof x);
        return (double)x;
    }
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

double element_value(const unsigned char *p, struct element type)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < type.size; i++)
        bits = bits << 8 | p[type.big ? i : type.size - 1 - i];
    switch (type.kind) {
    case 'b': return bits != 0 ? 1.0 : 0.0;
    case 'f': return float_value(bits, type.size);
    case 'i': {
        uint64_t sign = UINT64_C(1) << (8 * type.size - 1);
        /* For a negative number: -(2^w - bits), with 2^w = 2 sign, never overflowing. */
        return bits & sign ? -(double)(sign - (bits - sign)) : (double)bits;
    }
    default: return (double)bits;
    }
}

enum sb_status array_from_bytes(const char *name, const unsigned char *bytes, size_t size,
                                struct element type, size_t ndim, const size_t *shape,
                                struct array *out, struct sb_error *err)
{
    size_t count;
    if (!count_elements(ndim, shape, &count) || count > SIZE_MAX / type.size)
        return sb_fail(err, SB_EFORMAT,
                       "%s: its header gives a shape larger than any file; fetch it again", name);
    size_t asked = count * type.size;
    if (asked > size)
        return sb_fail(err, SB_EIO,
                       "%s: cut short: its header promises %zu bytes of data, the file holds %zu; "
                       "fetch it again",
                       name, asked, size);
    if (asked < size)
        return sb_fail(err, SB_EFORMAT,
                       "%s: %zu bytes follow the %zu that its header promises; save one array per "
                       "file",
                       name, size - asked, asked);
    if (array_alloc(out, ndim, shape) != SB_OK)
        return sb_fail(err, SB_ENOMEM, "%s: too large for the memory that is free", name);
    for (size_t i = 0; i < count; i++)
        out->data[i] = element_value(bytes + i * type.size, type);
    return SB_OK;
}
