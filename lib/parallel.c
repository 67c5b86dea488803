#include "parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_THREADS = 64 };

static atomic_size_t chosen; /* 0: not chosen by the program */

struct loop {
    size_t n, piece;
    atomic_size_t next;
    void (*body)(size_t, size_t, size_t, void *);
    void *ctx;
};

struct member {
    struct loop *loop;
    size_t thread;
    pthread_t id;
};

static size_t bounded(long n)
{
    return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : (size_t)n;
}

size_t parallel_threads(void)
{
    size_t n = atomic_load(&chosen);
    if (n > 0)
        return n;
    const char *asked = getenv("SPARSEBOOK_THREADS");
    long wanted = asked ? strtol(asked, NULL, 10) : 0;
    return bounded(wanted > 0 ? wanted : sysconf(_SC_NPROCESSORS_ONLN));
}

void parallel_set_threads(size_t n)
{
    atomic_store(&chosen, n > MOST_THREADS ? MOST_THREADS : n);
}

static void *work(void *arg)
{
    struct member *me = arg;
    struct loop *loop = me->loop;
    for (;;) {
        size_t begin = atomic_fetch_add(&loop->next, loop->piece);
        if (begin >= loop->n)
            return NULL;
        size_t end = loop->n - begin < loop->piece ? loop->n : begin + loop->piece;
        loop->body(begin, end, me->thread, loop->ctx);
    }
}

void parallel_for(size_t n, size_t piece, void (*body)(size_t, size_t, size_t, void *), void *ctx)
{
    struct loop loop = {n, piece > 0 ? piece : 1, 0, body, ctx};
    struct member member[MOST_THREADS];
    size_t pieces = n / loop.piece + (n % loop.piece != 0);
    size_t threads = parallel_threads(), started = 1;
    if (threads > pieces)
        threads = pieces;
    member[0] = (struct member){.loop = &loop, .thread = 0};
    for (; started < threads; started++) {
        member[started] = (struct member){.loop = &loop, .thread = started};
        if (pthread_create(&member[started].id, NULL, work, &member[started]) != 0)
            break;
    }
    work(&member[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(member[i].id, NULL);
}
