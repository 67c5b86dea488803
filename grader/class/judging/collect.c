/* Reads a submission in the sandbox: a process of its own, with budgets, opens foreign archives; it
 * sees only this submission and the skeletons, and writes nothing. */
#include "collect.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "limits.h"
#include "opener.h"

#define MOST_PATHS 500 /* handed over at once: bubblewrap takes some thousand arguments */

/* One file or folder of the submission, as /in/I/NAME. A link stays one. */
static void show(struct words *w, const char *path, size_t i)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char target[4096];
    ssize_t length = readlink(path, target, sizeof target - 1);
    target[length > 0 ? length : 0] = '\0';
    words_add(w, "%s", length > 0 ? "--symlink" : "--ro-bind-try");
    words_add(w, "%s", length > 0 ? target : path);
    words_add(w, "/in/%zu/%s", i, name);
}

/* Is there a bundle of git in it? To read one, git writes, to a folder in the sandbox. */
static bool has_bundle(const struct submission *s)
{
    bool yes = false;
    for (size_t i = 0; i < s->count && !yes; i++) {
        struct dirent **list;
        int n = scandir(s->paths[i], &list, NULL, NULL);
        yes = intake_is_bundle(s->paths[i]);
        for (int j = 0; j < n; j++) {
            yes = yes || intake_is_bundle(list[j]->d_name);
            free(list[j]);
        }
        if (n >= 0)
            free(list);
    }
    return yes;
}

/* Looks through a submission: class collect LAYOUT [PATH LABEL]... */
bool judging_collect(const struct submission *s, bool unsafe, struct work *work)
{
    struct opener o = {.seconds = LIMIT_COLLECT_SECONDS};
    size_t chapters, count = s->count < MOST_PATHS ? s->count : MOST_PATHS;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    judging_opener_begin(&o, unsafe);
    for (size_t r = 0; r < chapters && !unsafe; r++) {
        char *file = text_format("chapters/%s/%s.c", chapter[r].directory, chapter[r].topic);
        words_add_all(&o.words, (const char *const[]){"--ro-bind-try", file, NULL});
        words_add(&o.words, "/w/%s", file);
        free(file);
    }
    for (size_t i = 0; i < count && !unsafe; i++)
        show(&o.words, s->paths[i], i);
    judging_opener_program(&o, "collect", unsafe);
    words_add(&o.words, "%s", s->layout);
    for (size_t i = 0; i < count; i++) {
        const char *slash = strrchr(s->paths[i], '/'), *name = slash ? slash + 1 : s->paths[i];
        if (unsafe)
            words_add(&o.words, "%s", s->paths[i]);
        else
            words_add(&o.words, "/in/%zu/%s", i, name);
        words_add(&o.words, "%s", s->labels[i]);
    }
    o.file_bytes = has_bundle(s) ? LIMIT_REPOSITORY_BYTES : 0;
    enum intake_received got = judging_opener_run(&o, work);
    if (got == INTAKE_PART) {
        intake_receive(work, "end\n", 4);
        notes_add(&work->notes,
                  "To look through what was handed in takes more than %d seconds of work or %d MB "
                  "of memory; none of it was judged.",
                  LIMIT_COLLECT_SECONDS, LIMIT_COLLECT_MEMORY_MB);
    } else if (got == INTAKE_WHOLE && s->count > MOST_PATHS) {
        notes_add(&work->notes, "There are more than %d files; the rest was not looked at.",
                  MOST_PATHS);
    }
    return got != INTAKE_NOTHING;
}

enum look judging_look(sqlite3 *db, const struct batch *batch, const struct submission *s,
                       struct work *work, struct judgement *found)
{
    char stamp[65];
    intake_stamp(s, stamp);
    if (gradebook_looked(db, s, stamp, work)) {
        if (gradebook_has(db, s, work, &batch->measure, found))
            return LOOK_JUDGED;
        intake_work_free(work);
    }
    if (!judging_collect(s, strcmp(batch->measure.level, "UNSAFE") == 0, work))
        return LOOK_FAILED;
    gradebook_keep_look(db, s, stamp, work); /* if it can't, the next run looks again */
    return gradebook_has(db, s, work, &batch->measure, found) ? LOOK_JUDGED : LOOK_NEW;
}

int judging_collector(int count, char **words)
{
    char **paths = text_need(calloc((size_t)count + 1, sizeof *paths)),
         **labels = text_need(calloc((size_t)count + 1, sizeof *labels));
    struct submission s = {.layout = words[0], .paths = paths, .labels = labels};
    struct work work;
    for (int i = 1; i + 1 < count; i += 2) {
        paths[s.count] = words[i];
        labels[s.count++] = words[i + 1];
    }
    intake_send_begin(stdout);
    intake_collect(&s, &work);
    bool good = intake_send(&work, stdout);
    intake_work_free(&work);
    free(labels);
    free(paths);
    return good ? 0 : 2;
}
