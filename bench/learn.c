/* learn.c: atoms from files of images that are too large for memory (make learn).
 *
 *     learn OUT PATCHES SIDE ATOMS SEED FILE..
 *
 * OUT is the checkpoint, too: after Ctrl-C the same command goes on from there. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "fields/visual_stream.h"
#include "parallel.h"

enum { EVERY = 200 }; /* minibatches from one checkpoint to the next */

static volatile sig_atomic_t stop;

static void asked_to_stop(int signal)
{
    (void)signal;
    stop = 1;
}

static size_t number(const char *what, const char *text)
{
    char *end;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || errno || value == 0) {
        fprintf(stderr, "%s=%s: give a whole number above 0\n", what, text);
        exit(2);
    }
    return value;
}

struct report {
    time_t last;
    size_t begun; /* minibatches that the checkpoint had, and one */
    double sum, count;
};

static double megabytes(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return (double)use.ru_maxrss / 1024;
}

/* A line every 10 seconds. */
static bool tell(const struct dict_progress *now, void *data)
{
    struct report *r = data;
    time_t t = time(NULL);
    if (r->begun == 0) {
        r->begun = now->round;
        if (now->round > 1)
            printf("going on from minibatch %zu\n", now->round - 1);
    }
    r->sum += now->objective;
    r->count++;
    if (t - r->last < 10)
        return true;
    printf("%3.0f %%  objective %.4f  %.0f MB at most  %.0f s left\n", 100 * now->fraction,
           r->sum / r->count, megabytes(), now->seconds_left);
    fflush(stdout);
    r->last = t;
    r->sum = r->count = 0;
    return true;
}

static int learn(const struct image_files *files, const char *out, struct visual_options *o)
{
    struct report report = {.last = time(NULL)};
    struct visual_model model;
    struct sb_error err = {""};
    struct timespec begin, end;
    o->learn.progress = tell;
    o->learn.data = &report;
    o->learn.stop = &stop;
    printf("%zu patches of %zu x %zu from %zu images, %zu atoms, %zu threads\n", o->patches,
           o->side, o->side, image_files_count(files), o->K, parallel_threads());
    clock_gettime(CLOCK_MONOTONIC, &begin);
    enum sb_status status = visual_stream_train(files, o, out, EVERY, &model, &err);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (status != SB_OK && status != SB_ESTOPPED) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    printf("%s in %.0f s with %.0f MB at most; held-out objective %.5f, %.1f atoms on\n",
           status == SB_OK ? "done" : "stopped",
           (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec),
           megabytes(), model.objective, model.on);
    printf(status == SB_OK ? "the atoms are the first %zu columns of %s\n"
                           : "the first %zu columns of %s are atoms; the same command goes on\n",
           o->side * o->side, out);
    visual_model_free(&model);
    return status == SB_OK ? 0 : 130;
}

int main(int argc, char **argv)
{
    struct visual_options o = visual_defaults();
    struct image_files *files;
    struct sb_error err = {""};
    if (argc < 7) {
        fprintf(stderr, "usage: %s OUT PATCHES SIDE ATOMS SEED FILE..\n", argv[0]);
        return 2;
    }
    o.patches = number("PATCHES", argv[2]);
    o.side = number("SIDE", argv[3]);
    o.K = number("ATOMS", argv[4]);
    o.learn.seed = number("SEED", argv[5]);
    if (image_files_open((const char *const *)argv + 6, (size_t)argc - 6, &files, &err) != SB_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    struct sigaction stopping = {.sa_handler = asked_to_stop};
    sigaction(SIGINT, &stopping, NULL);
    sigaction(SIGTERM, &stopping, NULL);
    int result = learn(files, argv[1], &o);
    image_files_close(files);
    return result;
}
