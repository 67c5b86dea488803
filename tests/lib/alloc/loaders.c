/* The loaders, on files of the workbook. A folder of this test's own, given in
 * FRAMES, holds pictures; the ffmpeg in PATH is a stand-in that sends two frames. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "load/load.h"
#include "fields/visual_stream.h"

/* What load.h promises of a failure, too; and give the array back. */
static struct outcome check(enum sb_status status, struct array *a, const struct sb_error *err)
{
    const char *wrong = NULL;
    if (status != SB_OK && (a->data || a->count || a->ndim))
        wrong = "the array is not empty";
    if ((status == SB_OK) != (err->text[0] == '\0') || strchr(err->text, '\n'))
        wrong = "the text is not one line";
    array_free(a);
    return (struct outcome){status, wrong};
}

#define CASE(name, call)              \
    static struct outcome name(void)  \
    {                                 \
        struct array a;               \
        struct sb_error err = {0};    \
        return check(call, &a, &err); \
    }

static struct outcome labelled(void)
{
    struct array a;
    struct sb_error err = {0};
    unsigned char *labels;
    enum sb_status status = load_cifar10("data/cifar10_batch.bin", &a, &labels, &err);
    bool given = labels != NULL;
    free(labels);
    if (given != (status == SB_OK))
        err.text[0] = '\n'; /* told as a broken promise */
    return check(status, &a, &err);
}

CASE(npy, load_npy("tests/lib/fixtures/npy/good/f4_big_C.npy", &a, &err))
CASE(npy_fortran, load_npy("tests/lib/fixtures/npy/good/f4_big_F.npy", &a, &err))
CASE(idx, load_idx("data/digits-labels.idx1-ubyte", &a, &err))
CASE(cifar, load_cifar10("data/cifar10_batch.bin", &a, NULL, &err))
CASE(atlas, load_cifar10_atlas("tests/lib/fixtures/atlas.png", &a, &err))
CASE(png, load_image("tests/lib/fixtures/grey.png", 3, &a, &err))
CASE(jpeg, load_image("tests/lib/fixtures/ramp.jpg", 1, &a, &err))
CASE(frames, load_video(getenv("FRAMES"), 0, 0, &a, &err))
CASE(video_npy, load_video("tests/lib/fixtures/npy/good/u1_byte_C.npy", 0, 0, &a, &err))
CASE(ffmpeg, load_video("tests/lib/fixtures/ramp.jpg", 0, 0, &a, &err))
CASE(grey, visual_images("data/cifar10_batch.bin", &a, &err))

/* Twice: the second call goes on from the first one's checkpoint. */
static struct outcome stream(void)
{
    static const char *const paths[] = {"data/cifar10_batch.bin"};
    struct image_files *files;
    struct visual_options o = visual_defaults();
    struct visual_model model;
    struct sb_error err = {0};
    char checkpoint[256];
    snprintf(checkpoint, sizeof checkpoint, "%s/checkpoint", getenv("PLOTS"));
    o.side = 4;
    o.K = 3;
    o.held_out = 2;
    o.learn.batch = 8;
    enum sb_status status = image_files_open(paths, 1, &files, &err);
    for (o.patches = 8; o.patches <= 16 && status == SB_OK; o.patches += 8) {
        status = visual_stream_train(files, &o, checkpoint, 1, &model, &err);
        visual_model_free(&model);
    }
    image_files_close(files);
    remove(checkpoint);
    bool one_line = (status == SB_OK) == (err.text[0] == '\0') && !strchr(err.text, '\n');
    return (struct outcome){status, one_line ? NULL : "the text is not one line"};
}

const struct alloc_case loader_cases[] = {{"load_npy", npy},
                                          {"load_npy, Fortran order", npy_fortran},
                                          {"load_idx", idx},
                                          {"load_cifar10", cifar},
                                          {"load_cifar10 with labels", labelled},
                                          {"load_cifar10_atlas", atlas},
                                          {"load_image, PNG", png},
                                          {"load_image, JPEG", jpeg},
                                          {"load_video, pictures", frames},
                                          {"load_video, .npy", video_npy},
                                          {"load_video, ffmpeg", ffmpeg},
                                          {"visual_images", grey},
                                          {"visual_stream_train", stream},
                                          {NULL, NULL}};
