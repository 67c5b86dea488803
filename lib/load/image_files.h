/* image_files.h: grey images from files that are too large for memory, read one by one. */
#ifndef SB_IMAGE_FILES_H
#define SB_IMAGE_FILES_H

#include <stddef.h>

#include "status.h"

struct image_files;

/* Open files of images, all of one size: CIFAR-10 binary batches (load.h) and .npy arrays of count
 * x rows x cols grey values or count x rows x cols x 3 colours, in any numeric type. No image is
 * read yet. Files are read in place (pread), not mapped, so a file that gets shorter meanwhile
 * causes a message, not a signal.
 * Out: *files, which image_files_close frees; NULL on failure.
 * Returns SB_OK; SB_EINVAL without a file; SB_ENOMEM; SB_EIO (missing, no regular file, shorter
 * than its header promises); SB_EFORMAT (neither format, longer than promised); SB_ETYPE; SB_ESHAPE
 * (no images, or not of the first file's size; columns first); each with one line in err. */
enum sb_status image_files_open(const char *const *paths, size_t n, struct image_files **files,
                                struct sb_error *err);
void image_files_close(struct image_files *files); /* NULL is allowed */

/* How many images there are in all, and their size in pixels. */
size_t image_files_count(const struct image_files *files);
size_t image_files_rows(const struct image_files *files);
size_t image_files_cols(const struct image_files *files);

/* A number that files of other sizes or formats most likely do not share. */
double image_files_mark(const struct image_files *files);

/* Read image i, counted through all files: grey[rows x cols], in the unit of the file, colours as
 * 0.2989 R + 0.5870 G + 0.1140 B. Any thread may call it.
 * Returns SB_OK; SB_ENOMEM; SB_EIO (cannot be read, became shorter); SB_EFORMAT (a CIFAR-10 label
 * above 9); SB_ENONFINITE; each with one line in err. */
enum sb_status image_files_read(const struct image_files *files, size_t i, double *grey,
                                struct sb_error *err);

/* SB_OK while every file has the size and the time of its last change that it had when it was
 * opened; else SB_EIO, with one line in err. */
enum sb_status image_files_unchanged(const struct image_files *files, struct sb_error *err);

#endif
