#include "visual_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "coding/coder.h"
#include "linalg.h"
#include "patches.h"
#include "random.h"
#include "whiten.h"

struct visual_options visual_defaults(void)
{
    return (struct visual_options){.side = 12,
                                   .K = 128,
                                   .patches = 100000,
                                   .held_out = 5000,
                                   .margin = 2,
                                   .f0 = 0.5,
                                   .floor = 0.5,
                                   .learn = {.alpha = 0.1, .max_iter = 4, .seed = 1}};
}

enum sb_status visual_images(const char *path, struct array *grey, struct sb_error *err)
{
    struct array rgb;
    *grey = (struct array){0};
    enum sb_status status = load_cifar10(path, &rgb, NULL, err);
    if (status != SB_OK)
        return status;
    *grey = (struct array){.ndim = 3,
                           .shape = {rgb.shape[0], rgb.shape[1], rgb.shape[2]},
                           .count = rgb.count / 3,
                           .data = rgb.data};
    for (size_t i = 0; i < grey->count; i++)
        grey->data[i] = 0.2989 * rgb.data[3 * i] + 0.5870 * rgb.data[3 * i + 1] +
                        0.1140 * rgb.data[3 * i + 2];
    return SB_OK;
}

static enum sb_status whiten_all(const double *images, size_t count, size_t rows, size_t cols,
                                 double f0, struct mat *out)
{
    enum sb_status status = mat_alloc(out, count, rows * cols);
    for (size_t i = 0; i < count && status == SB_OK; i++)
        status = whiten_image(images + i * rows * cols, rows, cols, f0, mat_row(out, i));
    return status;
}

/* Patches as the model sees them, from `count` whitened images. rms: the unit of
 * contrast; 0 at first, then what the training patches have. */
static enum sb_status visual_patches(const double *white, size_t count, size_t rows, size_t cols,
                                     const struct visual_options *o, uint64_t seed, double *rms,
                                     struct mat *out)
{
    size_t n = out->rows * out->cols;
    enum sb_status status = sample_patches(white, count, rows, cols, o->side, o->margin, out->rows,
                                           seed, out->data);
    if (status != SB_OK)
        return status;
    if (*rms == 0) {
        double unit = sb_unit(out->data, n), mean = 0;
        for (size_t i = 0; i < n; i++)
            mean += (out->data[i] / unit) * (out->data[i] / unit) / (double)n;
        *rms = sqrt(mean) * unit;
    }
    if (*rms == 0) /* every patch is 0 already */
        return SB_OK;
    status = contrast_normalise(out->data, out->rows, out->cols, o->floor * *rms);
    for (size_t i = 0; i < n; i++)
        out->data[i] /= (double)o->side;
    return status;
}

/* The learner works in single precision: half the memory, twice the speed. */
static enum sb_status train(struct mat *patches, const struct visual_options *o,
                            struct visual_model *model)
{
    size_t m = patches->cols, n = patches->rows;
    float *X = calloc(n * m, sizeof *X), *D = calloc(o->K * m, sizeof *D);
    enum sb_status status = X && D ? SB_OK : SB_ENOMEM;
    for (size_t i = 0; status == SB_OK && i < n * m; i++)
        X[i] = (float)patches->data[i];
    mat_free(patches);
    if (status == SB_OK)
        status = dict_start_f(X, n, m, o->K, o->learn.seed, D);
    if (status == SB_OK)
        status = dict_learn_online_f(X, n, m, o->K, &o->learn, D);
    for (size_t i = 0; D && i < o->K * m; i++)
        model->D.data[i] = (double)D[i];
    free(X);
    free(D);
    return status;
}

enum sb_status visual_model_patches(const double *images, size_t count, size_t rows, size_t cols,
                                    const struct visual_options *o, struct mat *training,
                                    struct mat *held_out)
{
    struct mat white = {0};
    size_t apart = count < 20 ? 1 : count / 10, m = o->side * o->side;
    uint64_t seed = o->learn.seed;
    double rms = 0;
    *training = *held_out = (struct mat){0};
    if (count < 2 || o->side == 0 || o->side > rows || o->patches == 0 || o->held_out == 0)
        return SB_EINVAL;
    enum sb_status status = whiten_all(images, count, rows, cols, o->f0, &white);
    if (status == SB_OK)
        status = mat_alloc(training, o->patches, m);
    if (status == SB_OK)
        status = mat_alloc(held_out, o->held_out, m);
    if (status == SB_OK)
        status = visual_patches(white.data, count - apart, rows, cols, o, random_next(&seed), &rms,
                                training);
    if (status == SB_OK)
        status = visual_patches(white.data + (count - apart) * rows * cols, apart, rows, cols, o,
                                random_next(&seed), &rms, held_out);
    mat_free(&white);
    if (status != SB_OK) {
        mat_free(training);
        mat_free(held_out);
        *training = *held_out = (struct mat){0};
    }
    return status;
}

enum sb_status visual_model_train(const double *images, size_t count, size_t rows, size_t cols,
                                  const struct visual_options *o, struct visual_model *model)
{
    struct mat patches = {0};
    size_t m = o->side * o->side;
    *model = (struct visual_model){.side = o->side, .alpha = o->learn.alpha};
    if (o->K == 0)
        return SB_EINVAL;
    enum sb_status status = visual_model_patches(images, count, rows, cols, o, &patches,
                                                 &model->held_out);
    if (status == SB_OK)
        status = mat_alloc(&model->D, o->K, m);
    if (status == SB_OK)
        status = train(&patches, o, model);
    mat_free(&patches);
    if (status == SB_OK || status == SB_ESTOPPED) {
        enum sb_status judged = dict_objective(model->held_out.data, o->held_out, m, model->D.data,
                                               o->K, model->alpha, &model->objective, &model->on);
        if (judged != SB_OK)
            status = judged;
    }
    if (status != SB_OK && status != SB_ESTOPPED)
        visual_model_free(model);
    return status;
}

void visual_model_free(struct visual_model *model)
{
    mat_free(&model->D);
    mat_free(&model->held_out);
    *model = (struct visual_model){0};
}

enum sb_status visual_control_atoms(const struct visual_model *model, enum visual_control kind,
                                    size_t K, uint64_t seed, double *D)
{
    size_t n = model->held_out.rows, m = model->held_out.cols;
    if (kind == VISUAL_PCA)
        return pca(model->held_out.data, n, m, K, D, NULL);
    if (kind == VISUAL_PATCHES)
        return K > n ? SB_EINVAL : dict_start(model->held_out.data, n, m, K, seed, D);
    struct mat noise;
    enum sb_status status = mat_alloc(&noise, K, m);
    if (status != SB_OK)
        return status;
    for (size_t i = 0; i < K * m; i++)
        noise.data[i] = random_normal(&seed);
    status = dict_start(noise.data, K, m, K, seed, D);
    mat_free(&noise);
    return status;
}
