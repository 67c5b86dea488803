/* parent.c: one figure, seen from outside: a child process draws it, and its reports become lines
 * for the user. */
#include "parent.h"
#include "limits.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *const extension[] = {[PLOT_SVG] = "svg",
                                        [PLOT_PNG] = "png",
                                        [PLOT_PDF] = "pdf",
                                        [PLOT_DUMB] = "txt",
                                        [PLOT_SIXEL] = "six"};

/* What one child has said so far. */
struct talk {
    const struct figure *figure;
    const struct settings *settings;
    FILE *values; /* key TAB text */
    bool drawn, explained, kept;
    double deadline; /* seconds of the monotonic clock */
};

/* Whether the child handles Ctrl-C, and whether it has had one. */
static volatile sig_atomic_t childs_affair, cut_short;

static void on_interrupt(int number)
{
    if (!childs_affair) {
        signal(number, SIG_DFL);
        raise(number);
    }
    childs_affair = 0; /* the next one ends us all */
    cut_short = 1;
}

bool parent_takes_interrupts(void)
{
    if (signal(SIGINT, on_interrupt) != SIG_IGN)
        return true;
    signal(SIGINT, SIG_IGN); /* started in the background: ignore it */
    return false;
}

bool parent_cut_short(void)
{
    return cut_short;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

FILE *console(const struct settings *settings)
{
    return settings->out ? stdout : stderr;
}

static void left_out(struct talk *talk, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void left_out(struct talk *talk, const char *fmt, ...)
{
    FILE *to = console(talk->settings);
    va_list args;
    if (talk->explained)
        return;
    talk->explained = true;
    fprintf(to, "%s  left out: ", talk->figure->id);
    va_start(args, fmt);
    vfprintf(to, fmt, args);
    va_end(args);
    fputc('\n', to);
    fflush(to);
}

/* The file in which a function is written, "" when it is not an exercise. */
static void source_of(const char *function, char *path, size_t size)
{
    path[0] = '\0';
#define FUNCTION(name, exercise, directory, topic) \
    if (strcmp(function, #name) == 0)              \
        snprintf(path, size, "%s/" #directory "/" #topic ".c", overlay ? "chapters" : "solutions");
#include "exercises.def"
}

/* A line for the user, unless an earlier figure has said it already. */
static void note(const struct talk *talk, const char *text)
{
    static char told[8192];
    size_t used = strlen(told);
    if (strstr(told, text))
        return;
    snprintf(told + used, sizeof told - used, "%s\n", text);
    fprintf(console(talk->settings), "%s  %s\n", talk->figure->id, text);
    fflush(console(talk->settings));
}

static void hear(struct talk *talk, char *line)
{
    char path[200], *text = line[0] && line[1] ? line + 2 : line + strlen(line);
    char *tab = line[0] == 'C' ? strchr(text, '\t') : NULL;
    if (tab)
        *tab = '\0';
    source_of(text, path, sizeof path);
    const char *who = *text ? text : "it";
    switch (line[0]) {
    case 'P': talk->deadline = now() + strtod(text, NULL) + LIMIT_FIGURE_END_SECONDS; break;
    case 'N': note(talk, text); break;
    case 'V': fprintf(talk->values, "%s\n", text); break;
    case 'K':
        talk->kept = true;
        left_out(talk, "%s", text);
        break;
    case 'E': left_out(talk, "%s", text); break;
    case 'T': left_out(talk, "%s is not started (%s)", text, path); break;
    case 'A':
        left_out(talk, "%s is missing or does not compile (%s); make check says why", text, path);
        break;
    case 'C': left_out(talk, "%s crashed (%s)", who, tab ? tab + 1 : "unknown signal"); break;
    case 'H': left_out(talk, "%s took too long and was stopped", who); break;
    case 'X': left_out(talk, "%s ended the program", who); break;
    case 'D': talk->drawn = true; break;
    case 'I': childs_affair = *text == '1'; break;
    default: break;
    }
}

/* Read the child's lines until it closes the pipe or its time is up. */
static void listen_to(struct talk *talk, int fd)
{
    char text[4096];
    size_t used = 0;
    for (;;) {
        double left = talk->deadline - now();
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        int ready = left > 0 ? poll(&wait, 1, (int)(left * 1000) + 1) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return;
        ssize_t got = read(fd, text + used, sizeof text - used - 1);
        if (got <= 0)
            return;
        used += (size_t)got;
        text[used] = '\0';
        char *line = text, *newline;
        while ((newline = strchr(line, '\n'))) {
            *newline = '\0';
            hear(talk, line);
            line = newline + 1;
        }
        used -= (size_t)(line - text);
        memmove(text, line, used);
        if (used == sizeof text - 1)
            used = 0; /* our lines are never that long */
    }
}

static void part_from(struct talk *talk, pid_t child)
{
    int wstatus;
    bool stopped = false;
    /* Normally the child ends when it closes the pipe; it gets no more than its time. */
    while (waitpid(child, &wstatus, WNOHANG) == 0) {
        struct timespec pause = {0, 2000000};
        if (now() > talk->deadline && !stopped) {
            kill(child, SIGKILL);
            stopped = true;
        }
        nanosleep(&pause, NULL);
    }
    if (stopped)
        left_out(talk, "it took too long and was stopped");
    else if (WIFSIGNALED(wstatus))
        left_out(talk, "it crashed (%s)", strsignal(WTERMSIG(wstatus)));
    else if (!talk->drawn)
        left_out(talk, "it ended the program (status %d)", WEXITSTATUS(wstatus));
}

bool parent_draw(const struct figure *figure, const struct settings *settings, FILE *values)
{
    char path[4096] = "";
    int ends[2];
    struct talk talk = {.figure = figure, .settings = settings, .values = values};
    talk.deadline = now() + LIMIT_FIGURE_SECONDS + LIMIT_FIGURE_END_SECONDS;
    if (settings->out) {
        int digits = (int)strcspn(settings->chapter, "_");
        int size = snprintf(path, sizeof path, "%s/%.*s_%s.%s", settings->out, digits,
                            settings->chapter, figure->stem, extension[settings->format]);
        if (size < 0 || (size_t)size >= sizeof path) {
            left_out(&talk, "the name of its file is too long");
            return false;
        }
    } else {
        fprintf(stderr, "%s  %s\n", figure->id, figure->caption);
    }
    fflush(NULL);
    if (pipe(ends) != 0) {
        left_out(&talk, "no pipe: %s", strerror(errno));
        return false;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    pid_t child = fork();
    if (child == 0) {
        if (settings->may_stop)
            signal(SIGINT, SIG_DFL);
        close(ends[0]);
        child_run(figure, settings, settings->out ? path : NULL, ends[1]);
    }
    close(ends[1]);
    if (child < 0)
        left_out(&talk, "no child process: %s", strerror(errno));
    else {
        listen_to(&talk, ends[0]);
        part_from(&talk, child);
        childs_affair = 0;
    }
    close(ends[0]);
    bool drawn = talk.drawn && !talk.explained;
    if (drawn && settings->out)
        printf("%s  %s\n", figure->id, path);
    if (!drawn && !talk.kept && settings->out)
        unlink(path); /* a picture from an earlier run would be taken for this one */
    fflush(stdout);
    return drawn;
}
