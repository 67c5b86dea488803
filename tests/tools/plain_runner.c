/* plain_runner.c: runs Criterion's tests without Criterion, for tools that look into the
 * process: linked in the place of -lcriterion.
 *
 * Criterion starts each test in a process that ends by _exit and shares memory with the
 * first one, so that leaks are not looked for, valgrind does not follow, the thread
 * sanitizer does not start, and coverage is not written. Here a test is a fork that ends
 * by exit. Assertions, fixtures and output (TAP) are those that tests/test_*.c use; limits
 * of time are not held, as the tools are slow. LEAVE_OUT="suite::test ..." names tests that
 * a tool cannot run. */
#define _GNU_SOURCE
#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern struct criterion_test *__start_cr_tst[], *__stop_cr_tst[];
extern struct criterion_suite *__start_cr_sts[] __attribute__((weak)),
    *__stop_cr_sts[] __attribute__((weak));

struct criterion_options criterion_options;

static const struct criterion_test *running;
static bool failed;

static const struct criterion_test_extra_data *suite_of(const struct criterion_test *test)
{
    for (struct criterion_suite **s = __start_cr_sts; s < __stop_cr_sts; s++)
        if (*s && strcmp((*s)->name, test->category) == 0)
            return (*s)->data;
    return NULL;
}

void criterion_internal_test_setup(void)
{
    const struct criterion_test_extra_data *suite = suite_of(running);
    if (suite && suite->init)
        suite->init();
    if (running->data->init)
        running->data->init();
}

void criterion_internal_test_main(void (*test)(void))
{
    test();
}

void criterion_internal_test_teardown(void)
{
    const struct criterion_test_extra_data *suite = suite_of(running);
    if (running->data->fini)
        running->data->fini();
    if (suite && suite->fini)
        suite->fini();
}

void cri_asserts_passed_incr(void)
{
}

void criterion_send_assert(struct criterion_assert_stats *stats)
{
    printf("  %s:%u: %s\n", stats->file, stats->line, stats->message);
}

void criterion_abort_test(void)
{
    fflush(NULL);
    _exit(1);
}

void criterion_continue_test(void)
{
    failed = true;
}

int cr_asprintf(char **text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vasprintf(text, format, args);
    va_end(args);
    return length;
}

void cr_asprintf_free(char *text)
{
    free(text);
}

/* What was asserted, in the words of the source. */
char *cr_translate_assert_msg(int index, ...)
{
    va_list args;
    va_start(args, index);
    const char *what = index == CRITERION_ASSERT_MSG_FAIL ? "" : va_arg(args, const char *);
    va_end(args);
    return strdup(what);
}

void cr_log(enum criterion_severity severity, const char *format, ...)
{
    va_list args;
    (void)severity;
    va_start(args, format);
    printf("# ");
    vprintf(format, args);
    putchar('\n');
    va_end(args);
}

static bool passes(const struct criterion_test *test)
{
    int status;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        running = test;
        test->test();
        exit(failed);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        return false;
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == test->data->signal;
    return test->data->signal == 0 && WEXITSTATUS(status) == test->data->exit_code;
}

static bool left_out(const struct criterion_test *test)
{
    char name[256];
    const char *names = getenv("LEAVE_OUT");
    snprintf(name, sizeof name, "%s::%s", test->category, test->name);
    return names && strstr(names, name);
}

int main(void)
{
    bool all = true;
    for (struct criterion_test **t = __start_cr_tst; t < __stop_cr_tst; t++) {
        if (!*t || left_out(*t))
            continue;
        bool good = passes(*t);
        printf("%s - %s::%s\n", good ? "ok" : "not ok", (*t)->category, (*t)->name);
        all = all && good;
    }
    return all ? 0 : 1;
}
