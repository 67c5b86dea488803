/* main.c SITES: let every allocation of every call fail in turn. One line a call,
 * as the tests have it; the places that failed go to the file SITES. */
#include <stdio.h>

#include "cases.h"
#include "fail.h"
#include "parallel.h"

enum { MOST_ALLOCATIONS = 2000 };

static int same(struct kept a, struct kept b)
{
    return a.pieces == b.pieces && a.streams == b.streams && a.descriptors == b.descriptors;
}

/* With its n-th allocation failing. *reached: there was an n-th. */
static const char *try_once(const struct alloc_case *c, unsigned long n, bool *reached)
{
    struct kept before = fail_kept();
    fail_arm(n);
    struct outcome o = c->run();
    *reached = fail_disarm();
    if (o.wrong)
        return o.wrong;
    if (!same(before, fail_kept()))
        return "memory, a stream or a descriptor is kept";
    if (*reached && o.status != SB_ENOMEM)
        return sb_status_text(o.status);
    return !*reached && o.status != SB_OK ? sb_status_text(o.status) : NULL;
}

static int run_case(const struct alloc_case *c)
{
    bool reached = false;
    c->run(); /* what is set up once in a program is set up now */
    for (unsigned long n = 1; n <= MOST_ALLOCATIONS; n++) {
        const char *wrong = try_once(c, n, &reached);
        if (wrong) {
            printf("not ok %s, allocation %lu %s: %s\n", c->name, n,
                   reached ? "failing" : "not reached", wrong);
            return 1;
        }
        if (!reached) {
            printf("%s %s: %lu allocations fail in turn\n", n > 1 ? "ok" : "not ok", c->name,
                   n - 1);
            return n == 1;
        }
    }
    printf("not ok %s: no end of allocations\n", c->name);
    return 1;
}

/* A thread that cannot be had is not a failure: there are fewer of them then. */
static void count_up(size_t begin, size_t end, size_t thread, void *sum)
{
    (void)thread;
    for (size_t i = begin; i < end; i++)
        ((int *)sum)[i]++;
}

static int few_threads(void)
{
    int sum[100] = {0}, good = 1;
    fail_arm(1);
    parallel_for(100, 1, count_up, sum);
    good = fail_disarm();
    for (int i = 0; i < 100; i++)
        good &= sum[i] == 1;
    printf("%s parallel_for does its work without a second thread\n", good ? "ok" : "not ok");
    return !good;
}

int main(int argc, char **argv)
{
    const struct alloc_case *tables[] = {numeric_cases, loader_cases, plot_cases};
    parallel_set_threads(2);
    int bad = few_threads();
    numeric_inputs();
    for (int t = 0; t < 3; t++)
        for (const struct alloc_case *c = tables[t]; c->name; c++)
            bad += run_case(c);
    if (argc > 1)
        fail_sites(argv[1]);
    return bad > 0;
}
