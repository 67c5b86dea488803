#include "image_files.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "load_file.h"
#include "mat.h"

enum { SIDE = 32, RECORD = 1 + 3 * SIDE * SIDE, CLASSES = 10, LONGEST_HEADER = 65536 };

struct image_file {
    const char *path;
    int fd;
    size_t size, start, count; /* start: of the first image, in bytes */
    struct timespec changed;
    size_t rows, cols, channels;
    struct element type;
    bool cifar; /* a label before each image, and each colour by itself */
};

struct image_files {
    size_t n, count, rows, cols;
    struct image_file *file;
};

static size_t image_bytes(const struct image_file *f)
{
    return f->cifar ? RECORD : f->rows * f->cols * f->channels * f->type.size;
}

/* Read `size` bytes from `from` on. */
static enum sb_status read_at(const struct image_file *f, size_t from, size_t size,
                              unsigned char *bytes, struct sb_error *err)
{
    const char *name = short_path(f->path);
    while (size > 0) {
        ssize_t n = pread(f->fd, bytes, size, (off_t)from);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return sb_fail(err, SB_EIO, "%s: cannot be read: %s", name, strerror(errno));
        if (n == 0)
            return sb_fail(err, SB_EIO, "%s: became shorter while it was read", name);
        bytes += n;
        from += (size_t)n;
        size -= (size_t)n;
    }
    return SB_OK;
}

static enum sb_status take_cifar(struct image_file *f, struct sb_error *err)
{
    if (f->size % RECORD != 0)
        return sb_fail(err, SB_EFORMAT,
                       "%s: is no .npy file, nor a whole number of CIFAR-10 records of %d bytes",
                       short_path(f->path), RECORD);
    f->cifar = true;
    f->rows = f->cols = SIDE;
    f->channels = 3;
    f->type = (struct element){.kind = 'u', .size = 1};
    f->count = f->size / RECORD;
    return SB_OK;
}

static enum sb_status take_npy(struct image_file *f, const struct npy_header *h,
                               struct sb_error *err)
{
    const char *name = short_path(f->path);
    size_t count;
    if (h->ndim < 3 || h->ndim > 4 || (h->ndim == 4 && h->shape[3] != 3))
        return sb_fail(err, SB_ESHAPE,
                       "%s: holds no images; save count x rows x cols, or with 3 colours last",
                       name);
    if (h->fortran)
        return sb_fail(err, SB_ESHAPE,
                       "%s: its images do not lie one after the other; save it with "
                       "numpy.ascontiguousarray",
                       name);
    if (!count_elements(h->ndim, h->shape, &count) || count > SIZE_MAX / h->type.size)
        return sb_fail(err, SB_EFORMAT,
                       "%s: its header gives a shape larger than any file; fetch it again", name);
    if (count == 0)
        return sb_fail(err, SB_ESHAPE, "%s: holds no images", name);
    size_t asked = count * h->type.size, there = f->size - f->start;
    if (asked != there)
        return sb_fail(err, asked > there ? SB_EIO : SB_EFORMAT,
                       "%s: its header promises %zu bytes of data, the file holds %zu; fetch it "
                       "again",
                       name, asked, there);
    f->count = h->shape[0];
    f->rows = h->shape[1];
    f->cols = h->shape[2];
    f->channels = h->ndim == 4 ? 3 : 1;
    f->type = h->type;
    return SB_OK;
}

/* Open f->path and find out what it holds; `head` is scratch of LONGEST_HEADER bytes. */
static enum sb_status take_file(struct image_file *f, unsigned char *head, struct sb_error *err)
{
    struct stat st;
    struct npy_header h;
    enum sb_status status = open_file(f->path, &f->fd, &f->size, err);
    if (status == SB_OK && fstat(f->fd, &st) != 0)
        status = sb_fail(err, SB_EIO, "%s: cannot be read: %s", short_path(f->path),
                         strerror(errno));
    if (status != SB_OK)
        return status;
    f->changed = st.st_mtim;
    size_t size = f->size < LONGEST_HEADER ? f->size : LONGEST_HEADER;
    status = read_at(f, 0, size, head, err);
    if (status != SB_OK)
        return status;
    if (size < 6 || memcmp(head, "\x93NUMPY", 6) != 0)
        return take_cifar(f, err);
    status = npy_header(short_path(f->path), head, size, &h, &f->start, err);
    return status == SB_OK ? take_npy(f, &h, err) : status;
}

enum sb_status image_files_open(const char *const *paths, size_t n, struct image_files **files,
                                struct sb_error *err)
{
    struct image_files *all = calloc(1, sizeof *all);
    unsigned char *head = malloc(LONGEST_HEADER);
    enum sb_status status = SB_OK;
    *files = NULL;
    if (all)
        all->file = calloc(n + 1, sizeof *all->file);
    if (!all || !all->file || !head)
        status = sb_fail(err, SB_ENOMEM, "no memory for %zu files", n);
    else if (n == 0)
        status = sb_fail(err, SB_EINVAL, "no file of images is given");
    for (size_t i = 0; i < n && status == SB_OK; i++) {
        struct image_file *f = &all->file[i];
        *f = (struct image_file){.path = paths[i], .fd = -1};
        all->n = i + 1;
        status = take_file(f, head, err);
        if (status == SB_OK && i > 0 && (f->rows != all->rows || f->cols != all->cols))
            status = sb_fail(err, SB_ESHAPE,
                             "%s: its images are %zu x %zu, "
                             "the first file's %zu x %zu",
                             short_path(f->path), f->rows, f->cols, all->rows, all->cols);
        all->rows = f->rows;
        all->cols = f->cols;
        all->count += f->count;
    }
    free(head);
    if (status == SB_OK)
        *files = all;
    else
        image_files_close(all);
    return status;
}

void image_files_close(struct image_files *files)
{
    for (size_t i = 0; files && i < files->n; i++)
        if (files->file[i].fd >= 0)
            close(files->file[i].fd);
    if (files)
        free(files->file);
    free(files);
}

size_t image_files_count(const struct image_files *files)
{
    return files->count;
}

size_t image_files_rows(const struct image_files *files)
{
    return files->rows;
}

size_t image_files_cols(const struct image_files *files)
{
    return files->cols;
}

double image_files_mark(const struct image_files *files)
{
    uint64_t mark = 14695981039346656037U; /* FNV-1a */
    for (size_t i = 0; i < files->n; i++)
        mark = (mark ^ files->file[i].size ^ (uint64_t)files->file[i].type.kind << 56) *
               1099511628211U;
    return (double)(mark >> 12);
}

/* The pixels in `bytes`, as grey values. */
static void make_grey(const struct image_file *f, const unsigned char *bytes, double *grey)
{
    static const double part[3] = {0.2989, 0.5870, 0.1140};
    size_t pixels = f->rows * f->cols, size = f->type.size;
    for (size_t p = 0; p < pixels; p++) {
        grey[p] = 0;
        for (size_t c = 0; c < f->channels; c++) {
            size_t at = f->cifar ? c * pixels + p : p * f->channels + c;
            double value = size == 1 && f->type.kind == 'u'
                               ? bytes[at]
                               : element_value(bytes + at * size, f->type);
            grey[p] += f->channels == 1 ? value : part[c] * value;
        }
    }
}

enum sb_status image_files_read(const struct image_files *files, size_t i, double *grey,
                                struct sb_error *err)
{
    const struct image_file *f = files->file;
    while (i >= f->count)
        i -= f++->count;
    size_t size = image_bytes(f);
    unsigned char *bytes = malloc(size);
    if (!bytes)
        return sb_fail(err, SB_ENOMEM, "%s: no memory for an image", short_path(f->path));
    enum sb_status status = read_at(f, f->start + i * size, size, bytes, err);
    if (status == SB_OK && f->cifar && bytes[0] >= CLASSES)
        status = sb_fail(err, SB_EFORMAT, "%s: image %zu has label %d; CIFAR-10 has labels 0 to 9",
                         short_path(f->path), i, bytes[0]);
    if (status == SB_OK)
        make_grey(f, bytes + (f->cifar ? 1 : 0), grey);
    if (status == SB_OK && !all_finite(grey, f->rows * f->cols))
        status = sb_fail(err, SB_ENONFINITE, "%s: image %zu holds NaN or infinity",
                         short_path(f->path), i);
    free(bytes);
    return status;
}

enum sb_status image_files_unchanged(const struct image_files *files, struct sb_error *err)
{
    for (size_t i = 0; i < files->n; i++) {
        const struct image_file *f = &files->file[i];
        struct stat st;
        if (fstat(f->fd, &st) != 0)
            return sb_fail(err, SB_EIO, "%s: cannot be read: %s", short_path(f->path),
                           strerror(errno));
        if ((size_t)st.st_size != f->size || st.st_mtim.tv_sec != f->changed.tv_sec ||
            st.st_mtim.tv_nsec != f->changed.tv_nsec)
            return sb_fail(err, SB_EIO, "%s: was changed while it was used; begin again",
                           short_path(f->path));
    }
    return SB_OK;
}
