/* watch: make watch. On each save of a chapter's file, grade that chapter by
 * make check and show why points are lost, on a screen that never scrolls.
 *
 *   watch BUILD MAKE [VARIABLE=value ...]      the variables are handed on to make check */
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "changes.h"
#include "job.h"
#include "screen.h"
#include "terminal.h"
#include "view.h"

#define MAX_ARGUMENTS 64

enum kind { CHECK, FIGURE };

static struct view view;
static struct watched files[MAX_CHAPTERS];
static bool dirty[MAX_CHAPTERS], checking[MAX_CHAPTERS], stale[MAX_CHAPTERS];
static struct job job = {.fd = -1};
static enum kind kind;
static const char *build, *make;
static char **variables;
static const struct exercise *figure_of; /* the exercise whose figures are drawn */
static int figure_number;                /* how many of them were */
static bool figure_wanted, raw_picture;
static char *shown; /* the text of the overlay or failure */

static void paint(void)
{
    if (!raw_picture)
        view_paint(&view);
}

/* Back from a hint or a figure. */
static void uncover(void)
{
    if (raw_picture)
        fputs("\033[2J", stdout);
    raw_picture = false;
    view.overlay = NULL;
    view.figure = view.list = false;
}

static void cover(const char *text)
{
    char *kept = strdup(text);
    free(shown);
    shown = kept;
    view.overlay = shown;
}

/* Forces make to rebuild a chapter: file times cannot show that a file was saved while it was being
 * compiled. */
static void forget_built(size_t c)
{
    const struct chapter *chapter = &view.progress.course.chapters[c];
    static const char *const places[] = {"%s/chapters/%s/%s.o", "%s/judge/%s/chapters/%s.so"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char path[4096];
        snprintf(path, sizeof path, places[i], build, chapter->directory, chapter->topic);
        unlink(path);
    }
}

static void start_check(void)
{
    static char chapters[8 * MAX_CHAPTERS], folder[4096]; /* CH= and NN for each */
    char *arguments[MAX_ARGUMENTS] = {(char *)make, "--no-print-directory", "check"};
    size_t n = 3, count = 0;

    strcpy(chapters, "CH=");
    for (size_t c = 0; c < view.progress.course.chapter_count; c++) {
        checking[c] = dirty[c];
        dirty[c] = false;
        if (!checking[c])
            continue;
        if (stale[c])
            forget_built(c);
        stale[c] = false;
        count++;
        const char *directory = view.progress.course.chapters[c].directory;
        snprintf(chapters + strlen(chapters), sizeof chapters - strlen(chapters), "%.*s ",
                 (int)strcspn(directory, "_"), directory);
    }
    snprintf(folder, sizeof folder, "B=%s", build);
    for (char **v = variables; *v && n < MAX_ARGUMENTS - 4; v++)
        arguments[n++] = *v;
    arguments[n++] = folder;
    arguments[n++] = chapters;
    if (!view.checked[0])
        snprintf(view.busy, sizeof view.busy, "building, checking all ...");
    else if (count > 5)
        snprintf(view.busy, sizeof view.busy, "checking %zu chapters ...", count);
    else
        snprintf(view.busy, sizeof view.busy, "checking chapter %.40s...", chapters + 3);
    kind = CHECK;
    if (!job_start(&job, arguments))
        snprintf(view.busy, sizeof view.busy, "cannot start make");
    paint();
}

static void start_figure(void)
{
    char number[16], rows_text[16], cols_text[16];
    int rows, cols;
    terminal_size(&rows, &cols);
    snprintf(number, sizeof number, "%d", figure_number++);
    snprintf(rows_text, sizeof rows_text, "%d", rows - 4);
    snprintf(cols_text, sizeof cols_text, "%d", cols);
    char *arguments[] = {"student/figure.sh",
                         (char *)build,
                         (char *)make,
                         (char *)figure_of->name,
                         number,
                         terminal_draws() ? "sixel" : "dumb",
                         rows_text,
                         cols_text,
                         NULL};
    figure_wanted = false;
    char program[4096]; /* the first of a chapter's figures takes longer */
    snprintf(program, sizeof program, "%s/figures/bin/chapters/%s", build,
             figure_of->chapter->directory);
    snprintf(view.busy, sizeof view.busy,
             access(program, X_OK) == 0 ? "drawing ..." : "building, drawing ...");
    kind = FIGURE;
    job_start(&job, arguments);
    paint();
}

static void want_figure(const struct exercise *e)
{
    if (e != figure_of)
        figure_number = 0;
    figure_of = e;
    figure_wanted = e != NULL;
}

static void check_ended(int status)
{
    char when[16];
    time_t now = time(NULL);
    struct tm local;
    strftime(when, sizeof when, "%H:%M:%S", localtime_r(&now, &local));
    snprintf(view.checked, sizeof view.checked, "checked at %s", when);
    uncover();
    view.failure = NULL;
    view_result(&view, checking, job.text);
    if (status > 1) {
        const char *judge = strstr(job.text, "The judge itself");
        cover(judge ? judge : job.text);
        view.failure = view.overlay;
        view.overlay = NULL;
    } else if (view.finished && terminal_draws()) {
        want_figure(view.finished);
    }
}

static void figure_ended(void)
{
    uncover();
    if (!terminal_draws() || !strstr(job.text, "\033P")) {
        cover(job.text);
        view.figure = true;
        return;
    }
    raw_picture = true;
    fputs("\033[2J\033[H", stdout);
    for (const char *c = job.text; *c; c++) {
        if (*c == '\n')
            putchar('\r');
        putchar(*c);
    }
    fputs("\r\nany key: back   h: hint   f: next figure   q: quit", stdout);
    fflush(stdout);
}

static void job_done(int status)
{
    view.busy[0] = '\0';
    if (kind == CHECK)
        check_ended(status);
    else
        figure_ended();
    paint();
}

static void hint(void)
{
    char *arguments[] = {"student/hint.sh", view.current ? (char *)view.current->name : "", NULL};
    struct job asked = {.fd = -1};
    int status;
    setenv("B", build, 1);
    if (!view.current || !job_start(&asked, arguments))
        return;
    while (!job_ended(&asked, &status)) {
        struct pollfd there = {.fd = asked.fd, .events = POLLIN};
        poll(&there, 1, 20);
        job_read(&asked);
    }
    uncover();
    cover(asked.text);
    free(asked.text);
    paint();
}

static void list(int page)
{
    int rows, cols;
    char text[16384];
    terminal_size(&rows, &cols);
    view_list(&view, page, rows, text, sizeof text);
    uncover();
    cover(text);
    view.list = true;
    paint();
}

/* From the list to one of its exercises. */
static void jump(const struct exercise *e)
{
    view.current = e;
    view.finished = NULL;
    uncover();
    paint();
}

/* Looks which files were saved, and abandons a figure that is still being drawn. */
static void look(bool patient)
{
    for (size_t c = 0; c < view.progress.course.chapter_count; c++) {
        if (!changes_look(&files[c], patient))
            continue;
        dirty[c] = true;
        stale[c] = stale[c] || (job.pid && kind == CHECK && checking[c]);
        if (job.pid && kind == FIGURE)
            job_kill(&job);
    }
}

/* One key; false for the end. */
static bool key(char c)
{
    bool further = view.figure || raw_picture || figure_wanted || (job.pid && kind == FIGURE);
    static int page;
    page = view.list && c == 'l' ? page + 1 : 0;
    if (view.list && view_listed(&view, c)) {
        jump(view_listed(&view, c));
        return true;
    }
    switch (c) {
    case 'q':
    case 'Q':
    case 4: /* Ctrl-D */ return false;
    case 'h': hint(); return true;
    case 'l': list(page); return true;
    case 'f':
        if (!further)
            figure_number = 0; /* the exercise's own again, after a save or a hint */
        want_figure(further ? figure_of : view.finished ? view.finished : view.current);
        return true;
    case 'r':
        for (size_t i = 0; i < view.progress.course.chapter_count; i++)
            if (view.current && view.current->chapter == &view.progress.course.chapters[i])
                dirty[i] = stale[i] = true;
        break;
    default: break;
    }
    uncover();
    paint();
    return true;
}

static bool keys(void)
{
    char pressed[256];
    int count = terminal_keys(pressed, sizeof pressed);
    for (int i = 0; i < count; i++)
        if (!key(pressed[i]))
            return false;
    return count >= 0;
}

static void signals(void)
{
    int number, status;
    while ((number = terminal_signal()) != 0) {
        if (number == SIGCHLD) {
            if (job_ended(&job, &status))
                job_done(status);
        } else if (number == SIGWINCH) {
            if (!terminal_is_plain() && !raw_picture)
                fputs("\033[2J", stdout); /* what the terminal has made of the old rows */
            paint();
        } else {
            if (number != SIGTSTP)
                job_kill(&job);
            terminal_obey(number);
            paint();
        }
    }
}

static void loop(int changes)
{
    bool more = true; /* of what the job prints */
    for (;;) {
        bool any = false;
        for (size_t c = 0; c < view.progress.course.chapter_count; c++)
            any = any || dirty[c];
        if (!job.pid && any) {
            start_check();
            more = true;
        } else if (!job.pid && figure_wanted && figure_of) {
            start_figure();
            more = true;
        }
        struct pollfd there[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                                 {.fd = terminal_signals(), .events = POLLIN},
                                 {.fd = changes, .events = POLLIN},
                                 {.fd = more ? job.fd : -1, .events = POLLIN}};
        int count = poll(there, 4, 500);
        if (count > 0 && there[3].revents)
            more = job_read(&job);
        if (count > 0 && there[1].revents)
            signals();
        if (count > 0 && there[2].revents)
            changes_drain(changes);
        look(count == 0);
        if (count > 0 && there[0].revents && !keys())
            return;
    }
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "");
    if (argc < 3) {
        fputs("watch BUILD MAKE [VARIABLE=value ...]\n", stderr);
        return 2;
    }
    build = argv[1];
    make = argv[2];
    variables = argv + 3;
    progress_read(&view.progress, build);
    size_t count = view.progress.course.chapter_count;
    if (count > MAX_CHAPTERS || view.progress.course.exercise_count > MAX_EXERCISES) {
        fputs("watch: too many chapters or exercises to show\n", stderr);
        return 2;
    }
    for (size_t c = 0; c < count; c++) {
        const struct chapter *chapter = &view.progress.course.chapters[c];
        snprintf(files[c].path, sizeof files[c].path, "chapters/%s/%s.c", chapter->directory,
                 chapter->topic);
        dirty[c] = true;
    }
    int changes = changes_open(files, count);
    view.current = progress_next(&view.progress, NULL);
    screen_setup();
    if (!terminal_open()) {
        fputs("make watch needs a terminal; make check does the same once.\n", stderr);
        return 2;
    }
    loop(changes);
    job_kill(&job);
    terminal_close();
    struct sums all = progress_sums(&view.progress, NULL);
    printf("%d of %d points, %d of %d exercises. make watch goes on from here.\n", all.points,
           all.of, all.done, all.exercises);
    return 0;
}
