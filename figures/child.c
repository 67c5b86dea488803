/* child.c: the process that draws one figure. */
#include "child.h"
#include "limits.h"

#include <execinfo.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool overlay;
const struct settings *child_settings;

static int report_fd = -1;
static bool finished;

void child_report(char letter, const char *text)
{
    char line[1024];
    int size = snprintf(line, sizeof line - 1, "%c %s", letter, text);
    size_t length = size < (int)sizeof line - 1 ? (size_t)size : sizeof line - 2;
    for (size_t i = 0; i < length; i++)
        if (line[i] == '\n')
            line[i] = ' ';
    line[length++] = '\n';
    if (write(report_fd, line, length) < 0)
        _exit(1); /* the parent is gone */
}

/* Report, and end at once: nothing of the student's runs at exit. */
static _Noreturn void end(char letter, const char *text)
{
    child_report(letter, text);
    finished = true;
    _exit(1);
}

/* ---- Which exercise was running? ------------------------------------------- */

static bool is_exercise(const char *name)
{
#define FUNCTION(function, exercise, directory, topic) \
    if (strcmp(name, #function) == 0)                  \
        return true;
#include "exercises.def"
    return false;
}

/* The innermost exercise on the stack, "" when there is none. */
static const char *running(void)
{
    void *frame[64];
    int depth = backtrace(frame, 64);
    for (int i = 0; i < depth; i++) {
        Dl_info info;
        if (dladdr(frame[i], &info) && info.dli_sname && is_exercise(info.dli_sname))
            return info.dli_sname;
    }
    return "";
}

static void fatal(int signal)
{
    char text[200];
    if (signal == SIGALRM)
        end('H', running());
    snprintf(text, sizeof text, "%s\t%s", running(), strsignal(signal));
    end('C', text);
}

static void at_exit(void)
{
    if (!finished)
        end('X', running());
}

static void guard(void)
{
    static char stack[65536]; /* the usual one may have overflowed */
    stack_t other = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action = {.sa_handler = fatal, .sa_flags = SA_ONSTACK};
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGALRM, SIGSYS};
    void *frame[1];
    backtrace(frame, 1); /* loads what it needs now, not in the handler */
    sigaltstack(&other, NULL);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
    atexit(at_exit);
    int null = open("/dev/null", O_RDONLY);
    if (null >= 0)
        dup2(null, STDIN_FILENO); /* reading from the keyboard must not hang */
    alarm(LIMIT_FIGURE_SECONDS);
}

/* ---- What unfinished exercises call ------------------------------------------ */

int todo_(const char *exercise, ...)
{
    end('T', exercise);
}

_Noreturn void absent_(const char *function);
_Noreturn void absent_(const char *function)
{
    end('A', function);
}

/* ---- What drawing functions call ----------------------------------------------- */

void figure_fail(const char *fmt, ...)
{
    char text[900];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    end('E', text);
}

void figure_note(const char *fmt, ...)
{
    char text[900];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    child_report('N', text);
}

void figure_must(enum sb_status status, const char *what)
{
    if (status != SB_OK)
        figure_fail("%s: %s", what, sb_status_text(status));
}

double *figure_array(size_t count)
{
    double *x = calloc(count ? count : 1, sizeof *x);
    if (!x)
        figure_fail("out of memory for %zu numbers", count);
    return x;
}

void figure_patience(unsigned seconds)
{
    char text[32];
    snprintf(text, sizeof text, "%u", seconds);
    child_report('P', text);
    alarm(seconds);
}

static volatile sig_atomic_t stop;

static void on_stop(int signal)
{
    (void)signal;
    stop = 1;
}

const volatile sig_atomic_t *figure_may_stop(void)
{
    struct sigaction action = {.sa_handler = on_stop, .sa_flags = (int)SA_RESETHAND | SA_RESTART};
    if (!child_settings->may_stop)
        return NULL;
    sigaction(SIGINT, &action, NULL);
    child_report('I', "1");
    return &stop;
}

void figure_stop_over(void)
{
    if (!child_settings->may_stop)
        return;
    signal(SIGINT, SIG_DFL);
    child_report('I', "0");
}

void value(const char *key, const char *fmt, ...)
{
    char text[500], line[700];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (strpbrk(key, "\t\n ") || strpbrk(text, "\t\n"))
        figure_fail("value %s: keys hold no blanks, texts no tabs and newlines", key);
    snprintf(line, sizeof line, "%s\t%s", key, text);
    child_report('V', line);
}

void value_curve(const char *key, const double *y, size_t n, size_t step, int digits)
{
    char text[500] = "";
    size_t length = 0;
    for (size_t i = 0; i < n; i += step) {
        if (!isfinite(y[i]))
            return;
        length += (size_t)snprintf(text + length, sizeof text - length, i ? " %.*f" : "%.*f",
                                   digits, y[i]);
        if (length >= sizeof text)
            figure_fail("value %s: the curve is too long", key);
    }
    value(key, "%s", text);
}

void figure_histogram(const double *x, size_t n, double lo, double hi, size_t bins, double *edges,
                      size_t *counts)
{
    double *finite = figure_array(n);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(x[i]))
            finite[count++] = x[i];
    figure_must(stat_bin_edges(lo, hi, bins, edges), "the edges of a histogram");
    figure_must(stat_histogram(finite, count, edges, bins, counts), "a histogram");
    free(finite);
}

/* ---- The child's life -------------------------------------------------------------- */

void child_run(const struct figure *figure, const struct settings *settings, const char *path,
               int fd)
{
    struct sb_error err;
    report_fd = fd;
    child_settings = settings;
    guard();
    struct plot *page = figure->draw();
    plot_cells(page, settings->columns, settings->rows);
    plot_pixels(page, settings->width, settings->height);
    enum sb_status status = plot_close(page, path, settings->format, &err);
    if (status != SB_OK) /* without gnuplot, space or permission, keep the earlier picture */
        end(status == SB_EIO || status == SB_ENOMEM ? 'K' : 'E', err.text);
    if (fflush(stdout) != 0)
        figure_fail("standard output cannot be written");
    child_report('D', "");
    finished = true;
    _exit(0);
}
