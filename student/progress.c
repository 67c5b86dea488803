/* progress: keep and show what a student has done.
 *
 *   progress note BUILD   add BUILD/judge/report.json to the log; say what has become done
 *   progress show BUILD   done, points and time, by chapter
 *   progress next BUILD   the name of the first exercise that is not done */
#include "record.h"
#include "report/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <stdbool.h>

static cJSON *read_report(const char *build)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/judge/report.json", build);
    FILE *f = fopen(path, "r");
    struct stat info;
    if (!f || fstat(fileno(f), &info) != 0) {
        if (f)
            fclose(f);
        return NULL;
    }
    char *text = calloc((size_t)info.st_size + 1, 1);
    cJSON *report = NULL;
    if (text && fread(text, 1, (size_t)info.st_size, f) == (size_t)info.st_size)
        report = cJSON_Parse(text);
    free(text);
    fclose(f);
    return report;
}

/* Opens the log for one writer at a time, with its first line in it. */
static FILE *open_log(const char *build, long long now)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/progress", build);
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        return NULL;
    strncat(path, "/log.tsv", sizeof path - strlen(path) - 1);
    FILE *log = fopen(path, "a+");
    if (!log)
        return NULL;
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    fcntl(fileno(log), F_SETLKW, &whole);
    struct stat info;
    if (fstat(fileno(log), &info) == 0 && info.st_size == 0) {
        fprintf(log, "%lld\tstart\n", now);
        fflush(log);
    } else if (fseek(log, -1, SEEK_END) == 0 && fgetc(log) != '\n') {
        fseek(log, 0, SEEK_END);
        fputc('\n', log); /* a full disk cut the last line short */
    }
    return log;
}

/* What the student can look at now, in short lines: the terminal's width is unknown. */
static void say_done(const struct exercise *last, int count)
{
    const char *chapter = last ? last->chapter->directory : "";
    if (count == 1)
        printf("%s is done.\n", last->name);
    else if (count > 1)
        printf("%d exercises are done now.\n", count);
    if (count == 0)
        return;
    if (access("solutions", F_OK) == 0) /* a student's copy has no reference to show */
        printf("  the reference: make solution EX=%s\n", last->name);
    if (count == 1)
        printf("  your figures:  make figures CH=%.*s SRC=chapters\n", (int)strcspn(chapter, "_"),
               chapter);
    else
        printf("  your figures:  make figures SRC=chapters\n");
}

static int not_written(const char *build)
{
    fprintf(stderr, "progress: %s/progress/log.tsv cannot be written: %s\n", build,
            strerror(errno));
    return 1;
}

static int note(const char *build)
{
    long long now = (long long)time(NULL);
    errno = 0;
    FILE *log = open_log(build, now);
    if (!log || ferror(log))
        return not_written(build);
    struct progress progress;
    progress_read(&progress, build);
    cJSON *report = read_report(build);
    const char *source = cJSON_GetStringValue(cJSON_GetObjectItem(report, "source"));
    bool own = source && strcmp(source, "chapters") == 0;
    const cJSON *entry = NULL, *list = own ? cJSON_GetObjectItem(report, "exercises") : NULL;
    const struct exercise *last = NULL;
    int count = 0;
    cJSON_ArrayForEach(entry, list)
    {
        const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(entry, "exercise"));
        const char *state = cJSON_GetStringValue(cJSON_GetObjectItem(entry, "state"));
        const cJSON *points = cJSON_GetObjectItem(entry, "points");
        const struct exercise *e = name ? course_exercise(&progress.course, name) : NULL;
        if (!e || !state || !cJSON_IsNumber(points))
            continue;
        const struct record *r = record_of(&progress, e);
        if (strcmp(r->state, state) == 0 && r->points == points->valueint)
            continue;
        fprintf(log, "%lld\t%s\t%s\t%d\n", now, name, state, points->valueint);
        if (strcmp(state, "done") == 0) {
            last = e;
            count++;
        }
    }
    cJSON_Delete(report);
    free(progress.records);
    say_done(last, count);
    return fclose(log) == 0 ? 0 : not_written(build);
}

/* 3700 s: "1 h 1 min"; days when there are any. */
static const char *duration(long long seconds, char *text, size_t size)
{
    long long minutes = seconds > 0 ? seconds / 60 : 0, days = minutes / 1440;
    if (days > 0)
        snprintf(text, size, "%lld day%s %lld h", days, days == 1 ? "" : "s", minutes / 60 % 24);
    else if (minutes >= 60)
        snprintf(text, size, "%lld h %lld min", minutes / 60, minutes % 60);
    else
        snprintf(text, size, "%lld min", minutes);
    return text;
}

static int show(const char *build)
{
    struct progress progress;
    char text[64];
    progress_read(&progress, build);
    if (progress.start == 0) {
        printf("Nothing yet: make check grades your work and says what to open first.\n");
        free(progress.records);
        return 0;
    }
    printf("%-40s %-9s %-11s %s\n", "", "done", "points", "finished after");
    for (size_t c = 0; c < progress.course.chapter_count; c++) {
        const struct chapter *chapter = &progress.course.chapters[c];
        struct sums s = progress_sums(&progress, chapter);
        printf("%.*s %-37s %d of %d    %2d of %2d    %s\n", (int)strcspn(chapter->directory, "_"),
               chapter->directory, chapter->title, s.done, s.exercises, s.points, s.of,
               s.done_at ? duration(s.done_at - progress.start, text, sizeof text) : "");
    }
    struct sums all = progress_sums(&progress, NULL);
    printf("\n%d of %d exercises, %d of %d points, %s since the first make check\n", all.done,
           all.exercises, all.points, all.of,
           duration((long long)time(NULL) - progress.start, text, sizeof text));
    const struct exercise *next = progress_next(&progress, NULL);
    if (next)
        printf("Next: %s %s, chapters/%s/%s.c\n", next->number, next->name,
               next->chapter->directory, next->chapter->topic);
    else
        printf("Everything is done.\n");
    free(progress.records);
    return 0;
}

static int next(const char *build)
{
    struct progress progress;
    progress_read(&progress, build);
    const struct exercise *e = progress_next(&progress, NULL);
    if (e)
        puts(e->name);
    free(progress.records);
    return 0;
}

int main(int argc, char **argv)
{
    output_begin();
    if (argc == 3 && strcmp(argv[1], "note") == 0)
        return output_end("progress", note(argv[2]));
    if (argc == 3 && strcmp(argv[1], "show") == 0)
        return output_end("progress", show(argv[2]));
    if (argc == 3 && strcmp(argv[1], "next") == 0)
        return output_end("progress", next(argv[2]));
    fputs("progress note|show|next BUILD\n", stderr);
    return 2;
}
