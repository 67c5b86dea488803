/* Results that tasks have left in done/, into the gradebook: each key once. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cluster.h"
#include "limits.h"

/* The judgement in a file of done/; its text, to be freed, or NULL when it is not whole. */
static char *read_result(const char *path, struct judgement *j)
{
    size_t size = 0, bytes = 0;
    char word[16], *text = file_read(path, LIMIT_OWN_FILE_BYTES, &size),
                   *end = text ? strchr(text, '\n') : NULL;
    if (!end || sscanf(text, "%15s %lf %zu", word, &j->seconds, &bytes) != 3 ||
        size != (size_t)(end + 1 - text) + bytes) {
        free(text);
        return NULL;
    }
    j->status = strcmp(word, "long") == 0     ? "too long"
                : strcmp(word, "judged") == 0 ? "judged"
                                              : "failed";
    j->report = strcmp(j->status, "judged") == 0 ? end + 1 : NULL;
    return text;
}

static void remove_item(const struct cluster *c, const struct item *item)
{
    char *staged = judging_place(c, "staged", item->key),
         *done = judging_place(c, "done", item->key);
    file_remove_tree(staged); /* first: without it no task judges the key again */
    unlink(done);
    free(done);
    free(staged);
}

void judging_merge(struct cluster *c, struct item *item, struct judgement *j)
{
    char *staged = judging_place(c, "staged", item->key), *path = text_format("%s/work", staged);
    char *files = text_format("%s/files", staged);
    struct work work;
    double begun = judging_now();
    if (intake_unstage(&work, files, path)) {
        c->broken = !gradebook_record(c->db, item->submission, &work, &c->batch->measure, j);
    } else {
        fprintf(stderr, "class: %s cannot be read\n", staged);
        c->broken = true;
    }
    if (!c->broken) {
        item->merged = true;
        c->left--;
        remove_item(c, item);
        judging_progress_add(&c->progress, item->submission->name, j, false);
    }
    intake_work_free(&work);
    c->taking_in += judging_now() - begun;
    free(files);
    free(path);
    free(staged);
}

/* Takes a result. Drops one that nobody is waiting for (a task ran twice, or a file has changed
 * since) or that is incomplete. */
void judging_take_result(struct cluster *c, const char *name)
{
    char *path = judging_place(c, "done", name);
    struct item *item = judging_find_item(c, name);
    struct judgement j = {0};
    char *text = item && !item->merged && !c->broken ? read_result(path, &j) : NULL;
    if (text)
        judging_merge(c, item, &j);
    else if (!c->broken)
        unlink(path);
    free(text);
    free(path);
}

void judging_drop_failed(struct cluster *c, const char *name)
{
    char *path = judging_place(c, "done", name);
    struct judgement j = {0};
    char *text = read_result(path, &j);
    if (!text || strcmp(j.status, "failed") == 0)
        unlink(path);
    free(text);
    free(path);
}
