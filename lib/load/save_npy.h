/* save_npy.h: arrays for numpy.load. */
#ifndef SB_SAVE_NPY_H
#define SB_SAVE_NPY_H

#include <stddef.h>

#include "status.h"

/* Write doubles, row-major, as .npy version 1.0. The file appears whole or not at all: it is
 * written beside `path`, and renamed when every byte is on the disk. Only a regular file is ever
 * replaced.
 * In: data[shape[0] x .. x shape[ndim - 1]]. Returns SB_OK; SB_EINVAL when ndim > 8;
 * SB_ENOMEM; SB_EIO, with one line in err: the folder is missing, the disk is full, no regular
 * file. Source: NumPy Enhancement Proposal 1. */
enum sb_status save_npy(const char *path, size_t ndim, const size_t *shape, const double *data,
                        struct sb_error *err);

#endif
