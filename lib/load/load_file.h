/* load_file.h: what the loaders share. Not for use outside lib. */
#ifndef SB_LOAD_FILE_H
#define SB_LOAD_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "load.h"

/* The end of a path, short enough that the reason fits on the same line. */
const char *short_path(const char *path);

/* Read a regular file whole: *bytes (malloc'd, the caller frees it) and *size > 0.
 * Returns SB_OK; SB_EIO when it is missing, not a regular file, unreadable or
 * empty; SB_ENOMEM. */
enum sb_status read_file(const char *path, unsigned char **bytes, size_t *size,
                         struct sb_error *err);

/* Open a regular file to read; *fd is the caller's to close, *size > 0. Returns as read_file. */
enum sb_status open_file(const char *path, int *fd, size_t *size, struct sb_error *err);

/* Make *a an array of that shape, with uninitialised elements.
 * Returns SB_OK; SB_ENOMEM (also when the size overflows) with *a empty. */
enum sb_status array_alloc(struct array *a, size_t ndim, const size_t *shape);

/* How one element is stored in a file. */
struct element {
    char kind;   /* 'b' bool, 'i' signed, 'u' unsigned (two's complement), 'f' IEEE 754 */
    size_t size; /* bytes: 1, 2, 4 or 8; floats have at least 2 */
    bool big;    /* most significant byte first */
};

/* The value of the element at p. Integers beyond 2^53 are rounded to the nearest double. */
double element_value(const unsigned char *p, struct element type);

/* Fill *out, of that shape, with row-major elements from bytes[size], which
 * must be exactly as many as the shape asks for: a file is refused before
 * memory is taken when its header promises more, or less, than it holds.
 * name: the file's, for the message. Returns SB_OK; SB_EFORMAT; SB_EIO; SB_ENOMEM. */
enum sb_status array_from_bytes(const char *name, const unsigned char *bytes, size_t size,
                                struct element type, size_t ndim, const size_t *shape,
                                struct array *out, struct sb_error *err);

/* What the dtype `descr` of a .npy file says: byte order, kind and bytes ("<f8" is a
 * little-endian double), or one of NumPy's names. Returns SB_OK; SB_ETYPE when it is no
 * plain number of at most 8 bytes. */
enum sb_status npy_type(const char *name, const char *descr, struct element *type,
                        struct sb_error *err);

/* What the header of a .npy file says. */
struct npy_header {
    struct element type;
    bool fortran;
    size_t ndim, shape[SB_MAX_DIMS];
};

/* Read the header that bytes[size], the beginning of a .npy file, holds; *data is where the
 * elements begin. Returns SB_OK; SB_EFORMAT; SB_EIO when it is cut short; SB_ETYPE; SB_ESHAPE. */
enum sb_status npy_header(const char *name, const unsigned char *bytes, size_t size,
                          struct npy_header *h, size_t *data, struct sb_error *err);

/* The number of elements of that shape, 0 when a length is 0; false when it overflows. */
bool count_elements(size_t ndim, const size_t *shape, size_t *count);

/* False when a JPEG file has a Huffman table of more than 256 symbols, which
 * stb_image 2.27 would write past the end of its own tables. True for other files.
 * Source: ITU-T T.81 (1992), B.2.4.2. */
bool jpeg_tables_fit(const unsigned char *bytes, size_t size);

/* Videos with more pixels in all are refused: they would need over 2 GiB as doubles. */
#ifndef MOST_VIDEO_PIXELS /* the fuzz targets take fewer, to be quick */
#define MOST_VIDEO_PIXELS ((size_t)1 << 28)
#endif

/* Parts of load_video; *out is empty when they are called. A folder of
 * pictures, and any file that ffmpeg can read. */
enum sb_status load_frames(const char *path, struct array *out, struct sb_error *err);
enum sb_status load_ffmpeg(const char *path, size_t rows, size_t cols, struct array *out,
                           struct sb_error *err);

/* SB_EIO for a video that is cut short though ffmpeg does not notice (GIF, YUV4MPEG2,
 * transport streams), and for a list of videos, whose end ffmpeg might wait for. Else SB_OK. */
enum sb_status video_whole(const char *path, struct sb_error *err);

/* Grey bytes, as they arrive from ffmpeg. */
struct pixels {
    unsigned char *data; /* count bytes, of the capacity that is there */
    size_t count, capacity;
    size_t rows, cols;
};

/* Read a YUV4MPEG2 stream of grey frames to its end; *to is empty at first, and
 * the caller frees to->data, whatever is returned. Returns SB_OK with at least one frame;
 * SB_EFORMAT (another stream, or cut short); SB_ENOMEM (also for too many pixels).
 * Source: yuv4mpeg(5) of the mjpegtools. */
enum sb_status read_yuv4mpeg(FILE *f, struct pixels *to);

#endif
