#include "visual_stream.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "learning/dict_stream.h"
#include "parallel.h"
#include "patches.h"
#include "random.h"
#include "whiten.h"

/* Patches cut from an image once it is whitened; minibatches that tell the unit of contrast;
 * patches judged at once. */
enum { AN_IMAGE = 8, TO_MEASURE = 32, JUDGED = 500, USUAL_BATCH = 256 };

/* Draws of other numbers than any minibatch has. */
static const uint64_t MEASURED = UINT64_MAX, STARTING = UINT64_MAX - 1, HELD_OUT = UINT64_MAX - 2;

struct drawing {
    const struct image_files *files;
    const struct visual_options *o;
    size_t m, batch;
    size_t first, images; /* to draw from: `images` from the first-th on */
    double unit;          /* of contrast; 0: leave patches as they are cut */
    /* The draw under way: */
    uint64_t number;
    size_t n;
    float *X;
    double *wide; /* instead of X, when not NULL */
    atomic_int status;
    struct sb_error *err; /* of the thread that comes first */
};

static void fail(struct drawing *d, enum sb_status status, const struct sb_error *err)
{
    int none = SB_OK;
    if (atomic_compare_exchange_strong(&d->status, &none, (int)status) && d->err)
        *d->err = *err;
}

/* The patches of one image, the g-th of this draw. */
static enum sb_status draw_image(struct drawing *d, size_t g, double *image, double *patches,
                                 struct sb_error *err)
{
    size_t rows = image_files_rows(d->files), cols = image_files_cols(d->files);
    size_t begin = g * AN_IMAGE, n = d->n - begin < AN_IMAGE ? d->n - begin : AN_IMAGE;
    uint64_t seed = d->o->learn.seed;
    seed = random_next(&seed) ^ d->number * 0x9E3779B97F4A7C15U;
    seed = random_next(&seed) + g;
    size_t i = d->first + random_below(&seed, d->images);
    enum sb_status status = image_files_read(d->files, i, image, err);
    if (status != SB_OK)
        return status;
    status = whiten_image(image, rows, cols, d->o->f0, image);
    if (status == SB_OK)
        status = sample_patches(image, 1, rows, cols, d->o->side, d->o->margin, n, seed, patches);
    if (status == SB_OK && d->unit > 0)
        status = contrast_normalise(patches, n, d->m, d->o->floor * d->unit);
    if (status != SB_OK)
        return sb_fail(err, status, "image %zu: %s", i, sb_status_text(status));
    for (size_t p = 0; p < n * d->m; p++) {
        double x = d->unit > 0 ? patches[p] / (double)d->o->side : patches[p];
        if (d->wide)
            d->wide[begin * d->m + p] = x;
        else
            d->X[begin * d->m + p] = (float)x;
    }
    return SB_OK;
}

static void draw_images(size_t begin, size_t end, size_t thread, void *ctx)
{
    struct drawing *d = ctx;
    struct sb_error err = {""};
    size_t pixels = image_files_rows(d->files) * image_files_cols(d->files);
    double *image = malloc((pixels + AN_IMAGE * d->m) * sizeof *image);
    (void)thread;
    if (!image)
        fail(d, sb_fail(&err, SB_ENOMEM, "no memory for an image"), &err);
    for (size_t g = begin; image && g < end && atomic_load(&d->status) == SB_OK; g++) {
        enum sb_status status = draw_image(d, g, image, image + pixels, &err);
        if (status != SB_OK)
            fail(d, status, &err);
    }
    free(image);
}

static enum sb_status draw(void *data, uint64_t number, size_t n, float *X, struct sb_error *err)
{
    struct drawing *d = data;
    enum sb_status status = image_files_unchanged(d->files, err);
    if (status != SB_OK)
        return status;
    d->number = number;
    d->n = n;
    d->X = X;
    d->err = err;
    atomic_store(&d->status, SB_OK);
    parallel_for(n / AN_IMAGE + (n % AN_IMAGE != 0), 1, draw_images, d);
    return (enum sb_status)atomic_load(&d->status);
}

static enum sb_status draw_wide(struct drawing *d, uint64_t number, struct mat *out,
                                struct sb_error *err)
{
    d->wide = out->data;
    enum sb_status status = draw(d, number, out->rows, NULL, err);
    d->wide = NULL;
    return status;
}

/* The unit of contrast: the root mean square of whitened patches. */
static enum sb_status measure(struct drawing *d, struct sb_error *err)
{
    struct mat patches;
    double sum = 0, top = 0;
    if (mat_alloc(&patches, TO_MEASURE * d->batch, d->m) != SB_OK)
        return sb_fail(err, SB_ENOMEM, "no memory for patches");
    enum sb_status status = draw_wide(d, MEASURED, &patches, err);
    size_t n = patches.rows * patches.cols;
    for (size_t i = 0; status == SB_OK && i < n; i++)
        top = fmax(top, fabs(patches.data[i]));
    for (size_t i = 0; status == SB_OK && top > 0 && i < n; i++)
        sum += patches.data[i] / top * (patches.data[i] / top) / (double)n;
    mat_free(&patches);
    d->unit = sqrt(sum) * top;
    if (status == SB_OK && !(d->unit > 0))
        status = sb_fail(err, SB_EINVAL, "the images are all of one grey");
    return status;
}

static enum sb_status judge(struct visual_model *model, size_t K, struct sb_error *err)
{
    size_t n = model->held_out.rows, m = model->held_out.cols;
    model->objective = model->on = 0;
    for (size_t t = 0; t < n; t += JUDGED) {
        size_t some = n - t < JUDGED ? n - t : JUDGED;
        double objective, on, share = (double)some / (double)n;
        enum sb_status status = dict_objective(mat_row(&model->held_out, t), some, m, model->D.data,
                                               K, model->alpha, &objective, &on);
        if (status != SB_OK)
            return sb_fail(err, status, "judging the atoms: %s", sb_status_text(status));
        model->objective += objective * share;
        model->on += on * share;
    }
    return SB_OK;
}

/* Another number for other files, or other patches of them. */
static double mark(const struct drawing *d)
{
    const double parts[] = {image_files_mark(d->files), d->unit, d->o->floor, d->o->f0,
                            (double)d->o->margin};
    uint64_t state = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        uint64_t bits;
        memcpy(&bits, &parts[i], sizeof bits);
        state ^= bits;
        state = random_next(&state);
    }
    return (double)(state >> 12);
}

/* Learn into model->D. */
static enum sb_status train(struct drawing *d, const char *checkpoint, size_t every,
                            struct visual_model *model, struct sb_error *err)
{
    struct dict_options learn = d->o->learn;
    size_t K = d->o->K, m = d->m;
    float *D = calloc(2 * K, m * sizeof *D), *signals = D + K * m;
    learn.batch = d->batch;
    struct dict_stream stream = {.m = m,
                                 .signals = d->o->patches,
                                 .draw = draw,
                                 .data = d,
                                 .mark = mark(d),
                                 .checkpoint = checkpoint,
                                 .every = every};
    if (!D)
        return sb_fail(err, SB_ENOMEM, "no memory for %zu atoms", K);
    enum sb_status status = draw(d, STARTING, K, signals, err);
    if (status == SB_OK) {
        status = dict_start_f(signals, K, m, K, learn.seed, D);
        if (status != SB_OK)
            sb_fail(err, status, "atoms to start from: %s", sb_status_text(status));
    }
    if (status == SB_OK)
        status = dict_learn_stream(&stream, K, &learn, D, err);
    for (size_t i = 0; i < K * m; i++)
        model->D.data[i] = (double)D[i];
    free(D);
    return status;
}

enum sb_status visual_stream_train(const struct image_files *files, const struct visual_options *o,
                                   const char *checkpoint, size_t every, struct visual_model *model,
                                   struct sb_error *err)
{
    size_t count = image_files_count(files), apart = count < 20 ? 1 : count / 10;
    size_t rows = image_files_rows(files), cols = image_files_cols(files);
    struct drawing held = {.files = files,
                           .o = o,
                           .m = o->side * o->side,
                           .first = count - apart,
                           .images = apart,
                           .batch = o->learn.batch > 0 ? o->learn.batch : USUAL_BATCH};
    struct drawing training = held;
    training.first = 0;
    training.images = count - apart;
    *model = (struct visual_model){.side = o->side, .alpha = o->learn.alpha};
    if (count < 2 || o->K == 0 || o->side == 0 || o->side + 2 * o->margin > rows ||
        o->side + 2 * o->margin > cols || o->patches == 0 || o->held_out == 0)
        return sb_fail(err, SB_EINVAL,
                       "from %zu images of %zu x %zu no patches of %zu x %zu can be cut %zu pixels "
                       "from the edges",
                       count, rows, cols, o->side, o->side, o->margin);
    enum sb_status status = mat_alloc(&model->D, o->K, held.m);
    if (status == SB_OK)
        status = mat_alloc(&model->held_out, o->held_out, held.m);
    if (status != SB_OK)
        sb_fail(err, status, "no memory for %zu atoms", o->K);
    if (status == SB_OK)
        status = measure(&training, err);
    held.unit = training.unit;
    if (status == SB_OK)
        status = draw_wide(&held, HELD_OUT, &model->held_out, err);
    if (status == SB_OK)
        status = train(&training, checkpoint, every, model, err);
    if (status == SB_OK || status == SB_ESTOPPED) {
        enum sb_status judged = judge(model, o->K, err);
        status = judged == SB_OK ? status : judged;
    }
    if (status != SB_OK && status != SB_ESTOPPED)
        visual_model_free(model);
    return status;
}
