/* How long a class would take on a cluster: the judging times of a gradebook, drawn again and
 * again, in tasks that a queue with Slurm's rules starts, and one machine that takes results in.
 *
 * Slurm starts tasks in passes: when tasks have ended, but at least batch_sched_delay after the
 * last pass, and then at most default_queue_depth tasks; every sched_interval there is a pass
 * without that limit. A job array has at most MaxArraySize tasks, so a large class has larger
 * tasks. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judging.h"
#include "slurm.h"

struct sample {
    double *seconds;
    size_t count;
    double mean;
};

struct rules {
    double pass, interval, depth, array, jobs;
};

struct outcome {
    size_t tasks;
    double total, judged_by; /* seconds: until all is in the gradebook, until the last task ends */
    double busy;             /* of the cores' time until then, the part spent judging */
};

static unsigned long long state;

/* Draws a judging time, all with equal probability (splitmix64). */
static double draw(const struct sample *s)
{
    unsigned long long z = (state += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return s->seconds[(z ^ (z >> 31)) % s->count];
}

/* ---- the tasks that run, the one that ends first on top ---- */

static void push(double *heap, size_t *n, double end)
{
    size_t i = (*n)++;
    for (; i > 0 && heap[(i - 1) / 2] > end; i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
    heap[i] = end;
}

static double pop(double *heap, size_t *n)
{
    double first = heap[0], last = heap[--*n];
    size_t i = 0, child;
    while ((child = 2 * i + 1) < *n) {
        child += child + 1 < *n && heap[child + 1] < heap[child];
        if (heap[child] >= last)
            break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
    return first;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* One task begins at `at`: when its results come, and when it ends. */
static double run_task(const struct plan *p, const struct sample *s, double at, size_t size,
                       double *arrivals)
{
    at += p->start;
    for (size_t i = 0; i < size; i++)
        arrivals[i] = at += draw(s);
    return at;
}

/* As make grade does: at most so many tasks. */
static size_t grown(const struct plan *p, const struct rules *r, size_t shard)
{
    size_t most = (size_t)fmax(1.0, fmin(r->array, r->jobs)), least = (p->count + most - 1) / most;
    return shard > least ? shard : least > 0 ? least : 1;
}

static struct outcome simulate(const struct plan *p, const struct sample *s, const struct rules *r,
                               size_t cores, size_t shard)
{
    size_t running = 0, sent = 0;
    struct outcome o = {0};
    double *ends = text_need(malloc(cores * sizeof *ends)),
           *arrivals = text_need(malloc(p->count * sizeof *arrivals));
    double begin = (double)p->count * p->hand_out, t = begin, full = begin + r->interval;
    state = 1;
    o.judged_by = begin;
    while (sent < p->count) {
        while (running > 0 && ends[0] <= t)
            pop(ends, &running);
        bool all = t >= full;
        for (double n = 0; running < cores && sent < p->count && (all || n < r->depth);
             n++, o.tasks++) {
            size_t size = p->count - sent < shard ? p->count - sent : shard;
            double end = run_task(p, s, t, size, arrivals + sent);
            push(ends, &running, end);
            o.judged_by = fmax(o.judged_by, end);
            o.busy += end - t - p->start;
            sent += size;
        }
        if (all)
            full = t + r->interval;
        /* Tasks that end before the next pass is allowed wait for it. */
        double next = running == cores ? ends[0] : running > 0 ? fmin(ends[0], full) : full;
        t = fmax(next, t + fmax(r->pass, 1e-3));
    }
    qsort(arrivals, p->count, sizeof *arrivals, ascending);
    for (size_t i = 0; i < p->count; i++)
        o.total = fmax(o.total, arrivals[i]) + p->take_in;
    o.busy /= (double)cores * (o.judged_by - begin);
    free(ends);
    free(arrivals);
    return o;
}

static bool read_sample(sqlite3 *db, struct sample *s)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT seconds FROM judgement WHERE status <> 'failed' ORDER BY id");
    size_t capacity = 0;
    double sum = 0.0;
    while (gradebook_step(q)) {
        if (s->count == capacity)
            s->seconds = text_need(
                realloc(s->seconds, (capacity = 2 * capacity + 64) * sizeof *s->seconds));
        sum += s->seconds[s->count++] = sqlite3_column_double(q, 0);
    }
    sqlite3_finalize(q);
    if (s->count == 0) {
        fputs("class: that folder has no judging times to plan with; run make grade first\n",
              stderr);
        return false;
    }
    s->mean = sum / (double)s->count;
    qsort(s->seconds, s->count, sizeof *s->seconds, ascending);
    return true;
}

static double parameter(const char *name, long otherwise)
{
    char *line = text_format("SchedulerParameters.*%s", name);
    double value = (double)judging_slurm_setting(line, otherwise);
    free(line);
    return value;
}

static void put_time(double seconds)
{
    long s = lround(seconds);
    printf("%4ld:%02ld:%02ld", s / 3600, s / 60 % 60, s % 60);
}

bool judging_plan_cluster(sqlite3 *db, const struct plan *p)
{
    static const size_t some_cores[] = {16, 64, 256, 1024}, some_shards[] = {5, 20, 100, 500};
    struct sample s = {0};
    if (!read_sample(db, &s))
        return false;
    struct rules r = {.pass = parameter("batch_sched_delay", 3),
                      .interval = parameter("sched_interval", 60),
                      .depth = parameter("default_queue_depth", 100),
                      .array = (double)judging_slurm_setting("MaxArraySize", MAX_ARRAY_SIZE),
                      .jobs = (double)judging_slurm_setting("MaxJobCount", MAX_JOB_COUNT)};
    printf("Judging times of %zu submissions: mean %.2f s, median %.2f s, longest %.2f s.\n",
           s.count, s.mean, s.seconds[s.count / 2], s.seconds[s.count - 1]);
    printf("Cost of 1,000 submissions: %.1f core-minutes of judging; here %.1f s to hand them out, "
           "%.1f s to take them in.\n",
           1000.0 * s.mean / 60.0, 1000.0 * p->hand_out, 1000.0 * p->take_in);
    printf("The queue (%s): MaxArraySize %.0f, MaxJobCount %.0f, batch_sched_delay %.0f s, "
           "default_queue_depth %.0f, sched_interval %.0f s;\na task takes %.2f s to start.\n",
           judging_slurm_setting("MaxArraySize", -1) < 0
               ? "Slurm's defaults, for there is none here"
               : "as scontrol shows it",
           r.array, r.jobs, r.pass, r.depth, r.interval, p->start);
    printf("%zu submissions:\n  cores  a task   tasks  last judged  all graded  cores judge\n",
           p->count);
    for (size_t c = 0; c < (p->cores ? 1 : 4); c++)
        for (size_t k = 0, last = 0; k < (p->shard ? 1 : 4); k++) {
            size_t cores = p->cores ? p->cores : some_cores[c];
            size_t shard = grown(p, &r, p->shard ? p->shard : some_shards[k]);
            if (shard == last)
                continue; /* an array cannot have so many tasks */
            last = shard;
            struct outcome o = simulate(p, &s, &r, cores, shard);
            printf("%7zu %7zu %7zu   ", cores, shard, o.tasks);
            put_time(o.judged_by);
            fputs("  ", stdout);
            put_time(o.total);
            printf("        %3.0f%%\n", 100.0 * o.busy);
        }
    free(s.seconds);
    return true;
}
