/* train.c: the library's online learner for a worker of a page: signals once, then minibatches
 * for as long as the reader watches. Every function returns an enum sb_status where not said. */
#include <stdlib.h>
#include <string.h>

#include "fields/gabor.h"
#include "fields/visual_model.h"
#include "learning/dict_learn.h"
#include "mat.h"

#define EXPORT(name) __attribute__((export_name(#name)))

static float *signals, *kept, *atoms; /* n x m to learn from; apart x m to judge by; K x m */
static size_t n, apart, m, K;
static double alpha;
static struct dict_online_f *learner;

EXPORT(train_alloc) void *train_alloc(size_t bytes)
{
    return malloc(bytes ? bytes : 1);
}

EXPORT(train_free) void train_free(void *p)
{
    free(p);
}

static float *copied(const double *x, size_t count)
{
    float *out = malloc(count * sizeof *out);
    for (size_t i = 0; out && i < count; i++)
        out[i] = (float)x[i];
    return out;
}

static int take(const double *rows, size_t rows_apart, size_t rows_n, const double *held)
{
    free(signals);
    free(kept);
    n = rows_n;
    apart = rows_apart;
    signals = copied(rows, n * m);
    kept = copied(held, apart * m);
    return signals && kept ? SB_OK : SB_ENOMEM;
}

/* Whitened patches of side x side pixels from images[count x rows x cols]. */
EXPORT(train_images)
int train_images(const double *images, size_t count, size_t rows, size_t cols, size_t side,
                 size_t patches, size_t held_out)
{
    struct visual_options o = visual_defaults();
    struct mat training, held;
    o.side = side;
    o.patches = patches;
    o.held_out = held_out;
    enum sb_status status = visual_model_patches(images, count, rows, cols, &o, &training, &held);
    if (status != SB_OK)
        return (int)status;
    m = side * side;
    int taken = take(training.data, held_out, patches, held.data);
    mat_free(&training);
    mat_free(&held);
    return taken;
}

/* Rows as they are, x[count x size]; the last tenth is held out. */
EXPORT(train_rows) int train_rows(const double *x, size_t count, size_t size)
{
    size_t held = count / 10 + 1;
    if (count < 2 || size == 0)
        return SB_EINVAL;
    m = size;
    return take(x, held, count - held, x + (count - held) * size);
}

/* Start with atoms that the seed chooses among the signals. */
EXPORT(train_begin) int train_begin(size_t count, double price, uint32_t seed)
{
    struct dict_options o = {.alpha = price, .max_iter = 1, .seed = seed};
    dict_online_end_f(learner);
    learner = NULL;
    free(atoms);
    K = count;
    alpha = price;
    atoms = malloc(K * m * sizeof *atoms);
    enum sb_status status = atoms ? dict_start_f(signals, n, m, K, seed, atoms) : SB_ENOMEM;
    return (int)(status == SB_OK ? dict_online_begin_f(signals, n, m, K, &o, atoms, &learner)
                                 : status);
}

/* One minibatch, of 64 signals; returns their mean objective. */
EXPORT(train_step) double train_step(void)
{
    return dict_online_step_f(learner);
}

/* The atoms as they are now, K x m floats that stay where they are. */
EXPORT(train_atoms) const float *train_atoms(void)
{
    dict_online_atoms_f(learner, atoms);
    return atoms;
}

/* Mean objective over the signals held out, with the atoms train_atoms gave. */
EXPORT(train_judge) double train_judge(void)
{
    double mean = 0.0;
    return dict_objective_f(kept, apart, m, atoms, K, alpha, &mean, NULL) == SB_OK ? mean : -1.0;
}

/* 1 when atom k is fitted well by a Gabor function and localised. */
EXPORT(train_gabor) int train_gabor(size_t k, size_t side)
{
    struct gabor fit;
    double *patch = malloc(m * sizeof *patch);
    for (size_t j = 0; patch && j < m; j++)
        patch[j] = (double)atoms[k * m + j];
    int good = patch && gabor_fit(patch, side, &fit) == SB_OK && gabor_share(&fit, 1, side) > 0.5;
    free(patch);
    return good;
}
