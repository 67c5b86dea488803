/* What a student has done so far (record.h). */
#include "record.h"

#include <stdlib.h>
#include <string.h>

struct record *record_of(const struct progress *progress, const struct exercise *exercise)
{
    return &progress->records[exercise - progress->course.exercises];
}

bool is_done(const struct record *record)
{
    return strcmp(record->state, "done") == 0;
}

static void read_line(struct progress *progress, char *line)
{
    char *rest = NULL;
    const char *when = strtok_r(line, "\t\n", &rest), *name = strtok_r(NULL, "\t\n", &rest);
    const char *state = strtok_r(NULL, "\t\n", &rest), *points = strtok_r(NULL, "\t\n", &rest);
    const struct exercise *e = name ? course_exercise(&progress->course, name) : NULL;
    if (name && strcmp(name, "start") == 0)
        progress->start = atoll(when);
    if (!e || !points)
        return;
    struct record *r = record_of(progress, e);
    snprintf(r->state, sizeof r->state, "%s", state);
    r->points = atoi(points);
    if (is_done(r) && r->done_at == 0)
        r->done_at = atoll(when);
}

void progress_read(struct progress *progress, const char *build)
{
    memset(progress, 0, sizeof *progress);
    progress->course.build = build;
    course_read(&progress->course, "chapters");
    progress->records = calloc(progress->course.exercise_count, sizeof *progress->records);
    if (!progress->records) {
        fputs("progress: no memory\n", stderr);
        exit(2);
    }
    progress_again(progress);
}

void progress_again(struct progress *progress)
{
    char path[4096], line[256];
    memset(progress->records, 0, progress->course.exercise_count * sizeof *progress->records);
    snprintf(path, sizeof path, "%s/progress/log.tsv", progress->course.build);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        read_line(progress, line);
    if (f)
        fclose(f);
}

const struct exercise *progress_next(const struct progress *progress, const struct exercise *after)
{
    size_t count = progress->course.exercise_count;
    size_t from = after ? (size_t)(after - progress->course.exercises) + 1 : 0;
    for (size_t i = 0; i < count; i++)
        if (!is_done(&progress->records[(from + i) % count]))
            return &progress->course.exercises[(from + i) % count];
    return NULL;
}

struct sums progress_sums(const struct progress *progress, const struct chapter *chapter)
{
    struct sums sums = {0, 0, 0, 0, 0};
    for (size_t i = 0; i < progress->course.exercise_count; i++) {
        const struct exercise *e = &progress->course.exercises[i];
        const struct record *r = record_of(progress, e);
        if (chapter && e->chapter != chapter)
            continue;
        sums.exercises++;
        sums.done += is_done(r);
        sums.points += r->points;
        sums.of += e->of;
        if (r->done_at > sums.done_at)
            sums.done_at = r->done_at;
    }
    if (sums.done < sums.exercises)
        sums.done_at = 0;
    return sums;
}
