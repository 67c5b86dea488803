#define _GNU_SOURCE /* sched_getaffinity */
#include "parallel.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_THREADS = 64 };

static atomic_size_t chosen; /* 0: not chosen by the program */
static size_t processors;    /* that this process may use */
static pthread_once_t counted = PTHREAD_ONCE_INIT;

struct loop {
    size_t n, piece, threads;
    atomic_size_t next;
    void (*body)(size_t, size_t, size_t, void *);
    void *ctx;
};

/* Helpers wait here for work. A loop does not wait for helpers that have not joined it yet: on a
 * busy machine that would cost more time than they save. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t come, gone;
    struct loop *loop;    /* NULL: nothing to do */
    unsigned long number; /* of the loop, so that a helper joins it once */
    size_t helpers, busy;
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER,
          .come = PTHREAD_COND_INITIALIZER,
          .gone = PTHREAD_COND_INITIALIZER};

static pthread_once_t once = PTHREAD_ONCE_INIT;

static size_t bounded(long n)
{
    return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : (size_t)n;
}

/* Asked only once: asking takes longer than many a loop. */
static void count_processors(void)
{
#ifdef CPU_COUNT
    cpu_set_t ours;
    if (sched_getaffinity(0, sizeof ours, &ours) == 0) {
        processors = bounded(CPU_COUNT(&ours));
        return;
    }
#endif
    processors = bounded(sysconf(_SC_NPROCESSORS_ONLN));
}

size_t parallel_threads(void)
{
    size_t n = atomic_load(&chosen);
    if (n > 0)
        return n;
    const char *asked = getenv("SPARSEBOOK_THREADS");
    long wanted = asked ? strtol(asked, NULL, 10) : 0;
    if (wanted > 0)
        return bounded(wanted);
    pthread_once(&counted, count_processors);
    return processors;
}

void parallel_set_threads(size_t n)
{
    atomic_store(&chosen, n > MOST_THREADS ? MOST_THREADS : n);
}

static void work(struct loop *loop, size_t thread)
{
    for (;;) {
        size_t begin = atomic_fetch_add(&loop->next, loop->piece);
        if (begin >= loop->n)
            return;
        size_t end = loop->n - begin < loop->piece ? loop->n : begin + loop->piece;
        loop->body(begin, end, thread, loop->ctx);
    }
}

static void *help(void *arg)
{
    size_t thread = (size_t)(uintptr_t)arg;
    unsigned long seen = 0;
    pthread_mutex_lock(&pool.lock);
    for (;;) {
        while (!pool.loop || pool.number == seen)
            pthread_cond_wait(&pool.come, &pool.lock);
        struct loop *loop = pool.loop;
        seen = pool.number;
        if (thread >= loop->threads)
            continue;
        pool.busy++;
        pthread_mutex_unlock(&pool.lock);
        work(loop, thread);
        pthread_mutex_lock(&pool.lock);
        if (--pool.busy == 0)
            pthread_cond_signal(&pool.gone);
    }
    return NULL;
}

static void before_fork(void)
{
    pthread_mutex_lock(&pool.lock);
}

static void after_fork(void)
{
    pthread_mutex_unlock(&pool.lock);
}

/* A child process has none of its parent's helpers. */
static void in_child(void)
{
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.come, NULL);
    pthread_cond_init(&pool.gone, NULL);
    pool.loop = NULL;
    pool.helpers = pool.busy = 0;
}

static void watch_forks(void)
{
    pthread_atfork(before_fork, after_fork, in_child);
}

/* Start helpers until there are enough or no more can be started. Signals go to the program's own
 * threads. Called with the lock held. */
static void gather(size_t wanted)
{
    sigset_t all, old;
    pthread_attr_t detached;
    if (pool.helpers >= wanted || pthread_attr_init(&detached) != 0)
        return;
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    while (pool.helpers < wanted) {
        pthread_t id;
        if (pthread_create(&id, &detached, help, (void *)(uintptr_t)(pool.helpers + 1)) != 0)
            break;
        pool.helpers++;
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    pthread_attr_destroy(&detached);
}

void parallel_for(size_t n, size_t piece, void (*body)(size_t, size_t, size_t, void *), void *ctx)
{
    struct loop loop = {n, piece > 0 ? piece : 1, parallel_threads(), 0, body, ctx};
    size_t pieces = n / loop.piece + (n % loop.piece != 0);
    if (loop.threads > pieces)
        loop.threads = pieces;
    bool shared = false;
    if (loop.threads > 1) {
        pthread_once(&once, watch_forks);
        pthread_mutex_lock(&pool.lock);
        shared = !pool.loop && pool.busy == 0; /* else a loop inside a loop, or beside it */
        if (shared) {
            gather(loop.threads - 1);
            pool.loop = &loop;
            pool.number++;
            pthread_cond_broadcast(&pool.come);
        }
        pthread_mutex_unlock(&pool.lock);
    }
    work(&loop, 0);
    if (!shared)
        return;
    pthread_mutex_lock(&pool.lock);
    pool.loop = NULL;
    while (pool.busy > 0)
        pthread_cond_wait(&pool.gone, &pool.lock);
    pthread_mutex_unlock(&pool.lock);
}
