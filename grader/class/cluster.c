/* ENGINE=slurm: the judging as job arrays of Slurm. What has to be judged lies in OUT/cluster:
 *
 *   name          what our jobs are called, the same from run to run
 *   staged/KEY/   one submission: files/ for the judge, work (its hash and notes)
 *   shards/N      the keys that task N judges
 *   done/KEY      its result, see grader/cluster_task.sh; gone when it is merged
 *   unready/NODE  why a node cannot judge
 *   log/N         what task N said
 *
 * KEY stands for the student, the work and the measure, so that a result that lies in done/ is
 * right whenever it was made and by whichever task; the gradebook takes each key once. */
#include <dirent.h>
#include <math.h>
#include <sha2.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch.h"
#include "queue.h"

enum { TRIES = 3, SHARD = 20 };
#define KEY_LENGTH 32
#define ASK_FIRST 0.5 /* seconds; twice as long each time */
#define ASK_LAST 30.0

struct item {
    char key[KEY_LENGTH + 1];
    const struct submission *submission;
    long shard; /* -1: in none yet */
    int tries;
    bool merged;
};

struct cluster {
    sqlite3 *db;
    const struct batch *batch;
    char *folder, *name; /* name ends in a dash */
    struct item *items;  /* sorted by key */
    size_t count, left;
    char *marks; /* of each shard: LIVE, its task is in the queue; WANTED */
    long shards;
    struct progress progress;
    sigset_t signals;
    double next, pause; /* when to ask Slurm again, and how long after that */
    bool silent; /* Slurm does not answer */
    bool broken;
};

static char *place(const struct cluster *c, const char *what, const char *name)
{
    return format("%s/%s/%s", c->folder, what, name);
}

static void key_of(char *key, const struct submission *s, const struct work *work, const struct measure *m)
{
    char *all = format("%s\n%s\n%s\n%s\n%s\n%lld", s->key, work->hash, m->tests, m->points, m->level, m->again);
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

static struct item *find(const struct cluster *c, const char *key)
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

/* ---- what is there ---- */

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
    if (!c->name && good) {
        unsigned number = 0;
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
    char *folder = place(c, "staged", key), *part = format("%s.part", folder), *files = format("%s/files", part);
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
static void each_file(struct cluster *c, const char *part, void (*each)(struct cluster *c, const char *name))
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
    char *path = place(c, "shards", name), *text = read_file(path, ARCHIVE_LIMIT, NULL), *rest = text;
    long shard = strtol(name, NULL, 10);
    for (char *line; rest && (line = strsep(&rest, "\n")) != NULL;) {
        struct item *item = find(c, line);
        if (item)
            item->shard = shard;
    }
    if (shard >= c->shards)
        c->shards = shard + 1;
    free(text);
    free(path);
}

/* ---- results ---- */

/* The judgement in a file of done/; its text, to be freed, or NULL when it is not whole. */
static char *read_result(const char *path, struct judgement *j)
{
    size_t size = 0, bytes = 0;
    char word[16], *text = read_file(path, ARCHIVE_LIMIT, &size), *end = text ? strchr(text, '\n') : NULL;
    if (!end || sscanf(text, "%15s %lf %zu", word, &j->seconds, &bytes) != 3 || size != (size_t)(end + 1 - text) + bytes) {
        free(text);
        return NULL;
    }
    j->status = strcmp(word, "long") == 0 ? "too long" : strcmp(word, "judged") == 0 ? "judged" : "failed";
    j->report = strcmp(j->status, "judged") == 0 ? end + 1 : NULL;
    return text;
}

static void remove_item(const struct cluster *c, const struct item *item)
{
    char *staged = place(c, "staged", item->key), *done = place(c, "done", item->key);
    remove_tree(staged); /* first: without it no task judges the key again */
    unlink(done);
    free(done);
    free(staged);
}

static void merge(struct cluster *c, struct item *item, struct judgement *j)
{
    char *staged = place(c, "staged", item->key), *path = format("%s/work", staged);
    char *files = format("%s/files", staged);
    struct work work;
    if (work_unstage(&work, files, path)) {
        note_outcome(&work, j, c->batch->limit);
        c->broken = !gradebook_record(c->db, item->submission, &work, &c->batch->measure, j);
    } else {
        fprintf(stderr, "class: %s cannot be read\n", staged);
        c->broken = true;
    }
    if (!c->broken) {
        item->merged = true;
        c->left--;
        remove_item(c, item);
        progress_add(&c->progress, item->submission->name, j, false);
    }
    work_free(&work);
    free(files);
    free(path);
    free(staged);
}

/* A result that arrived. One that nobody waits for (a task ran twice, a file has changed
 * since) and one that is not whole are of no use. */
static void take_result(struct cluster *c, const char *name)
{
    char *path = place(c, "done", name);
    struct item *item = find(c, name);
    struct judgement j = {0};
    char *text = item && !item->merged && !c->broken ? read_result(path, &j) : NULL;
    if (text)
        merge(c, item, &j);
    else if (!c->broken)
        unlink(path);
    free(text);
    free(path);
}

/* What the judge failed on before this run is tried again in it. */
static void drop_failed(struct cluster *c, const char *name)
{
    char *path = place(c, "done", name);
    struct judgement j = {0};
    char *text = read_result(path, &j);
    if (!text || strcmp(j.status, "failed") == 0)
        unlink(path);
    free(text);
    free(path);
}

/* ---- the queue ---- */

enum { LIVE = 1, WANTED = 2 };

/* For every shard: is there something in it that waits for a result? */
static void mark_wanted(struct cluster *c)
{
    c->marks = need(realloc(c->marks, (size_t)c->shards + 1));
    memset(c->marks, 0, (size_t)c->shards + 1);
    for (size_t i = 0; i < c->count; i++)
        if (!c->items[i].merged && c->items[i].shard >= 0)
            c->marks[c->items[i].shard] |= WANTED;
}

static void mark_live(void *to, long shard, const char *id, bool runs)
{
    struct cluster *c = to;
    (void)id;
    if (shard >= 0 && shard < c->shards)
        c->marks[shard] |= LIVE;
    *(runs ? &c->progress.running : &c->progress.queued) += 1;
}

/* A task of a run that was cut short, when tests or files have changed since. */
static void cancel_unwanted(void *to, long shard, const char *id, bool runs)
{
    struct cluster *c = to;
    (void)runs;
    if (shard < 0 || shard >= c->shards || !(c->marks[shard] & WANTED))
        queue_cancel(id);
}

static bool look(struct cluster *c)
{
    mark_wanted(c);
    c->progress.running = c->progress.queued = 0;
    c->next = now() + c->pause;
    c->pause = fmin(2.0 * c->pause, ASK_LAST);
    bool good = queue_look(c->name, mark_live, c);
    if (!good && !c->silent)
        fputs("class: squeue does not answer; results are taken as they come, and it is asked again\n", stderr);
    c->silent = !good;
    return good;
}

/* The names of the nodes that cannot judge, with commas between; why: of one of them. To be freed. */
static char *unready(const struct cluster *c, char **why)
{
    char *folder = format("%s/unready", c->folder), *names = need(strdup(""));
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d)) != NULL;) {
        if (e->d_name[0] == '.')
            continue;
        char *longer = format("%s%s%s", names, *names ? "," : "", e->d_name);
        free(names);
        names = longer;
        char *path = format("%s/%s", folder, e->d_name);
        free(*why);
        *why = read_file(path, 2000, NULL);
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
            c->broken = !close_file(f, path) || c->broken;
            free(path);
            f = NULL;
            shard++;
        }
        if (!missing)
            continue;
        if (!f) {
            path = format("%s/shards/%ld", c->folder, shard);
            in_it = 0;
            if (!(f = open_file(path)))
                break;
        }
        fprintf(f, "%s\n", c->items[i].key);
        in_it++;
    }
    return (size_t)(shard - c->shards);
}

/* Submits an array for what is missing. A task that failed is not requeued but submitted anew,
 * with what has no result yet: Slurm holds back a requeued job for minutes, and one
 * submission that ends its task (by its use of memory, say) must not do so to the others: each
 * has a task of its own then. */
static void submit(struct cluster *c, size_t missing, int tries)
{
    size_t per = tries > 0 ? 1 : c->batch->shard > 0 ? (size_t)c->batch->shard : SHARD;
    size_t most = (size_t)fmax(1.0, fmin((double)queue_setting("MaxArraySize", 1001),
                                         (double)queue_setting("MaxJobCount", 10000)));
    if ((missing + most - 1) / most > per)
        per = (missing + most - 1) / most;
    size_t count = write_shards(c, per);
    char *why = NULL, *name = format("%s%ld", c->name, c->shards), *offset = format("%ld", c->shards);
    char *limit = format("%.3f", c->batch->limit), *exclude = unready(c, &why);
    const char *words[] = {c->folder, offset, c->batch->judge, limit, NULL};
    struct queue_array array = {.name = name, .script = "grader/cluster_task.sh", .words = words, .exclude = exclude,
                                .count = count, .at_once = c->batch->at_once,
                                .minutes = (long)((double)per * c->batch->limit / 60.0) + 2};
    c->broken = c->broken || !queue_submit(&array);
    if (c->broken && why)
        fprintf(stderr, "class: these nodes cannot judge: %s. What one of them says:\n%s", exclude, why);
    if (!c->broken) {
        if (tries > 0)
            progress_say(&c->progress, "%zu of them came back without a result; try %d of %d, in %zu task%s.",
                         missing, tries + 1, TRIES, count, count > 1 ? "s" : "");
        else
            progress_say(&c->progress, "%zu of them go to the cluster, in %zu task%s of up to %zu.", missing, count,
                         count > 1 ? "s" : "", per);
    }
    size_t i = 0;
    for (size_t k = 0; k < c->count; k++) {
        if (!is_missing(c, &c->items[k]))
            continue;
        c->items[k].tries = tries + 1;
        c->items[k].shard = c->shards + (long)(i++ / per); /* not live in c->marks: see look */
    }
    c->shards += (long)count;
    c->pause = ASK_FIRST;
    c->next = now() + c->pause;
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
        fprintf(stderr, "class: these nodes cannot judge: %s. What one of them says:\n%s", names, why);
        c->broken = true;
    } else {
        struct judgement j = {.status = "failed"};
        merge(c, item, &j);
    }
    free(why);
    free(names);
}

/* Slurm was asked and after that the results were looked through: what has none now has lost its task. */
static void send_missing(struct cluster *c)
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

static void cancel(void *to, long shard, const char *id, bool runs)
{
    (void)to, (void)shard, (void)runs;
    queue_cancel(id);
}

static int watch(struct cluster *c)
{
    while (!c->broken) {
        bool asked = now() >= c->next && look(c);
        each_file(c, "done", take_result);
        if (c->left == 0)
            break;
        if (asked)
            send_missing(c);
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
    int signal_ = take_in(c, intake);
    if (signal_ || c->broken)
        return signal_;
    each_file(c, "shards", know_shard);
    each_file(c, "done", drop_failed);
    mark_wanted(c);
    queue_look(c->name, cancel_unwanted, c);
    return watch(c);
}

int cluster_run(sqlite3 *db, const struct batch *batch, const struct intake *intake)
{
    struct cluster c = {.db = db, .batch = batch, .pause = ASK_FIRST};
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
        queue_look(c.name, cancel, &c);
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
    return c.broken ? 2 : 0;
}
