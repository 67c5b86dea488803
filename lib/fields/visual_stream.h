/* visual_stream.h: receptive fields from more images than fit in memory. */
#ifndef SB_VISUAL_STREAM_H
#define SB_VISUAL_STREAM_H

#include "load/image_files.h"
#include "visual_model.h"

/* As visual_model_train, with patches drawn on the way: a random image is read and whitened, and 8
 * patches are cut from it, as often as a minibatch needs. Memory does not depend on the number of
 * patches nor of images. Patches held out come from the last tenth of the images.
 * checkpoint (NULL: none), every: see dict_stream.h; the same bits with stops as without.
 * In: options as for visual_model_train; learn.max_iter is not used, learn.batch 0 means 256.
 * Out: *model, which visual_model_free frees; empty unless SB_OK or SB_ESTOPPED.
 * Returns what visual_model_train, image_files_read and dict_learn_stream do, with one line in
 * err. */
enum sb_status visual_stream_train(const struct image_files *files,
                                   const struct visual_options *options, const char *checkpoint,
                                   size_t every, struct visual_model *model, struct sb_error *err);

#endif
