/* visual_model.h: from natural images to receptive fields, in one call.
 *
 * images -> whitened -> patches of equal contrast -> online dictionary learning. */
#ifndef SB_VISUAL_MODEL_H
#define SB_VISUAL_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "learning/dict_learn.h"
#include "load/load.h"
#include "mat.h"
#include "status.h"

struct visual_options {
    size_t side;     /* of a patch, pixels */
    size_t K;        /* atoms */
    size_t patches;  /* to train on */
    size_t held_out; /* patches kept apart, to judge the atoms by */
    size_t margin;   /* pixels at the images' edges that are not used */
    double f0;       /* where whitening ends, cycles per pixel; see whiten.h */
    double floor;    /* of contrast_normalise, in standard deviations of all whitened patches */
    struct dict_options learn; /* alpha, passes (max_iter), seed, progress, stop */
};

struct visual_model {
    size_t side;
    double alpha;
    struct mat D;        /* K x side^2: the atoms, unit norm */
    struct mat held_out; /* held_out x side^2: patches as the model sees them */
    double objective;    /* mean over held-out patches of 1/2 ||x - a D||^2 + alpha sum |a_k| */
    double on;           /* mean number of atoms on in a held-out patch */
};

/* The settings of the figures: 128 atoms of 12 x 12 pixels, 100,000 patches, 4 passes. */
struct visual_options visual_defaults(void);

/* Grey images, count x rows x cols, from a CIFAR-10 binary file:
 * 0.2989 R + 0.5870 G + 0.1140 B. Returns and reports as load_cifar10. */
enum sb_status visual_images(const char *path, struct array *grey, struct sb_error *err);

/* Train on images[count x rows x cols], any unit. Every whitened patch is
 * contrast-normalised and divided by side, so that its norm is near 1, and alpha
 * a part of that. Patches held out come from the last tenth of the images (at least one),
 * training patches from the others.
 * Out: *model, which visual_model_free frees; empty unless SB_OK or SB_ESTOPPED
 * (stopped early: the atoms so far).
 * Returns SB_EINVAL with fewer than 2 images, or what the steps return. */
enum sb_status visual_model_train(const double *images, size_t count, size_t rows, size_t cols,
                                  const struct visual_options *options, struct visual_model *model);
void visual_model_free(struct visual_model *model);

/* The first part of that alone: training patches[patches x side^2] and held-out ones, which
 * mat_free frees; both empty unless SB_OK. */
enum sb_status visual_model_patches(const double *images, size_t count, size_t rows, size_t cols,
                                    const struct visual_options *options, struct mat *training,
                                    struct mat *held_out);

/* What else might look like receptive fields: show these beside the atoms. */
enum visual_control { VISUAL_NOISE, VISUAL_PATCHES, VISUAL_PCA };

/* K control atoms of unit norm: Gaussian noise, held-out patches as they are, or
 * principal components of the held-out patches. Out: D[K x side^2].
 * Returns SB_OK; SB_EINVAL when there are fewer than K of them; SB_ENOMEM. */
enum sb_status visual_control_atoms(const struct visual_model *model, enum visual_control kind,
                                    size_t K, uint64_t seed, double *D);

#endif
