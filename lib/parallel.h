/* parallel.h: a loop shared among threads. */
#ifndef SB_PARALLEL_H
#define SB_PARALLEL_H

#include <stddef.h>

/* The most threads that a library call uses, at least 1: the number given to
 * parallel_set_threads, or the environment variable SPARSEBOOK_THREADS, or the number of
 * processors that the process may use. It changes the time taken, never the results. */
size_t parallel_threads(void);

/* Use n threads from now on; 0: back to the default. Do not call it while the library is running,
 * which has allocated memory for the number of threads it began with. */
void parallel_set_threads(size_t n);

/* Call body(begin, end, thread, ctx) for pieces that cover 0 .. n-1, each of at
 * most `piece` items and starting at a multiple of piece; thread < parallel_threads()
 * tells whose scratch memory to use. The caller's thread takes part; when no
 * other is free or can be started it does all the work, so this cannot fail. A loop
 * inside a loop, or at the same time in another thread, is not shared out. */
void parallel_for(size_t n, size_t piece,
                  void (*body)(size_t begin, size_t end, size_t thread, void *ctx), void *ctx);

#endif
