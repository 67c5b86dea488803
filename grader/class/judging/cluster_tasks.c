/* Queues whatever has no result as an array of tasks, and queues it again if its task failed. */
#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cluster.h"
#include "slurm.h"

enum { TRIES = 3, SHARD = 20 };
enum { LIVE = 1, WANTED = 2 }; /* marks of a shard: its task is in the queue; it lacks a result */
#define ASK_LAST 10.0          /* seconds between two questions to Slurm, at most */

/* For every shard: is any of its submissions still waiting for a result? */
static void mark_wanted(struct cluster *c)
{
    c->marks = text_need(realloc(c->marks, (size_t)c->shards + 1));
    memset(c->marks, 0, (size_t)c->shards + 1);
    for (size_t i = 0; i < c->count; i++)
        if (!c->items[i].merged && c->items[i].shard >= 0)
            c->marks[c->items[i].shard] |= WANTED;
}

static void mark_live(void *to, long shard, const char *id, const char *reason)
{
    struct cluster *c = to;
    (void)id;
    if (shard >= 0 && shard < c->shards)
        c->marks[shard] |= LIVE;
    *(*reason ? &c->progress.queued : &c->progress.running) += 1;
    snprintf(c->reason, sizeof c->reason, "%s", reason);
}

bool judging_tasks_look(struct cluster *c)
{
    static const char *const usual = " None Resources Priority ";
    char before[sizeof c->reason];
    memcpy(before, c->reason, sizeof before);
    c->reason[0] = '\0';
    mark_wanted(c);
    c->progress.running = c->progress.queued = 0;
    c->next = judging_now() + c->pause;
    c->pause = fmin(2.0 * c->pause, ASK_LAST);
    bool good = judging_slurm_look(c->name, mark_live, c);
    if (!good && !c->silent)
        fputs("class: squeue does not answer; still collecting results as they arrive\n", stderr);
    c->silent = !good;
    if (c->reason[0] && c->progress.running == 0 && strcmp(c->reason, before) != 0 &&
        !strstr(usual, c->reason))
        judging_progress_say(&c->progress,
                             "Tasks in the queue: %zu. Slurm's reason why they wait: %s.",
                             c->progress.queued, c->reason);
    return good;
}

/* The nodes that cannot judge, with commas between; why: of one of them. To be freed. */
static char *unready(const struct cluster *c, char **why)
{
    char *folder = text_format("%s/unready", c->folder), *names = text_need(strdup(""));
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d)) != NULL;) {
        if (e->d_name[0] == '.')
            continue;
        char *longer = text_format("%s%s%s", names, *names ? "," : "", e->d_name);
        free(names);
        names = longer;
        char *path = text_format("%s/%s", folder, e->d_name);
        free(*why);
        *why = file_read(path, 2000, NULL);
        free(path);
    }
    if (d)
        closedir(d);
    free(folder);
    return names;
}

static bool is_missing(const struct cluster *c, const struct item *item)
{
    return !item->merged && (item->shard < 0 || !(c->marks[item->shard] & LIVE));
}

/* The missing ones, `per` of them a shard, as shards from number c->shards on; how many shards. */
static size_t write_shards(struct cluster *c, size_t per)
{
    size_t in_it = 0;
    long shard = c->shards;
    FILE *f = NULL;
    char *path = NULL;
    for (size_t i = 0; i <= c->count; i++) {
        bool missing = i < c->count && is_missing(c, &c->items[i]);
        if (f && (i == c->count || (missing && in_it == per))) {
            c->broken = !file_finish(f, path) || c->broken;
            free(path);
            f = NULL;
            shard++;
        }
        if (!missing)
            continue;
        if (!f) {
            path = text_format("%s/shards/%ld", c->folder, shard);
            in_it = 0;
            if (!(f = file_begin(path))) {
                c->broken = true;
                free(path);
                break;
            }
        }
        fprintf(f, "%s\n", c->items[i].key);
        in_it++;
    }
    return (size_t)(shard - c->shards);
}

/* The number of submissions per task. A submission that came back gets a task of its own: if it
 * kills its task, say by using too much memory, it must not take others with it. More per task if
 * an array cannot have that many tasks. */
static size_t shard_size(const struct cluster *c, size_t missing, int tries)
{
    size_t per = tries > 0 ? 1 : c->batch->shard > 0 ? (size_t)c->batch->shard : SHARD;
    size_t most = (size_t)fmax(1.0,
                               fmin((double)judging_slurm_setting("MaxArraySize", MAX_ARRAY_SIZE),
                                    (double)judging_slurm_setting("MaxJobCount", MAX_JOB_COUNT)));
    size_t least = (missing + most - 1) / most;
    return per > least ? per : least;
}

static void tell_unready(const char *names, const char *why)
{
    fprintf(stderr, "class: these nodes cannot judge: %s. What one of them says:\n%s", names, why);
}

/* Submits an array for what is missing. Unfinished work of a failed task is submitted anew, not
 * requeued: Slurm delays a requeued task for minutes and repeats all of it. */
static void submit(struct cluster *c, size_t missing, int tries)
{
    size_t per = shard_size(c, missing, tries), count = write_shards(c, per), k = 0;
    char *why = NULL, *name = text_format("%s%ld", c->name, c->shards),
         *offset = text_format("%ld", c->shards);
    char *limit = text_format("%.3f", c->batch->limit), *exclude = unready(c, &why);
    const char *words[] = {c->folder, offset, c->batch->judge, limit, NULL};
    struct slurm_array array = {.name = name,
                                .script = "grader/cluster_task.sh",
                                .words = words,
                                .exclude = exclude,
                                .count = count,
                                .at_once = c->batch->at_once,
                                .minutes = (long)((double)per * c->batch->limit / 60.0) + 2};
    c->broken = c->broken || !judging_slurm_submit(&array);
    if (c->broken && why)
        tell_unready(exclude, why);
    else if (!c->broken && tries > 0)
        judging_progress_say(&c->progress,
                             "%zu of them came back without a result; try %d of %d, in %zu task%s.",
                             missing, tries + 1, TRIES, count, count > 1 ? "s" : "");
    else if (!c->broken)
        judging_progress_say(&c->progress,
                             "%zu of them go to the cluster, in %zu task%s of up to %zu.", missing,
                             count, count > 1 ? "s" : "", per);
    for (size_t i = 0; i < c->count; i++)
        if (is_missing(c, &c->items[i])) {
            c->items[i].tries = tries + 1;
            c->items[i].shard = c->shards + (long)(k++ / per);
        }
    c->shards += (long)count;
    c->pause = ASK_FIRST;
    c->next = judging_now() + c->pause;
    free(why);
    free(name);
    free(offset);
    free(limit);
    free(exclude);
}

/* After TRIES tasks that ended without a result. */
static void give_up(struct cluster *c, struct item *item)
{
    char *why = NULL, *names = unready(c, &why);
    if (*names) {
        tell_unready(names, why);
        c->broken = true;
    } else {
        struct judgement j = {.status = "failed"};
        judging_merge(c, item, &j);
    }
    free(why);
    free(names);
}

void judging_tasks_send_missing(struct cluster *c)
{
    size_t missing = 0;
    int tries = 0;
    for (size_t i = 0; i < c->count && !c->broken; i++) {
        if (is_missing(c, &c->items[i]) && c->items[i].tries == TRIES)
            give_up(c, &c->items[i]);
        if (c->broken || !is_missing(c, &c->items[i]))
            continue;
        missing++;
        if (c->items[i].tries > tries)
            tries = c->items[i].tries;
    }
    if (missing > 0 && !c->broken)
        submit(c, missing, tries);
}

/* Tasks to cancel: which of ours. */
enum which { UNWANTED, WAITING, ALL };
struct list {
    const struct cluster *c;
    char *ids;
    enum which which;
};

static void add(void *to, long shard, const char *id, const char *reason)
{
    struct list *l = to;
    bool wanted = shard >= 0 && shard < l->c->shards && (l->c->marks[shard] & WANTED);
    if ((l->which == UNWANTED && wanted) || (l->which == WAITING && !*reason))
        return;
    char *longer = text_format("%s %s", l->ids, id);
    free(l->ids);
    l->ids = longer;
}

static void cancel(const struct cluster *c, enum which which)
{
    struct list l = {.c = c, .ids = text_need(strdup("")), .which = which};
    if (judging_slurm_look(c->name, add, &l) && *l.ids)
        judging_slurm_cancel(l.ids);
    free(l.ids);
}

/* When all is done, tasks that run are about to end by themselves. */
void judging_tasks_end(struct cluster *c, bool done)
{
    cancel(c, done ? WAITING : ALL);
}

/* Tests or files may have changed since those tasks were submitted. */
void judging_tasks_begin(struct cluster *c)
{
    mark_wanted(c);
    cancel(c, UNWANTED);
}
