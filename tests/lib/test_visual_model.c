/* The whole way from the embedded images to receptive fields, beside its controls. */
#include "fields/visual_model.h"

#include "fields/gabor.h"
#include "parallel.h"
#include "plain.h"

#include <criterion/criterion.h>

static double share(const double *D, size_t K, size_t side)
{
    struct gabor *fit = calloc(K, sizeof *fit);
    cr_assert(gabor_fit_all(D, K, side, fit) == SB_OK);
    double good = 0;
    for (size_t k = 0; k < K; k++) /* fitted well, by a window of small area */
        good += fit[k].r2 > 0.8 && sqrt(fit[k].width_wave * fit[k].width_bar) < (double)side / 4;
    cr_assert(good / (double)K < 0.5 || gabor_share(fit, K, side) >= 0.65);
    free(fit);
    return good / (double)K;
}

Test(visual_model, trains_receptive_fields_that_the_controls_are_not)
{
    struct array grey;
    struct visual_model model;
    struct visual_options o = visual_defaults();
    struct sb_error err;
    cr_assert(visual_images("data/cifar10_batch.bin", &grey, &err) == SB_OK, "%s", err.text);
    cr_assert(grey.ndim == 3 && grey.shape[1] == 32 && grey.shape[2] == 32);
    cr_assert(visual_model_train(grey.data, grey.shape[0], 32, 32, &o, &model) == SB_OK);
    cr_assert(model.D.rows >= 100 && model.side >= 12);
    cr_assert(share(model.D.data, model.D.rows, model.side) >= 0.85);

    double *D = calloc(model.D.rows * model.D.cols, sizeof *D);
    const enum visual_control kinds[] = {VISUAL_NOISE, VISUAL_PATCHES, VISUAL_PCA};
    for (int i = 0; i < 3; i++) {
        double objective;
        cr_assert(visual_control_atoms(&model, kinds[i], model.D.rows, 1, D) == SB_OK);
        cr_assert(share(D, model.D.rows, model.side) <= (kinds[i] == VISUAL_NOISE ? 0 : 0.25));
        dict_objective(model.held_out.data, model.held_out.rows, model.D.cols, D, model.D.rows,
                       model.alpha, &objective, NULL);
        cr_assert(model.objective < 0.9 * objective, "control %d codes held-out patches worse", i);
    }
    cr_assert(model.on > 1 && model.on < (double)model.D.rows / 4, "few atoms are on");
    free(D);
    visual_model_free(&model);
    array_free(&grey);
}

Test(visual_model, the_unit_of_the_images_changes_no_atom)
{
    static double images[30 * 256];
    struct visual_options o = visual_defaults();
    struct visual_model usual, other;
    o.side = 5, o.K = 12, o.patches = 800, o.held_out = 50;
    for (int power = -900; power <= 900; power += 600) {
        uint64_t state = 1;
        for (size_t i = 0; i < 30 * 256; i++)
            images[i] = random_normal(&state);
        cr_assert(visual_model_train(images, 30, 16, 16, &o, &usual) == SB_OK);
        for (size_t i = 0; i < 30 * 256; i++)
            images[i] = ldexp(images[i], power);
        cr_assert(visual_model_train(images, 30, 16, 16, &o, &other) == SB_OK);
        for (size_t i = 0; i < 12 * 25; i++)
            cr_assert(fabs(other.D.data[i] - usual.D.data[i]) < 1e-3, "in the unit 2^%d", power);
        visual_model_free(&usual);
        visual_model_free(&other);
    }
}

static bool stop_at_once(const struct dict_progress *now, void *data)
{
    (void)data;
    return now->round < 2;
}

Test(visual_model, can_be_stopped_and_repeats_itself)
{
    static double images[30 * 256];
    uint64_t state = 1;
    struct visual_options o = visual_defaults();
    struct visual_model a, b;
    for (size_t i = 0; i < 30 * 256; i++)
        images[i] = random_normal(&state);
    o.side = 5, o.K = 12, o.patches = 800, o.held_out = 50;
    cr_assert(visual_model_train(images, 30, 16, 16, &o, &a) == SB_OK);
    parallel_set_threads(3);
    cr_assert(visual_model_train(images, 30, 16, 16, &o, &b) == SB_OK);
    cr_assert(memcmp(a.D.data, b.D.data, 12 * 25 * sizeof(double)) == 0);
    cr_assert(a.objective == b.objective);
    visual_model_free(&b);
    o.learn.progress = stop_at_once;
    cr_assert(visual_model_train(images, 30, 16, 16, &o, &b) == SB_ESTOPPED);
    cr_assert(b.D.rows == 12 && b.objective > 0);
    visual_model_free(&a);
    visual_model_free(&b);
}

Test(visual_model, refuses_what_it_cannot_do)
{
    static double images[2 * 256];
    struct visual_options good = visual_defaults(), o;
    struct visual_model model;
    good.side = 5, good.K = 4, good.patches = 50, good.held_out = 5;
    cr_assert(visual_model_train(images, 2, 16, 16, &good, &model) == SB_OK, "black images");
    visual_model_free(&model);
    cr_assert(visual_model_train(images, 1, 16, 16, &good, &model) == SB_EINVAL);
    o = good, o.side = 17;
    cr_assert(visual_model_train(images, 2, 16, 16, &o, &model) == SB_EINVAL);
    o = good, o.K = 0;
    cr_assert(visual_model_train(images, 2, 16, 16, &o, &model) == SB_EINVAL);
    o = good, o.f0 = 0;
    cr_assert(visual_model_train(images, 2, 16, 16, &o, &model) == SB_EINVAL);
    images[3] = NAN;
    cr_assert(visual_model_train(images, 2, 16, 16, &good, &model) == SB_ENONFINITE);
    cr_assert(model.D.data == NULL);
}
