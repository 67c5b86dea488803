/* ENGINE=slurm: a class judged by a cluster. See cluster.h. */
#include "cluster.h"
#include "limits.h"
#include "collect.h"

#include <dirent.h>
#include <math.h>
#include <sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "slurm.h"

char *judging_place(const struct cluster *c, const char *what, const char *name)
{
    return text_format("%s/%s/%s", c->folder, what, name);
}

static void key_of(char *key, const struct submission *s, const struct work *work,
                   const struct measure *m)
{
    char *all = text_format("%s\n%s\n%s\n%s\n%s\n%lld", s->key, work->hash, m->tests, m->points,
                            m->level, m->again);
    char digest[SHA256_DIGEST_STRING_LENGTH];
    SHA256Data((const uint8_t *)all, strlen(all), digest);
    memcpy(key, digest, KEY_LENGTH);
    key[KEY_LENGTH] = '\0';
    free(all);
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct item *)a)->key, ((const struct item *)b)->key);
}

struct item *judging_find_item(const struct cluster *c, const char *key)
{
    struct item wanted = {0};
    if (strlen(key) != KEY_LENGTH)
        return NULL;
    memcpy(wanted.key, key, KEY_LENGTH);
    return c->count ? bsearch(&wanted, c->items, c->count, sizeof wanted, by_key) : NULL;
}

/* A signal to stop, or 0, after at most so many seconds. */
static int wait_for(const struct cluster *c, double seconds)
{
    struct timespec t = {(time_t)seconds, (long)(1e9 * (seconds - floor(seconds)))};
    int got = sigtimedwait(&c->signals, NULL, &t);
    return got > 0 ? got : 0;
}

static bool open_folder(struct cluster *c, const char *out)
{
    static const char *const parts[] = {"staged", "shards", "done", "unready", "log"};
    char *top = realpath(out, NULL), *unready = text_format("%s/cluster/unready", top);
    c->folder = text_format("%s/cluster", top);
    file_remove_tree(unready); /* somebody may have mended those nodes */
    bool good = true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char *path = text_format("%s/%s", c->folder, parts[i]);
        good = file_make_folders(path) && good;
        free(path);
    }
    char *path = text_format("%s/name", c->folder);
    c->name = file_read(path, 100, NULL);
    if (good && (!c->name || strncmp(c->name, "sparsebook-", 11) != 0)) {
        unsigned number = 0;
        free(c->name);
        good = getrandom(&number, sizeof number, 0) == sizeof number;
        c->name = text_format("sparsebook-%08x-", number);
        FILE *f = file_begin(path);
        good = f && fputs(c->name, f) >= 0 && file_finish(f, path) && good;
    }
    /* The same content needs judging only once per version of the tests. */
    char *cache = text_format("%s/cache/%s", c->folder, c->batch->measure.tests);
    if (getenv("SB_CACHE"))
        setenv("SB_CACHE", cache, 1);
    free(cache);
    free(path);
    free(unready);
    free(top);
    return good;
}

/* The submission goes to staged/KEY, under another name until all of it is there. */
static bool stage(const struct cluster *c, const char *key, const struct work *work)
{
    char *folder = judging_place(c, "staged", key), *part = text_format("%s.part", folder),
         *files = text_format("%s/files", part);
    char *path = text_format("%s/work", part);
    bool good = true;
    if (access(folder, F_OK) != 0) {
        file_remove_tree(part);
        good = intake_stage(work, files) && intake_describe(work, path) &&
               rename(part, folder) == 0;
    }
    if (!good)
        fprintf(stderr, "class: %s cannot be written\n", folder);
    free(path);
    free(files);
    free(part);
    free(folder);
    return good;
}

/* Makes an item of every submission without a result. Returns a signal to stop, or 0. */
static int take_in(struct cluster *c, const struct intake *intake)
{
    c->items = text_need(calloc(intake->count + 1, sizeof *c->items));
    for (size_t i = 0; i < intake->count && !c->broken; i++) {
        struct item *item = &c->items[c->count];
        struct judgement found;
        struct work work;
        int signal_ = wait_for(c, 0.0);
        if (signal_)
            return signal_;
        *item = (struct item){.submission = &intake->items[i], .shard = -1};
        enum look look = judging_look(c->db, c->batch, item->submission, &work, &found);
        if (look == LOOK_FAILED) {
            found = (struct judgement){.status = "failed"};
            c->broken = !gradebook_record(c->db, item->submission, &work, &c->batch->measure,
                                          &found);
        }
        if (look != LOOK_NEW) {
            judging_progress_add(&c->progress, item->submission->name, &found, look == LOOK_JUDGED);
        } else {
            key_of(item->key, item->submission, &work, &c->batch->measure);
            c->broken = !stage(c, item->key, &work);
            c->count++;
        }
        intake_work_free(&work);
    }
    qsort(c->items, c->count, sizeof *c->items, by_key);
    size_t kept = 0; /* two attempts with the same work are one */
    for (size_t i = 0; i < c->count; i++)
        if (i == 0 || by_key(&c->items[i], &c->items[kept - 1]) != 0)
            c->items[kept++] = c->items[i];
    c->count = kept;
    c->left = c->count;
    return 0;
}

/* Calls each for the files of a part of the folder. */
static void each_file(struct cluster *c, const char *part,
                      void (*each)(struct cluster *c, const char *name))
{
    char *path = text_format("%s/%s", c->folder, part);
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d)) != NULL;)
        if (e->d_name[0] != '.')
            each(c, e->d_name);
    if (d)
        closedir(d);
    free(path);
}

/* A shard of a run that was cut short: its task may be running still. */
static void know_shard(struct cluster *c, const char *name)
{
    char *path = judging_place(c, "shards", name),
         *text = file_read(path, LIMIT_OWN_FILE_BYTES, NULL), *rest = text;
    long shard = strtol(name, NULL, 10);
    for (char *line; rest && (line = strsep(&rest, "\n")) != NULL;) {
        struct item *item = judging_find_item(c, line);
        if (item && shard > item->shard)
            item->shard = shard; /* the last one it was sent in */
    }
    if (shard >= c->shards)
        c->shards = shard + 1;
    free(text);
    free(path);
}

static int watch(struct cluster *c)
{
    while (!c->broken) {
        bool asked = judging_now() >= c->next && judging_tasks_look(c);
        each_file(c, "done", judging_take_result);
        if (c->left == 0)
            break;
        if (asked)
            judging_tasks_send_missing(c);
        judging_progress_draw(&c->progress);
        int signal_ = wait_for(c, 0.25);
        if (signal_)
            return signal_;
    }
    return 0;
}

static int judge_all(struct cluster *c, const struct intake *intake)
{
    if (!open_folder(c, c->batch->out)) {
        fprintf(stderr, "class: %s cannot be written\n", c->folder);
        c->broken = true;
        return 0;
    }
    double begun = judging_now();
    int signal_ = take_in(c, intake);
    c->handing_out = judging_now() - begun;
    if (signal_ || c->broken)
        return signal_;
    each_file(c, "shards", know_shard);
    each_file(c, "done", judging_drop_failed);
    judging_tasks_begin(c);
    return watch(c);
}

int judging_run_on_cluster(sqlite3 *db, const struct batch *batch, const struct intake *intake)
{
    struct cluster c = {.db = db, .batch = batch};
    sigset_t before;
    if (!judging_slurm_is_there())
        return 2;
    sigemptyset(&c.signals);
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaddset(&c.signals, signals[i]);
    sigprocmask(SIG_BLOCK, &c.signals, &before);
    judging_progress_begin(&c.progress, intake->count, 1);
    int stopped = judge_all(&c, intake);
    if (c.name)
        judging_tasks_end(&c, !stopped && !c.broken);
    if (!stopped && !c.broken)
        file_remove_tree(c.folder);
    free(c.items);
    free(c.marks);
    free(c.name);
    free(c.folder);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (stopped) {
        judging_progress_stopped(&c.progress);
        puts("Its tasks in the queue are cancelled.");
        return 128 + stopped;
    }
    if (!c.broken)
        judging_progress_end(&c.progress);
    if (!c.broken && c.count > 0)
        printf("Here, a submission took %.1f ms to hand out and %.1f ms to take in.\n",
               1000.0 * c.handing_out / (double)intake->count,
               1000.0 * c.taking_in / (double)c.count);
    return c.broken ? 2 : 0;
}
