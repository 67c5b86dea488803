/* checkpoint.h: a learner's state as a .npy file (used inside the library). */
#ifndef SB_CHECKPOINT_H
#define SB_CHECKPOINT_H

#include "dict_online.h"

/* What a state belongs to; one with other values is refused. */
struct checkpoint {
    const char *path;
    size_t K, m, batch;
    double alpha, mark;
    uint64_t seed;
};

/* Write the learner's state to c->path. Returns SB_OK; SB_ENOMEM; SB_EIO. */
enum sb_status checkpoint_write(const struct checkpoint *c, const struct dict_online_f *o,
                                struct sb_error *err);

/* Read it; *step is the number of minibatches, 0 when there is no such file: o is then as before.
 * Returns SB_OK; SB_EFORMAT when it is damaged or of other settings or data; what load_npy does. */
enum sb_status checkpoint_read(const struct checkpoint *c, struct dict_online_f *o, size_t *step,
                               struct sb_error *err);

#endif
