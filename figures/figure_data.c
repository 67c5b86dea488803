/* figure_data.c: embedded data, or the user's own in their place. */
#include "child.h"

#include <glob.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "load/digit_video.h"

/* Other videos are scaled to the size of the embedded one. */
enum { VIDEO_ROWS = 90, VIDEO_COLS = 160, DIGIT_FRAMES = 150, DIGIT_SEED = 1 };

struct source {
    const char *name;
    size_t ndim;
    const char *own[4];   /* files in the user's folder, the first found is taken */
    const char *embedded; /* the workbook's own file */
};

static const struct source sources[] = {
    {"video", 3, {"video_array.npy", "bird.npy", "video.*", "video"}, "data/bird.npy"},
    {"sig", 1, {"sig.npy"}, NULL},
    {"frame1", 2, {"frame1.npy", "frame1.png", "frame1.jpg"}, "data/bird_frame.png"},
    {"reweight_digits", 3, {"reweight_digits.npy"}, "data/digits-images.idx3-ubyte"},
    {"mnist_images", 3, {NULL}, "data/digits-images.idx3-ubyte"},
    {"mnist_labels", 1, {NULL}, "data/digits-labels.idx1-ubyte"},
    {"cifar10", 4, {"data_batch_1.bin"}, "data/cifar10_batch.bin"},
};

enum { SOURCES = sizeof sources / sizeof *sources };

static const struct source *find(const char *name)
{
    for (size_t i = 0; i < SOURCES; i++)
        if (strcmp(sources[i].name, name) == 0)
            return &sources[i];
    figure_fail("there are no data called %s", name);
}

/* The user's file for a source, or NULL. The caller frees it. */
static char *own_file(const struct source *source)
{
    for (size_t i = 0; child_settings->data && i < 4 && source->own[i]; i++) {
        char pattern[4096];
        glob_t found;
        char *path = NULL;
        snprintf(pattern, sizeof pattern, "%s/%s", child_settings->data, source->own[i]);
        if (access(pattern, F_OK) == 0)
            return strdup(pattern);
        if (strchr(source->own[i], '*') && glob(pattern, 0, NULL, &found) == 0) {
            path = strdup(found.gl_pathv[0]);
            globfree(&found);
        }
        if (path)
            return path;
    }
    return NULL;
}

static bool ends_with(const char *path, const char *ending)
{
    size_t length = strlen(path), tail = strlen(ending);
    return length >= tail && strcmp(path + length - tail, ending) == 0;
}

static enum sb_status load(const char *name, const char *path, struct array *out,
                           struct sb_error *err)
{
    if (strcmp(name, "video") == 0)
        return load_video(path, VIDEO_ROWS, VIDEO_COLS, out, err);
    if (strcmp(name, "cifar10") == 0)
        return load_cifar10(path, out, NULL, err);
    if (ends_with(path, "-ubyte"))
        return load_idx(path, out, err);
    if (ends_with(path, ".npy"))
        return load_npy(path, out, err);
    return load_image(path, 1, out, err);
}

static void require(const struct source *source, const char *path, const struct array *a)
{
    if (a->ndim != source->ndim)
        figure_fail("%s: %s is %zu-dimensional, this file is %zu-dimensional", path, source->name,
                    source->ndim, a->ndim);
    if (a->count == 0)
        figure_fail("%s: it holds no numbers", path);
    if (!all_finite(a->data, a->count))
        figure_fail("%s: it holds NaN or infinity", path);
}

/* Chapter 5's video, mixed from the embedded digits. */
static void mix_digits(struct array *out)
{
    struct array digits;
    struct sb_error err;
    if (load_idx("data/digits-images.idx3-ubyte", &digits, &err) != SB_OK)
        figure_fail("%s", err.text);
    figure_must(digit_video(&digits, DIGIT_FRAMES, DIGIT_SEED, out), "the video of digits");
    array_free(&digits);
}

const struct array *figure_data(const char *name)
{
    static struct array loaded[SOURCES];
    static bool here[SOURCES];
    const struct source *source = find(name);
    size_t i = (size_t)(source - sources);
    if (here[i])
        return &loaded[i];
    char *own = own_file(source);
    const char *path = own ? own : source->embedded;
    struct sb_error err;
    if (!path)
        figure_fail("there are no data called %s", name);
    if (child_settings->data && !own && source->own[0])
        figure_note("%s: no %s there, so the workbook's own is drawn", child_settings->data,
                    source->own[0]);
    if (!own && strcmp(name, "reweight_digits") == 0)
        mix_digits(&loaded[i]);
    else if (load(name, path, &loaded[i], &err) != SB_OK)
        figure_fail("%s", err.text);
    require(source, path, &loaded[i]);
    free(own);
    here[i] = true;
    return &loaded[i];
}

/* Bars and curves of a kurtosis that does not exist are not drawn: say why. */
static void tell_if_constant(const char *where, const double *x, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (x[i] != x[0])
            return;
    figure_note("%s: every value is %g, and a constant has no kurtosis, so bars and curves of it "
                "are missing; take data that vary",
                where, x[0]);
}

struct picture figure_first_frame(void)
{
    const struct array *a = figure_data("frame1");
    char *own = own_file(find("frame1"));

    tell_if_constant(own ? own : find("frame1")->embedded, a->data, a->count);
    free(own);
    return (struct picture){a->shape[0], a->shape[1], a->count, a->data};
}

void figure_pixel(size_t *row, size_t *col)
{
    const struct array *video = figure_data("video");
    char *own = own_file(find("video"));
    bool course = own && ends_with(own, "/video_array.npy");
    *row = course ? 66 : 57;
    *col = course ? 133 : 6;
    if (*row >= video->shape[1] || *col >= video->shape[2])
        figure_fail("%s: its frames of %zu x %zu have no pixel (%zu, %zu)",
                    own ? own : "data/bird.npy", video->shape[1], video->shape[2], *row, *col);
    free(own);
}

const double *figure_sig_at(size_t row, size_t col, size_t *n)
{
    char *own = own_file(find("sig"));
    if (own) {
        const struct array *sig = figure_data("sig");
        tell_if_constant(own, sig->data, sig->count);
        free(own);
        *n = sig->count;
        return sig->data;
    }
    const struct array *video = figure_data("video");
    size_t rows = video->shape[1], cols = video->shape[2];
    if (row >= rows || col >= cols)
        figure_pixel(&row, &col);
    double *sig = figure_array(video->shape[0]);
    *n = video->shape[0];
    for (size_t t = 0; t < *n; t++)
        sig[t] = video->data[(t * rows + row) * cols + col];
    char where[64];
    snprintf(where, sizeof where, "pixel (%zu, %zu) of the video", row, col);
    tell_if_constant(where, sig, *n);
    return sig;
}

const double *figure_sig(size_t *n)
{
    return figure_sig_at(SIZE_MAX, SIZE_MAX, n);
}
