/* pack.h: arrays for the pages. */
#ifndef SB_PACK_H
#define SB_PACK_H

#include <stddef.h>

/* Say what is wrong, in one line, and end the program: the page cannot be built. */
_Noreturn void pack_fail(const char *program, const char *text);

/* Print  SB.data.name = {shape: [...], type: "f8", gzip: "..."};  to stdout:
 * values[shape[0] * .. * shape[ndim - 1]], every bit of them. bytes: as "u8", when all
 * values are whole numbers 0..255. Returns 0; -1 when out of memory. */
int pack_array(const char *name, const double *values, const size_t *shape, size_t ndim, int bytes);

/* The same of a video[shape[0] x shape[1] x shape[2]] of bytes, each as its difference from what
 * its neighbours in the frame suggest, which packs into three quarters of the size. */
int pack_video(const char *name, const double *values, const size_t shape[3]);

#endif
