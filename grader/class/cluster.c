/* ENGINE=slurm: a class judged by a cluster. See cluster.h. */
#include "cluster.h"

#include <dirent.h>
#include <math.h>
#include <sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "queue.h"

char *place(const struct cluster *c, const char *what, const char *name)
{
    return format("%s/%s/%s", c->folder, what, name);
}

static void key_of(char *key, const struct submission *s, const struct work *work,
                   const struct measure *m)
{
    char *all = format("%s\n%s\n%s\n%s\n%s\n%lld", s->key, work->hash, m->tests, m->points,
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

struct item *find_item(const struct cluster *c, const char *key)
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
    char *top = realpath(out, NULL), *unready = format("%s/cluster/unready", top);
    c->folder = format("%s/cluster", top);
    remove_tree(unready); /* somebody may have mended those nodes */
    bool good = true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char *path = format("%s/%s", c->folder, parts[i]);
        good = make_folders(path) && good;
        free(path);
    }
    char *path = format("%s/name", c->folder);
    c->name = read_file(path, 100, NULL);
    if (good && (!c->name || strncmp(c->name, "sparsebook-", 11) != 0)) {
        unsigned number = 0;
        free(c->name);
        good = getrandom(&number, sizeof number, 0) == sizeof number;
        c->name = format("sparsebook-%08x-", number);
        FILE *f = open_file(path);
        good = f && fputs(c->name, f) >= 0 && close_file(f, path) && good;
    }
    /* Results of the same content need to be made once; of the same tests, that is. */
    char *cache = format("%s/cache/%s", c->folder, c->batch->measure.tests);
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
    char *folder = place(c, "staged", key), *part = format("%s.part", folder),
         *files = format("%s/files", part);
    char *path = format("%s/work", part);
    bool good = true;
    if (access(folder, F_OK) != 0) {
        remove_tree(part);
        good = work_stage(work, files) && work_describe(work, path) && rename(part, folder) == 0;
    }
    if (!good)
        fprintf(stderr, "class: %s cannot be written\n", folder);
    free(path);
    free(files);
    free(part);
    free(folder);
    return good;
}

/* What has no result becomes an item; a signal to stop, or 0. */
static int take_in(struct cluster *c, const struct intake *intake)
{
    c->items = need(calloc(intake->count + 1, sizeof *c->items));
    for (size_t i = 0; i < intake->count && !c->broken; i++) {
        struct item *item = &c->items[c->count];
        struct judgement found;
        struct work work;
        int signal_ = wait_for(c, 0.0);
        if (signal_)
            return signal_;
        *item = (struct item){.submission = &intake->items[i], .shard = -1};
        collect(item->submission, &work);
        if (gradebook_has(c->db, item->submission, &work, &c->batch->measure, &found)) {
            progress_add(&c->progress, item->submission->name, &found, true);
        } else {
            key_of(item->key, item->submission, &work, &c->batch->measure);
            c->broken = !stage(c, item->key, &work);
            c->count++;
        }
        work_free(&work);
    }
    qsort(c->items, c->count, sizeof *c->items, by_key);
    c->left = c->count;
    return 0;
}

/* Calls each for the files of a part of the folder. */
static void each_file(struct cluster *c, const char *part,
                      void (*each)(struct cluster *c, const char *name))
{
    char *path = format("%s/%s", c->folder, part);
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
    char *path = place(c, "shards", name), *text = read_file(path, ARCHIVE_LIMIT, NULL),
         *rest = text;
    long shard = strtol(name, NULL, 10);
    for (char *line; rest && (line = strsep(&rest, "\n")) != NULL;) {
        struct item *item = find_item(c, line);
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
        bool asked = now() >= c->next && tasks_look(c);
        each_file(c, "done", take_result);
        if (c->left == 0)
            break;
        if (asked)
            tasks_send_missing(c);
        progress_draw(&c->progress);
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
    double begun = now();
    int signal_ = take_in(c, intake);
    c->handing_out = now() - begun;
    if (signal_ || c->broken)
        return signal_;
    each_file(c, "shards", know_shard);
    each_file(c, "done", drop_failed);
    tasks_begin(c);
    return watch(c);
}

int cluster_run(sqlite3 *db, const struct batch *batch, const struct intake *intake)
{
    struct cluster c = {.db = db, .batch = batch};
    sigset_t before;
    if (!queue_is_there())
        return 2;
    sigemptyset(&c.signals);
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaddset(&c.signals, signals[i]);
    sigprocmask(SIG_BLOCK, &c.signals, &before);
    progress_begin(&c.progress, intake->count, 1);
    int stopped = judge_all(&c, intake);
    if (c.name)
        tasks_end(&c, !stopped && !c.broken);
    if (!stopped && !c.broken)
        remove_tree(c.folder);
    free(c.items);
    free(c.marks);
    free(c.name);
    free(c.folder);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (stopped) {
        progress_stopped(&c.progress);
        puts("Its tasks in the queue are cancelled.");
        return 128 + stopped;
    }
    if (!c.broken)
        progress_end(&c.progress);
    if (!c.broken && c.count > 0)
        printf("Here, a submission took %.1f ms to hand out and %.1f ms to take in.\n",
               1000.0 * c.handing_out / (double)intake->count,
               1000.0 * c.taking_in / (double)c.count);
    return c.broken ? 2 : 0;
}
