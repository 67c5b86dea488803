/* one_thread.c: what lib/learning/dict_learn.c asks of an operating system, on a page.
 * With these, the page's module runs the library's own learner and imports nothing. */
#include <stdlib.h>
#include <time.h>

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

char *getenv(const char *name)
{
    (void)name;
    return NULL;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    (void)clock;
    *now = (struct timespec){0};
    return 0;
}
