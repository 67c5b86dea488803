/* What make watch knows and shows (view.h). */
#include "view.h"

#include <stdlib.h>
#include <string.h>
#include <stdbool.h>
#include <unistd.h>

#include "screen.h"
#include "terminal.h"

/* The part of the report about an exercise: from the line "E2.1 ReLU: ..." to
 * the next empty line. NULL when there is none. */
static char *find_reason(const struct exercise *e, const char *output)
{
    char start[128];
    snprintf(start, sizeof start, "\n%s %s: ", e->number, e->name);
    const char *from = strstr(output, start);
    if (!from)
        return NULL;
    from++;
    const char *end = strstr(from, "\n\n");
    return strndup(from, end ? (size_t)(end - from) : strlen(from));
}

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* The last exercise that has just become done, or NULL. */
static const struct exercise *just_done(const struct progress *progress,
                                        const struct record *before)
{
    const struct exercise *last = NULL;
    for (size_t i = 0; i < progress->course.exercise_count; i++)
        if (is_done(&progress->records[i]) && before[i].state[0] && !is_done(&before[i]))
            last = &progress->course.exercises[i];
    return last;
}

void view_result(struct view *view, const bool *checked, const char *output)
{
    struct progress *progress = &view->progress;
    size_t count = progress->course.exercise_count;
    struct record before[MAX_EXERCISES];
    const struct exercise *news = NULL, *reason = NULL;

    memcpy(before, progress->records, count * sizeof *before);
    progress_again(progress);
    for (size_t i = 0; i < count; i++) {
        const struct exercise *e = &progress->course.exercises[i];
        if (!checked[e->chapter - progress->course.chapters])
            continue;
        char *text = find_reason(e, output);
        if (text && !reason)
            reason = e;
        if (text && !news && !same(text, view->reasons[i]))
            news = e;
        free(view->reasons[i]);
        view->reasons[i] = text;
    }
    const struct exercise *done = just_done(progress, before);
    if (done || news)
        view->finished = done;
    if (news)
        view->current = news;
    else if (done)
        view->current = progress_next(progress, done);
    else if (!view->current || is_done(record_of(progress, view->current)))
        view->current = reason ? reason : progress_next(progress, NULL);
}

/* The line of the exercise's section in the student's file; 0 when it is not there. */
static int section_line(const struct exercise *e, const char *path)
{
    char mark[64], line[512];
    int number = 0, found = 0;
    snprintf(mark, sizeof mark, "/* ---- %s ", e->number);
    FILE *f = fopen(path, "r");
    while (f && !found && fgets(line, sizeof line, f)) {
        number++;
        if (strncmp(line, mark, strlen(mark)) == 0)
            found = number;
    }
    if (f)
        fclose(f);
    return found;
}

static void say_current(const struct view *view)
{
    const struct exercise *e = view->current;
    if (!e) {
        screen_say(
            "Everything is done: all %d points. make figures SRC=chapters draws the whole book "
            "with your code.",
            progress_sums(&view->progress, NULL).of);
        return;
    }
    const struct chapter *c = e->chapter;
    const char *reason = view->reasons[e - view->progress.course.exercises];
    if (reason) {
        screen_add(reason, strlen(reason));
    } else {
        char path[512];
        snprintf(path, sizeof path, "chapters/%s/%s.c", c->directory, c->topic);
        bool done = is_done(record_of(&view->progress, e));
        screen_say("%s %s: %s", e->number, e->name, e->title);
        screen_say(done ? "  Done; it begins at %s:%d" : "  Not started yet: write it in %s:%d",
                   path, section_line(e, path));
        screen_say("  Read chapters/%s/README.md; what goes in and out is in %s.h.", c->directory,
                   c->topic);
    }
    for (size_t i = 0; i < view->progress.course.exercise_count; i++) {
        const struct exercise *other = &view->progress.course.exercises[i];
        if (other == e || other->chapter != c || !view->reasons[i])
            continue;
        screen_say(" ");
        screen_add(view->reasons[i], strlen(view->reasons[i]));
    }
}

/* The exercises of the current chapter with their marks. */
static void strip(const struct view *view, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    if (!view->current)
        return;
    used += (size_t)snprintf(text, size, "%.*s ",
                             (int)strcspn(view->current->chapter->directory, "_"),
                             view->current->chapter->directory);
    for (size_t i = 0; i < view->progress.course.exercise_count && used < size; i++) {
        const struct exercise *e = &view->progress.course.exercises[i];
        if (e->chapter == view->current->chapter)
            used += (size_t)snprintf(text + used, size - used, " %s %s ",
                                     screen_mark(view->progress.records[i].state), e->name);
    }
}

/* Without q, which quits, and l, which turns the page. */
static const char list_keys[] = "123456789abcdefghijkmnoprstuvwxyz";

const struct exercise *view_listed(const struct view *view, char key)
{
    const char *at = key ? strchr(list_keys, key) : NULL;
    size_t i = at ? (size_t)(at - list_keys) : view->progress.course.exercise_count;
    return i < view->progress.course.exercise_count ? &view->progress.course.exercises[i] : NULL;
}

void view_list(const struct view *view, int page, int rows, char *text, size_t size)
{
    size_t count = view->progress.course.exercise_count, fit = rows > 6 ? (size_t)rows - 6 : 1;
    size_t pages = count / fit + (count % fit > 0), used = 0;
    size_t from = pages ? (size_t)page % pages * fit : 0;
    used += (size_t)snprintf(text, size, "All exercises, page %zu of %zu\n",
                             pages ? (size_t)page % pages + 1 : 0, pages);
    for (size_t i = from; i < count && i < from + fit && used < size; i++) {
        const struct exercise *e = &view->progress.course.exercises[i];
        used += (size_t)snprintf(text + used, size - used, "%c%c %s %s %s\n",
                                 e == view->current ? '>' : ' ',
                                 i < sizeof list_keys - 1 ? list_keys[i] : ' ',
                                 screen_mark(view->progress.records[i].state), e->number, e->name);
    }
}

/* What the keys do, in the last row. */
static const char *keys_row(const struct view *view, int cols)
{
    if (view->overlay && view->list)
        return cols < 60 ? "a key: go there  l: more  q: quit"
                         : "the key before it: go there   l: next page   any other: back   q: quit";
    if (view->overlay)
        return view->figure ? "any key: back   h: hint   f: next figure   q: quit"
                            : "any key: back   h: next hint   f: figure   q: quit";
    return cols < 50   ? "h hint f figure l list r rerun q quit"
           : cols < 87 ? "h hint   f figure   l list   r rerun   q quit"
                       : "h hint   f figure   l list   r rerun   q quit      saving a chapter's "
                         "file checks it";
}

void view_paint(const struct view *view)
{
    int rows, cols;
    char head[256], chapter[512], rest[128] = "make check";
    struct sums all = progress_sums(&view->progress, NULL);
    terminal_size(&rows, &cols);
    const char *status = view->busy[0] ? view->busy : view->checked;
    int wide = snprintf(head, sizeof head, "Sparsebook  %d of %d points  %s  %d of %d exercises",
                        all.points, all.of, status, all.done, all.exercises);
    if (wide > cols)
        wide = snprintf(head, sizeof head, "Sparsebook  %d of %d points  %s", all.points, all.of,
                        status);
    if (wide > cols)
        snprintf(head, sizeof head, "%d/%d  %s", all.points, all.of, status);
    strip(view, chapter, sizeof chapter);
    if (view->current)
        snprintf(rest, sizeof rest, "make check EX=%s", view->current->name);

    screen_begin(cols);
    if (view->overlay) {
        screen_add(view->overlay, strlen(view->overlay));
        snprintf(rest, sizeof rest, "make the window higher");
    } else if (view->failure) {
        screen_add(view->failure, strlen(view->failure));
    } else {
        if (view->finished) {
            screen_say("%s %s is done: %d of %d points.", screen_mark("done"), view->finished->name,
                       view->finished->of, view->finished->of);
            if (access("solutions", F_OK) == 0)
                screen_say("make solution EX=%s shows the reference, f draws the figure.",
                           view->finished->name);
            else
                screen_say("f draws the figure.");
            screen_say(" ");
        }
        say_current(view);
    }
    screen_paint(rows, head, (const char *const[2]){chapter, keys_row(view, cols)}, rest);
}
