/* parallel.h: a loop shared among threads. */
#ifndef SB_PARALLEL_H
#define SB_PARALLEL_H

#include <stddef.h>

/* Most threads a call of the library uses, at least 1: what parallel_set_threads
 * was given, else the environment variable SPARSEBOOK_THREADS, else the number
 * of processors that the process may use. Results do not depend on it, only the time does. */
size_t parallel_threads(void);

/* Use n threads from now on; 0: back to the default. Not while a call of the library runs: it
 * has memory for as many as there were when it began. */
void parallel_set_threads(size_t n);

/* Call body(begin, end, thread, ctx) for pieces that cover 0 .. n-1, each of at
 * most `piece` items and starting at a multiple of piece; thread < parallel_threads()
 * tells whose scratch memory to use. The caller's thread takes part; when no
 * other is free or can be started it does all the work, so this cannot fail. A loop
 * inside a loop, or at the same time in another thread, is not shared out. */
void parallel_for(size_t n, size_t piece,
                  void (*body)(size_t begin, size_t end, size_t thread, void *ctx), void *ctx);

#endif
