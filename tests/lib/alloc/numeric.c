/* The calls that compute. Outputs whose contract says so are untouched on failure. */
#include <stddef.h>

#include "cases.h"
#include "learning/dict_learn.h"
#include "load/digit_video.h"
#include "fields/gabor.h"
#include "coding/lars.h"
#include "coding/lasso.h"
#include "linalg.h"
#include "coding/omp.h"
#include "fields/patches.h"
#include "random.h"
#include "stats.h"
#include "fields/visual_model.h"
#include "fields/whiten.h"

enum { SIGNALS = 40, SIZE = 16, ATOMS = 24, PICKS = 3, SIDE = 8, IMAGES = 60 };

static double X[SIGNALS * SIZE], D[ATOMS * SIZE], A[SIGNALS * ATOMS], images[IMAGES * SIDE * SIDE];
static float Xf[SIGNALS * SIZE], Df[ATOMS * SIZE], Af[SIGNALS * ATOMS];
static double atoms[ATOMS * SIZE];
static float atoms_f[ATOMS * SIZE];
static size_t support[SIGNALS * PICKS], found[SIGNALS];
static const struct omp_options pick = {.k = PICKS, .rule = OMP_CORRELATION, .intercept = true};
static const struct dict_options learn = {.alpha = 0.3, .max_iter = 2, .batch = 8, .seed = 3};

void numeric_inputs(void)
{
    uint64_t seed = 7;
    for (size_t i = 0; i < SIGNALS * SIZE; i++)
        Xf[i] = (float)(X[i] = random_normal(&seed));
    for (size_t i = 0; i < IMAGES * SIDE * SIDE; i++)
        images[i] = random_normal(&seed);
    dict_start(X, SIGNALS, SIZE, ATOMS, 5, D);
    dict_start_f(Xf, SIGNALS, SIZE, ATOMS, 5, Df);
}

/* Learners start from atoms, which they change. */
static double *fresh_atoms(void)
{
    for (size_t i = 0; i < ATOMS * SIZE; i++)
        atoms[i] = D[i];
    return atoms;
}

static float *fresh_atoms_f(void)
{
    for (size_t i = 0; i < ATOMS * SIZE; i++)
        atoms_f[i] = Df[i];
    return atoms_f;
}

#define CASE(name, call)                     \
    static struct outcome name(void)         \
    {                                        \
        return (struct outcome){call, NULL}; \
    }

static struct outcome matrix(void)
{
    struct mat a;
    enum sb_status status = mat_alloc(&a, 3, 4);
    bool empty = a.data == NULL && a.rows == 0 && a.cols == 0;
    mat_free(&a);
    return (struct outcome){status, status != SB_OK && !empty ? "the matrix is not empty" : NULL};
}

static struct outcome fit(void)
{
    static const size_t two[] = {1, 4};
    double h[2] = {-7, -7}, intercept = -7;
    enum sb_status status = least_squares(D, SIZE, X, two, 2, h, &intercept);
    bool kept = h[0] == -7 && h[1] == -7 && intercept == -7;
    return (struct outcome){status, status != SB_OK && !kept ? "an output is touched" : NULL};
}

static struct outcome single(void)
{
    double h[PICKS], rest[PICKS], path[PICKS * PICKS];
    struct omp_code code = {.support = support, .h = h, .rest = rest, .path = path};
    return (struct outcome){omp_single(D, ATOMS, SIZE, X, &pick, &code), NULL};
}

static struct outcome single_f(void)
{
    float h[PICKS], rest[PICKS], path[PICKS * PICKS];
    struct omp_code_f code = {.support = support, .h = h, .rest = rest, .path = path};
    return (struct outcome){omp_single_f(Df, ATOMS, SIZE, Xf, &pick, &code), NULL};
}

static struct outcome path(void)
{
    static double corner[ATOMS * ATOMS], lambda[ATOMS];
    return (struct outcome){lars_path(D, ATOMS, SIZE, X, 0.1, ATOMS, lambda, corner, found), NULL};
}

static struct outcome path_f(void)
{
    static float corner[ATOMS * ATOMS], lambda[ATOMS];
    return (struct outcome){lars_path_f(Df, ATOMS, SIZE, Xf, 0.1f, ATOMS, lambda, corner, found),
                            NULL};
}

static struct outcome train(void)
{
    struct visual_options o = {
        .side = 4, .K = 8, .patches = 60, .held_out = 20, .f0 = 0.4, .floor = 0.1, .learn = learn};
    struct visual_model model;
    enum sb_status status = visual_model_train(images, IMAGES, SIDE, SIDE, &o, &model);
    bool empty = model.D.data == NULL && model.held_out.data == NULL;
    visual_model_free(&model);
    return (struct outcome){status, status != SB_OK && !empty ? "the model is not empty" : NULL};
}

static struct outcome control(enum visual_control kind)
{
    struct visual_model model = {.side = 4, .held_out = {SIGNALS, SIZE, X}};
    return (struct outcome){visual_control_atoms(&model, kind, 6, 1, A), NULL};
}
CASE(control_noise, control(VISUAL_NOISE).status)
CASE(control_patches, control(VISUAL_PATCHES).status)
CASE(control_pca, control(VISUAL_PCA).status)

static struct outcome video(void)
{
    struct array digits = {.ndim = 3,
                           .shape = {IMAGES, SIDE, SIDE},
                           .count = IMAGES * SIDE * SIDE,
                           .data = images},
                 mixed;
    enum sb_status status = digit_video(&digits, 20, 1, &mixed);
    bool empty = mixed.data == NULL && mixed.count == 0;
    array_free(&mixed);
    return (struct outcome){status, status != SB_OK && !empty ? "the video is not empty" : NULL};
}

static double mean, on;
static struct gabor gabor[2];
CASE(pca_tall, pca(X, SIGNALS, SIZE, 4, A, NULL))
CASE(pca_wide, pca(X, 6, SIZE, 4, A, NULL))
CASE(omp, omp_batch(X, SIGNALS, SIZE, D, ATOMS, &pick, support, A, found))
CASE(omp_f, omp_batch_f(Xf, SIGNALS, SIZE, Df, ATOMS, &pick, support, Af, found))
CASE(lasso, lasso_codes(X, SIGNALS, SIZE, D, ATOMS, 0.3, 1e-6, A))
CASE(lasso_f, lasso_codes_f(Xf, SIGNALS, SIZE, Df, ATOMS, 0.3f, 1e-4f, Af))
CASE(lars, lars_codes(X, SIGNALS, SIZE, D, ATOMS, 0.3, A))
CASE(lars_f, lars_codes_f(Xf, SIGNALS, SIZE, Df, ATOMS, 0.3f, Af))
CASE(start, dict_start(X, SIGNALS, SIZE, ATOMS, 1, atoms))
CASE(start_f, dict_start_f(Xf, SIGNALS, SIZE, ATOMS, 1, atoms_f))
CASE(batch, dict_learn(X, SIGNALS, SIZE, ATOMS, &learn, fresh_atoms(), A, NULL, NULL))
CASE(batch_f, dict_learn_f(Xf, SIGNALS, SIZE, ATOMS, &learn, fresh_atoms_f(), Af, NULL, NULL))
CASE(online, dict_learn_online(X, SIGNALS, SIZE, ATOMS, &learn, fresh_atoms()))
CASE(online_f, dict_learn_online_f(Xf, SIGNALS, SIZE, ATOMS, &learn, fresh_atoms_f()))
CASE(objective, dict_objective(X, SIGNALS, SIZE, D, ATOMS, 0.3, &mean, &on))
CASE(objective_f, dict_objective_f(Xf, SIGNALS, SIZE, Df, ATOMS, 0.3, &mean, &on))
CASE(percentile, stat_percentile(X, SIGNALS, 30, &mean))
CASE(gabor_one, gabor_fit(images, SIDE, gabor))
CASE(gabor_all, gabor_fit_all(images, 2, SIDE, gabor))
CASE(whiten, whiten_image(images, SIDE, SIDE, 0.4, A))

const struct alloc_case numeric_cases[] = {{"mat_alloc", matrix},
                                           {"least_squares", fit},
                                           {"pca, more rows than columns", pca_tall},
                                           {"pca, more columns than rows", pca_wide},
                                           {"omp_single", single},
                                           {"omp_single_f", single_f},
                                           {"omp_batch", omp},
                                           {"omp_batch_f", omp_f},
                                           {"lasso_codes", lasso},
                                           {"lasso_codes_f", lasso_f},
                                           {"lars_path", path},
                                           {"lars_path_f", path_f},
                                           {"lars_codes", lars},
                                           {"lars_codes_f", lars_f},
                                           {"dict_start", start},
                                           {"dict_start_f", start_f},
                                           {"dict_learn", batch},
                                           {"dict_learn_f", batch_f},
                                           {"dict_learn_online", online},
                                           {"dict_learn_online_f", online_f},
                                           {"dict_objective", objective},
                                           {"dict_objective_f", objective_f},
                                           {"stat_percentile", percentile},
                                           {"gabor_fit", gabor_one},
                                           {"gabor_fit_all", gabor_all},
                                           {"whiten_image", whiten},
                                           {"visual_model_train", train},
                                           {"visual_control_atoms, noise", control_noise},
                                           {"visual_control_atoms, patches", control_patches},
                                           {"visual_control_atoms, pca", control_pca},
                                           {"digit_video", video},
                                           {NULL, NULL}};
