/* Loops shared among threads: every item once, inside loops, after forks. */
#define _GNU_SOURCE
#include "parallel.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N = 1000 };

static atomic_int seen[N], inner_sum, wrong;

static void visit(size_t begin, size_t end, size_t thread, void *ctx)
{
    size_t piece = *(size_t *)ctx;
    if (begin % piece != 0 || end - begin > piece || thread >= parallel_threads())
        atomic_fetch_add(&wrong, 1);
    for (size_t i = begin; i < end; i++)
        atomic_fetch_add(&seen[i], 1);
}

static void visit_all(size_t n, size_t piece)
{
    for (size_t i = 0; i < N; i++)
        atomic_store(&seen[i], 0);
    parallel_for(n, piece, visit, &piece);
    for (size_t i = 0; i < N; i++)
        cr_assert(atomic_load(&seen[i]) == (i < n), "item %zu of %zu, pieces of %zu", i, n, piece);
    cr_assert(atomic_load(&wrong) == 0);
}

Test(parallel, every_item_is_visited_once)
{
    for (size_t threads = 1; threads <= 5; threads++) {
        parallel_set_threads(threads);
        for (size_t piece = 1; piece <= 1200; piece = piece * 3 + 1) {
            visit_all(N, piece);
            visit_all(1, piece);
            visit_all(0, piece);
            visit_all(N - 7, piece);
        }
    }
}

static void add(size_t begin, size_t end, size_t thread, void *ctx)
{
    (void)thread, (void)ctx;
    atomic_fetch_add(&inner_sum, (int)(end - begin));
}

static void nest(size_t begin, size_t end, size_t thread, void *ctx)
{
    (void)thread, (void)ctx;
    for (size_t i = begin; i < end; i++)
        parallel_for(10, 2, add, NULL);
}

Test(parallel, loops_may_be_nested)
{
    parallel_set_threads(4);
    parallel_for(100, 1, nest, NULL);
    cr_assert(atomic_load(&inner_sum) == 1000);
}

static void *loops_of_its_own(void *arg)
{
    (void)arg;
    for (int i = 0; i < 200; i++)
        parallel_for(10, 1, add, NULL);
    return NULL;
}

Test(parallel, two_threads_may_run_loops_at_once)
{
    pthread_t a, b;
    parallel_set_threads(3);
    pthread_create(&a, NULL, loops_of_its_own, NULL);
    pthread_create(&b, NULL, loops_of_its_own, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    cr_assert(atomic_load(&inner_sum) == 4000);
}

Test(parallel, works_in_a_child_process)
{
    parallel_set_threads(3);
    visit_all(N, 10);
    pid_t child = fork();
    if (child == 0) {
        size_t piece = 10;
        alarm(20); /* a loop that waits for helpers of its parent would wait for ever */
        for (int i = 0; i < 50; i++)
            parallel_for(N, piece, visit, &piece);
        _exit(atomic_load(&seen[N - 1]) == 51 ? 0 : 1);
    }
    int status;
    cr_assert(waitpid(child, &status, 0) == child);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "status %x", status);
    visit_all(N, 10);
}

static void take_signals(size_t begin, size_t end, size_t thread, void *ctx)
{
    sigset_t blocked;
    (void)begin, (void)end, (void)ctx;
    pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    if (thread > 0 && !sigismember(&blocked, SIGINT))
        atomic_fetch_add(&wrong, 1);
    if (thread == 0 && sigismember(&blocked, SIGINT))
        atomic_fetch_add(&wrong, 1);
}

Test(parallel, signals_go_to_the_programs_own_threads)
{
    parallel_set_threads(4);
    parallel_for(1000, 1, take_signals, NULL);
    cr_assert(atomic_load(&wrong) == 0);
}

Test(parallel, the_environment_sets_the_number_of_threads)
{
    setenv("SPARSEBOOK_THREADS", "3", 1);
    cr_assert(parallel_threads() == 3);
    setenv("SPARSEBOOK_THREADS", "nonsense", 1);
    cr_assert(parallel_threads() >= 1);
    setenv("SPARSEBOOK_THREADS", "-4", 1);
    cr_assert(parallel_threads() >= 1);
    parallel_set_threads(2);
    cr_assert(parallel_threads() == 2);
}

Test(parallel, no_more_threads_than_processors_it_may_use)
{
#ifdef CPU_COUNT
    cpu_set_t all, one;
    int first = 0;
    unsetenv("SPARSEBOOK_THREADS");
    cr_assert(sched_getaffinity(0, sizeof all, &all) == 0);
    while (!CPU_ISSET(first, &all))
        first++;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    cr_assert(sched_setaffinity(0, sizeof one, &one) == 0);
    cr_assert(parallel_threads() == 1);
#else
    cr_assert(parallel_threads() >= 1);
#endif
}
