/* Shows progress while a class is judged: a bar on a terminal, lines elsewhere. */
#include "progress.h"

#include <stdarg.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

double judging_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void judging_progress_begin(struct progress *p, size_t total, int jobs)
{
    *p = (struct progress){
        .total = total, .begun = judging_now(), .jobs = jobs, .terminal = isatty(STDOUT_FILENO)};
}

void judging_progress_add(struct progress *p, const char *name, const struct judgement *j,
                          bool kept)
{
    p->done++;
    p->kept += kept;
    p->points += j->points;
    p->of += j->of;
    p->full += j->of > 0 && j->points == j->of;
    p->crashed += strcmp(j->status, "too long") == 0;
    p->failed += strcmp(j->status, "failed") == 0;
    if (p->terminal) {
        judging_progress_draw(p);
    } else if (!kept) {
        printf("%4zu/%zu  %-*s %3d of %d%s%s\n", p->done, p->total, text_width(name, 28), name,
               j->points, j->of, strcmp(j->status, "judged") == 0 ? "" : "  ",
               strcmp(j->status, "judged") == 0 ? "" : j->status);
        fflush(stdout);
    }
}

void judging_progress_draw(const struct progress *p)
{
    enum { WIDTH = 24 };
    if (!p->terminal || p->total == 0)
        return;
    char bar[WIDTH + 1] = "", left[32] = "";
    size_t full = p->done * WIDTH / p->total, judged = p->done - p->kept;
    for (size_t i = 0; i < WIDTH; i++)
        bar[i] = i < full ? '#' : '.';
    if (judged > 0 && p->done < p->total) {
        long s = (long)((judging_now() - p->begun) / (double)judged * (double)(p->total - p->done));
        snprintf(left, sizeof left, ", %ld:%02ld left", s / 60, s % 60);
    }
    printf("\r[%s] %zu/%zu%s  mean %.0f%%, full marks %zu, too long %zu", bar, p->done, p->total,
           left, p->of > 0 ? 100.0 * p->points / p->of : 0.0, p->full, p->crashed);
    if (p->running + p->queued > 0)
        printf("; tasks: %zu run, %zu wait", p->running, p->queued);
    fputs("\033[K", stdout);
    fflush(stdout);
}

void judging_progress_say(const struct progress *p, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    if (p->terminal)
        fputs("\r\033[K", stdout);
    vprintf(fmt, args);
    putchar('\n');
    fflush(stdout);
    va_end(args);
}

void judging_progress_stopped(const struct progress *p)
{
    printf("%sStopped. %zu of %zu submissions are in the gradebook; the same command goes on from "
           "there.\n",
           p->terminal ? "\n" : "", p->done, p->total);
}

void judging_progress_end(const struct progress *p)
{
    if (p->terminal && p->total > 0)
        putchar('\n');
    double s = judging_now() - p->begun;
    printf("%zu submission%s: %zu judged in %.1f s, %zu unchanged, %zu too long, %zu that the "
           "judge failed on.\n",
           p->total, p->total == 1 ? "" : "s", p->done - p->kept, s, p->kept, p->crashed,
           p->failed);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    if (p->of > 0)
        printf("Mean %.1f%%; full marks %zu; memory %.1f MB at most.\n", 100.0 * p->points / p->of,
               p->full, (double)used.ru_maxrss / 1024.0);
}
