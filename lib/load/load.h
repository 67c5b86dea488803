/* load.h: every file the workbook reads becomes numbers here.
 *
 * Each loader fills *out (its old content is not freed) with the elements as
 * double, row-major, whatever the file's own type and order, and returns
 * SB_OK; or it leaves *out empty, returns a status and puts one line in err:
 * the file, the reason, what to do. Values are not rescaled: bytes are 0..255.
 * NaN and infinity load as they are; a caller that cannot use them checks with
 * all_finite. A file that is shorter, or longer, than its header promises is
 * refused, before memory is taken for what it claims.
 *
 * Statuses: SB_EIO (missing, a folder, no regular file, empty, cut short),
 * SB_EFORMAT (not that format, damaged, bytes left over), SB_ETYPE (elements
 * that are not plain numbers), SB_ESHAPE (wrong or too many dimensions), SB_ENOMEM. */
#ifndef SB_LOAD_H
#define SB_LOAD_H

#include <stddef.h>

#include "mat.h"
#include "status.h"

#define SB_MAX_DIMS 8

/* An n-dimensional array, row-major: the last index runs fastest. */
struct array {
    size_t ndim; /* 0 (a scalar: one element) .. SB_MAX_DIMS */
    size_t shape[SB_MAX_DIMS];
    size_t count; /* product of shape; 0 when some length is 0 */
    double *data; /* count elements, or NULL when count = 0 */
};

void array_free(struct array *a);

/* NumPy .npy, versions 1.0 to 3.0, every bool, integer and floating dtype of
 * 1 to 8 bytes by any of NumPy's names ('<f8', 'd', '?', 'uint16'), either byte
 * order, C or Fortran element order. A pickled object, a structure, a complex or
 * a string dtype is refused by name.
 * Integers beyond 2^53 are rounded to the nearest double.
 * Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays". */
enum sb_status load_npy(const char *path, struct array *out, struct sb_error *err);

/* IDX (the format of the MNIST files), every element type, 1 to SB_MAX_DIMS
 * dimensions, big-endian as the format says.
 * Source: LeCun, Cortes & Burges, "The MNIST database of handwritten digits". */
enum sb_status load_idx(const char *path, struct array *out, struct sb_error *err);

/* CIFAR-10 binary batch: records of 1 label byte and 3072 colour bytes (the
 * 1024 red, then green, then blue). out: count x 32 x 32 x 3, colours last.
 * labels (may be NULL): malloc'd array of count label bytes, the caller frees it.
 * Source: Krizhevsky 2009, "Learning multiple layers of features from tiny images". */
enum sb_status load_cifar10(const char *path, struct array *out, unsigned char **labels,
                            struct sb_error *err);

/* A CIFAR-10 PNG atlas: one image per row, its 1024 pixels from left to right,
 * RGB. out: count x 32 x 32 x 3. */
enum sb_status load_cifar10_atlas(const char *path, struct array *out, struct sb_error *err);

/* A picture by stb_image (PNG, JPEG, BMP, GIF, binary PGM and PPM).
 * channels = 1 (grey as stored; colours become (77 R + 150 G + 29 B) / 256) or
 * 3 (RGB); anything else is SB_EINVAL. Of 16-bit PNG samples the upper 8 are
 * kept (16-bit PGM and PPM are SB_ETYPE), transparency is dropped, of an
 * animated GIF the first frame is read. Pictures of more than 2^26 pixels are
 * refused. out: rows x cols for 1, rows x cols x 3 for 3. */
enum sb_status load_image(const char *path, int channels, struct array *out, struct sb_error *err);

/* A video as grey frames: a directory of pictures (in the order of their
 * names, numbers by value: f2.png before f10.png; all of one size; other files
 * are passed over), a .npy of frames x rows x cols, or any other file through
 * an ffmpeg pipe, at the constant frame rate that ffmpeg finds in it.
 * rows and cols: the size ffmpeg scales to by area averaging, 0 for the
 * video's own; pictures and .npy are not scaled. More than 2^28 pixels in all
 * are refused, but from .npy; so is a list of videos (M3U8). ffmpeg is ended, and the video
 * SB_EIO, when it sends nothing for 10 seconds. A transport stream cut between two packets
 * loads as the shorter video it is. out: frames x rows x cols. */
enum sb_status load_video(const char *path, size_t rows, size_t cols, struct array *out,
                          struct sb_error *err);

#endif
