/* Learning from files: stops change nothing, and whatever is wrong with a file is said in a
 * line. */
#include "fields/visual_stream.h"

#include "learning/dict_stream.h"
#include "load/save_npy.h"
#include "parallel.h"
#include "random.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COUNT = 30, SIZE = 14, SIDE = 6, ATOMS = 8, PATCHES = 200, RECORD = 3073 };

static char folder[] = "/tmp/visual_stream_XXXXXX";
static char path[8][64];
static double images[COUNT * SIZE * SIZE];
static struct sb_error err;

static void setup(void)
{
    static const char *const names[] = {"a.npy", "b.npy", "one", "two", "other.npy", "c.bin", "d"};
    const size_t shape[] = {COUNT, SIZE, SIZE};
    uint64_t seed = 4;
    cr_assert(mkdtemp(folder));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        snprintf(path[i], sizeof path[i], "%s/%s", folder, names[i]);
    for (size_t i = 0; i < COUNT * SIZE * SIZE; i++)
        images[i] = (i > 0 && i % SIZE ? 0.8 * images[i - 1] : 0) + random_normal(&seed);
    cr_assert(save_npy(path[0], 3, shape, images, &err) == SB_OK);
    cr_assert(save_npy(path[1], 3, shape, images, &err) == SB_OK);
}

static void teardown(void)
{
    for (size_t i = 0; i < 7; i++)
        unlink(path[i]);
    cr_assert(rmdir(folder) == 0, "something was left in %s", folder);
}

TestSuite(visual_stream, .init = setup, .fini = teardown);

static struct image_files *opened(void)
{
    const char *const both[] = {path[0], path[1]};
    struct image_files *files;
    cr_assert(image_files_open(both, 2, &files, &err) == SB_OK, "%s", err.text);
    return files;
}

static size_t stop_after, truncate_after;

static bool tell(const struct dict_progress *now, void *data)
{
    (void)data;
    cr_assert(now->fraction > 0 && now->fraction <= 1 && now->seconds_left >= 0);
    if (now->round == truncate_after)
        cr_assert(truncate(path[1], 1000) == 0);
    return now->round != stop_after;
}

static struct visual_options options(void)
{
    struct visual_options o = visual_defaults();
    o.side = SIDE;
    o.K = ATOMS;
    o.patches = PATCHES;
    o.held_out = 20;
    o.learn = (struct dict_options){.alpha = 0.1, .batch = 16, .seed = 3, .progress = tell};
    return o;
}

static enum sb_status learn(const struct visual_options *o, const char *checkpoint, double *D)
{
    struct image_files *files = opened();
    struct visual_model model;
    enum sb_status status = visual_stream_train(files, o, checkpoint, 4, &model, &err);
    if (status == SB_OK || status == SB_ESTOPPED)
        memcpy(D, model.D.data, sizeof(double[ATOMS * SIDE * SIDE]));
    visual_model_free(&model);
    image_files_close(files);
    return status;
}

Test(visual_stream, stops_and_threads_change_no_bit)
{
    double whole[ATOMS * SIDE * SIDE], parts[ATOMS * SIDE * SIDE];
    struct visual_options o = options();
    stop_after = 0;
    parallel_set_threads(1);
    cr_assert(learn(&o, NULL, whole) == SB_OK, "%s", err.text);
    parallel_set_threads(3);
    for (stop_after = 1; stop_after < 13; stop_after += 5)
        cr_assert(learn(&o, path[2], parts) == SB_ESTOPPED, "%s", err.text);
    cr_assert(memcmp(whole, parts, sizeof whole) != 0);
    stop_after = 0;
    cr_assert(learn(&o, path[2], parts) == SB_OK, "%s", err.text);
    cr_assert(memcmp(whole, parts, sizeof whole) == 0);
    /* Nothing is left to do. */
    stop_after = 1;
    cr_assert(learn(&o, path[2], parts) == SB_OK);
    cr_assert(memcmp(whole, parts, sizeof whole) == 0);
    /* More patches: it goes on, as if they had been asked for at once. */
    o.patches += 160;
    stop_after = 0;
    cr_assert(learn(&o, path[3], whole) == SB_OK);
    o.patches = 192;
    unlink(path[2]);
    cr_assert(learn(&o, path[2], parts) == SB_OK);
    o.patches = PATCHES + 160;
    cr_assert(learn(&o, path[2], parts) == SB_OK);
    cr_assert(memcmp(whole, parts, sizeof whole) == 0);
}

Test(visual_stream, the_checkpoint_holds_the_atoms)
{
    double D[ATOMS * SIDE * SIDE];
    struct visual_options o = options();
    struct array a;
    stop_after = truncate_after = 0;
    cr_assert(learn(&o, path[2], D) == SB_OK);
    cr_assert(load_npy(path[2], &a, &err) == SB_OK, "%s", err.text);
    cr_assert(a.ndim == 2 && a.shape[0] == ATOMS + 1 && a.shape[1] == 2 * SIDE * SIDE + ATOMS);
    for (size_t k = 0; k < ATOMS; k++)
        cr_assert(memcmp(a.data + k * a.shape[1], D + k * SIDE * SIDE, SIDE * SIDE * 8) == 0);
    array_free(&a);
}

/* Change a byte of a file. */
static void spoil(const char *name, long at)
{
    FILE *f = fopen(name, "r+b");
    cr_assert(f && fseek(f, at, SEEK_SET) == 0);
    int byte = fgetc(f);
    fseek(f, at, SEEK_SET);
    fputc(byte ^ 1, f);
    fclose(f);
}

static void refused(enum sb_status got, enum sb_status want, const char *words)
{
    cr_assert(got == want && strstr(err.text, words) && !strchr(err.text, '\n'),
              "status %d, \"%s\"; wanted %d, \"%s\"", (int)got, err.text, (int)want, words);
}

Test(visual_stream, a_spoilt_or_foreign_checkpoint_is_refused)
{
    double D[ATOMS * SIDE * SIDE];
    struct visual_options o = options();
    struct stat before, after;
    stop_after = truncate_after = 0;
    cr_assert(learn(&o, path[2], D) == SB_OK);
    stat(path[2], &before);
    o.learn.seed++;
    refused(learn(&o, path[2], D), SB_EFORMAT, "of a run with another seed");
    o = options();
    o.learn.alpha *= 2;
    refused(learn(&o, path[2], D), SB_EFORMAT, "another alpha");
    o = options();
    o.floor *= 2; /* not in the checkpoint's settings by name */
    refused(learn(&o, path[2], D), SB_EFORMAT, "another data");
    o = options();
    o.K--;
    refused(learn(&o, path[2], D), SB_EFORMAT, "another number of atoms");
    o = options();
    for (long at = 256; at < before.st_size; at += before.st_size / 9) {
        spoil(path[2], at);
        refused(learn(&o, path[2], D), SB_EFORMAT, "is ");
        spoil(path[2], at);
    }
    stat(path[2], &after);
    cr_assert(before.st_ino == after.st_ino);
    cr_assert(truncate(path[2], 3000) == 0);
    refused(learn(&o, path[2], D), SB_EIO, "cut short");
    refused(learn(&o, path[0], D), SB_EFORMAT, "no checkpoint");
}

Test(visual_stream, a_checkpoint_that_cannot_be_written_leaves_the_old_one)
{
    double D[ATOMS * SIDE * SIDE];
    struct visual_options o = options();
    struct rlimit small = {2000, RLIM_INFINITY};
    struct stat st;
    stop_after = 4;
    truncate_after = 0;
    cr_assert(learn(&o, path[2], D) == SB_ESTOPPED);
    stat(path[2], &st);
    signal(SIGXFSZ, SIG_IGN); /* a full disk, as write says it */
    cr_assert(setrlimit(RLIMIT_FSIZE, &small) == 0);
    stop_after = 0;
    refused(learn(&o, path[2], D), SB_EIO, "cannot be written");
    small.rlim_cur = RLIM_INFINITY;
    setrlimit(RLIMIT_FSIZE, &small);
    ino_t before = st.st_ino;
    stat(path[2], &st);
    cr_assert(st.st_ino == before && learn(&o, path[2], D) == SB_OK);
    refused(learn(&o, "/dev/full", D), SB_EIO, "no");
    refused(learn(&o, "/nowhere/c.npy", D), SB_EIO, "cannot be written");
}

Test(visual_stream, a_file_that_changes_is_noticed)
{
    double D[ATOMS * SIDE * SIDE];
    struct visual_options o = options();
    stop_after = 0;
    truncate_after = 3;
    refused(learn(&o, path[2], D), SB_EIO, "b.npy: was changed while it was used");
}

static void open_refused(const char *name, enum sb_status want, const char *words)
{
    const char *const both[] = {path[0], name};
    struct image_files *files;
    err.text[0] = '\0';
    refused(image_files_open(both, 2, &files, &err), want, words);
    cr_assert(files == NULL);
}

Test(image_files, what_cannot_be_read_is_refused, .init = setup, .fini = teardown)
{
    const size_t flat[] = {COUNT, SIZE * SIZE}, other[] = {COUNT, SIZE * 2, SIZE / 2};
    const size_t empty[] = {0, SIZE, SIZE};
    struct image_files *files;
    open_refused("/nowhere/a.npy", SB_EIO, "no such file");
    open_refused(folder, SB_EIO, "is a folder");
    open_refused("/dev/zero", SB_EIO, "not a regular file");
    truncate(path[1], 256 + 8 * COUNT * SIZE * SIZE - 8);
    open_refused(path[1], SB_EIO, "promises");
    truncate(path[1], 100);
    open_refused(path[1], SB_EIO, "cut short inside its header");
    save_npy(path[4], 2, flat, images, &err);
    open_refused(path[4], SB_ESHAPE, "holds no images");
    save_npy(path[4], 3, empty, images, &err);
    open_refused(path[4], SB_ESHAPE, "holds no images");
    save_npy(path[4], 3, other, images, &err);
    open_refused(path[4], SB_ESHAPE, "its images are 28 x 7, the first file's 14 x 14");
    FILE *f = fopen(path[5], "wb");
    for (int i = 0; i < RECORD + 1; i++)
        fputc(i == 0 ? 3 : i & 255, f);
    fclose(f);
    open_refused(path[5], SB_EFORMAT, "nor a whole number of CIFAR-10 records");
    truncate(path[5], RECORD);
    open_refused(path[5], SB_ESHAPE, "32 x 32");
    refused(image_files_open(NULL, 0, &files, &err), SB_EINVAL, "no file");
}

Test(image_files, images_are_those_of_the_loaders, .init = setup, .fini = teardown)
{
    const char *const cifar[] = {"data/cifar10_batch.bin", "data/cifar10_batch.bin"};
    struct image_files *files;
    struct array grey;
    double image[1024], mine[SIZE * SIZE];
    cr_assert(visual_images(cifar[0], &grey, &err) == SB_OK);
    cr_assert(image_files_open(cifar, 2, &files, &err) == SB_OK, "%s", err.text);
    cr_assert(image_files_count(files) == 2 * grey.shape[0]);
    for (size_t i = 0; i < 2 * grey.shape[0]; i += 99) {
        cr_assert(image_files_read(files, i, image, &err) == SB_OK);
        for (size_t p = 0; p < 1024; p++)
            cr_assert(fabs(image[p] - grey.data[i % grey.shape[0] * 1024 + p]) < 1e-12);
    }
    array_free(&grey);
    image_files_close(files);
    files = opened();
    cr_assert(image_files_read(files, COUNT + 2, mine, &err) == SB_OK);
    cr_assert(memcmp(mine, images + 2 * SIZE * SIZE, sizeof mine) == 0);
    image_files_close(files);
    images[7] = NAN;
    const size_t shape[] = {COUNT, SIZE, SIZE};
    save_npy(path[0], 3, shape, images, &err);
    files = opened();
    refused(image_files_read(files, 0, mine, &err), SB_ENONFINITE, "image 0 holds NaN");
    image_files_close(files);
}
