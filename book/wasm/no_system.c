/* no_system.c: what lib/learning/dict_learn.c asks of an operating system, on a page. With these,
 * the page's module runs the library's own learner and imports nothing. */
#include <stdlib.h>
#include <time.h>

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
