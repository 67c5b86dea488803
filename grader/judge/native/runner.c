/* runner.c: runs a chapter's tests, each in a process of its own.
 *
 *   test [-j JOBS] [-f PATTERN] [DIRECTORY...]
 *
 * PATTERN: EXERCISE/PROPERTY with * and ?. DIRECTORY: run only that chapter's tests.
 *
 * Criterion's macros declare the tests and put them into a section of the program, as
 * criterion_names.sh checks. Criterion's own runner restarts the program for every test, with all
 * the libraries it needs, which takes 10 ms each time. Here a test is a fork of this process: the
 * judged code runs elsewhere, so a fork is enough to keep a crash from harming other tests. */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "runner.h"

#include <criterion/criterion.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "workers.h"

/* The tests of the program: the linker defines these for the section that Criterion names. */
extern struct criterion_test *__start_cr_tst[], *__stop_cr_tst[];

struct judge_test judge_test = {"", "", ""};
struct judge_report *judge_report;

static const struct criterion_test *at_hand; /* the current test, in its process */

static struct ended *tests;
static pid_t *running; /* the process of each; 0 if it is not running */
static size_t count;
static struct judge_report *spare; /* for second runs */

/* Declared tests call these; in Criterion's library they inform its runner. */
void criterion_internal_test_setup(void)
{
    if (at_hand->data->init)
        at_hand->data->init();
}

void criterion_internal_test_main(void (*body)(void))
{
    body();
}

void criterion_internal_test_teardown(void)
{
    if (at_hand->data->fini)
        at_hand->data->fini();
}

void test_begin(void)
{
    /* run() has already set the current test. */
}

bool test_was_late(void)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(tests[i].test->category, judge_test.exercise) == 0 && tests[i].report->exhausted)
            return true;
    return false;
}

static void *need(void *memory)
{
    if (!memory || memory == MAP_FAILED) {
        fputs("judge: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

bool runner_path(char *path, size_t size, const char *variable, const char *directory)
{
    const char *text = getenv(variable), *mark = text ? strstr(text, "/%/") : NULL;
    if (mark)
        snprintf(path, size, "%.*s/%s/%s", (int)(mark - text), text, directory, mark + 3);
    else if (text)
        snprintf(path, size, "%s", text);
    return text;
}

void test_printed(const char *text)
{
    char path[4096];
    FILE *f = runner_path(path, sizeof path, "SB_OUTPUT", judge_test.directory) ? fopen(path, "a")
                                                                                : NULL;
    if (f) {
        fputs(text, f);
        fclose(f);
    }
}

_Noreturn void test_end(void)
{
    _exit(1);
}

/* The directory of the chapter that an exercise belongs to. */
static const char *directory_of(const char *exercise)
{
    static const char *const places[][2] = {
#define FUNCTION(function, exercise, directory, topic) {#exercise, #directory},
#include "exercises.def"
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (strcmp(places[i][0], exercise) == 0)
            return places[i][1];
    return "";
}

/* Are students not to see that test? */
static bool is_hidden(const char *exercise, const char *property)
{
    static const char *const hidden[][2] = {
#define HIDDEN(exercise, property) {#exercise, #property},
#include "exercises.def"
        {"", ""},
    };
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (strcmp(hidden[i][0], exercise) == 0 && strcmp(hidden[i][1], property) == 0)
            return true;
    return false;
}

static bool is_among(const char *directory, char *const *directories)
{
    char *const *d = directories;
    while (*d && strcmp(*d, directory) != 0)
        d++;
    return *d || !*directories;
}

static int in_order(const void *a, const void *b)
{
    const struct ended *x = a, *y = b;
    int order = strcmp(x->directory, y->directory);
    unsigned i = x->test->data->line_, j = y->test->data->line_;
    return order ? order : (i > j) - (i < j);
}

/* The chosen tests, each with an empty report, in source order, which compilers do not keep. */
static void choose(const char *pattern, char *const *directories)
{
    size_t all = (size_t)(__stop_cr_tst - __start_cr_tst);
    tests = need(calloc(all, sizeof *tests));
    running = need(calloc(all, sizeof *running));
    struct judge_report *reports = need(mmap(NULL, (all + 1) * sizeof *reports,
                                             PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                                             0));
    spare = &reports[all];
    for (size_t i = 0; i < all; i++) {
        const struct criterion_test *test = __start_cr_tst[i];
        const char *directory = directory_of(test->category);
        if (fnmatch(pattern, test->data->identifier_, 0) == 0 && is_among(directory, directories)) {
            tests[count] = (struct ended){.test = test,
                                          .directory = directory,
                                          .hidden = is_hidden(test->category, test->name),
                                          .report = &reports[count]};
            count++;
        }
    }
    qsort(tests, count, sizeof *tests, in_order);
}

static _Noreturn void run(const struct ended *e, pid_t runner)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* without the runner, nobody needs the result */
    if (getppid() != runner)
        _exit(1);
    at_hand = e->test;
    judge_test = (struct judge_test){e->test->category, e->test->name, e->directory};
    judge_report = e->report;
    alarm((unsigned)e->test->data->timeout);
    e->test->test();
    _exit(0);
}

static void begin(size_t i)
{
    pid_t runner = getpid();
    running[i] = fork();
    if (running[i] < 0) {
        perror("judge: cannot start a process for a test");
        exit(2);
    }
    if (running[i] == 0)
        run(&tests[i], runner);
}

/* Waits until a test has ended. */
static void end_one(void)
{
    for (;;) {
        int status;
        pid_t pid = wait(&status);
        for (size_t i = 0; i < count; i++)
            if (running[i] == pid) {
                running[i] = 0;
                tests[i].status = status;
                return;
            }
        workers_gone(pid);
    }
}

void runner_again(const struct ended *e, struct judge_report *report)
{
    struct ended again = *e;
    again.report = report;
    pid_t runner = getpid(), pid = fork(), gone;
    if (pid < 0)
        return;
    if (pid == 0)
        run(&again, runner);
    while ((gone = wait(NULL)) != pid)
        workers_gone(gone);
}

/* Runs the tests that are hidden, or those that are not, under keepers of their own. */
static void run_all(bool hidden, size_t jobs)
{
    size_t active = 0;
    workers_start();
    for (size_t i = 0; i < count; i++) {
        if (tests[i].hidden != hidden)
            continue;
        for (; active >= jobs; active--)
            end_one();
        begin(i);
        active++;
    }
    for (; active > 0; active--)
        end_one();
    if (!hidden)
        survey(tests, count, spare);
    workers_end();
}

int main(int argc, char **argv)
{
    size_t jobs = 1;
    const char *pattern = "*";
    for (int option; (option = getopt(argc, argv, "j:f:")) != -1;)
        switch (option) {
        case 'j': jobs = strtoul(optarg, NULL, 10); break;
        case 'f': pattern = optarg; break;
        default:
            fprintf(stderr, "usage: %s [-j JOBS] [-f PATTERN] [DIRECTORY...]\n", argv[0]);
            return 2;
        }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    choose(pattern, argv + optind);
    /* The hidden ones last: nothing that a worker learns in them reaches one whose report a
     * student reads. */
    run_all(false, jobs ? jobs : 1);
    run_all(true, jobs ? jobs : 1);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || strcmp(tests[i].directory, tests[i - 1].directory) != 0)
            results_write(tests, count, tests[i].directory);
    return 0;
}
