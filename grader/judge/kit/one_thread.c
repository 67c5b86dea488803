/* one_thread.c: lib/parallel.h for a worker or a page, which has one thread. */
#include "parallel.h"

size_t parallel_threads(void)
{
    return 1;
}

void parallel_for(size_t n, size_t piece, void (*body)(size_t, size_t, size_t, void *), void *ctx)
{
    for (size_t i = 0; i < n; i += piece)
        body(i, n - i < piece ? n : i + piece, 0, ctx);
}
