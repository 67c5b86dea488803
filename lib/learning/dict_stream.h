/* dict_stream.h: learning atoms from more signals than fit in memory. */
#ifndef SB_DICT_STREAM_H
#define SB_DICT_STREAM_H

#include "dict_learn.h"

/* Where signals come from. */
struct dict_stream {
    size_t m;       /* values in a signal, all finite and, in magnitude, below 1e9 */
    size_t signals; /* how many to learn from, in all */
    /* Write the `n` signals of minibatch `number` = 0, 1, .. to X[n x m]: the same for the same
     * number, whatever was drawn before. Any status but SB_OK ends the learning. */
    enum sb_status (*draw)(void *data, uint64_t number, size_t n, float *X, struct sb_error *err);
    void *data;
    double mark;            /* says which data these are: another number for other data */
    const char *checkpoint; /* NULL, or the file that keeps the learner's state */
    size_t every;           /* minibatches from one checkpoint to the next; 0: only at the end */
};

/* Online learning (dict_learn_online) from signals that are drawn as they are needed, so that
 * memory holds one minibatch and the statistics, whatever their number:
 *
 *   codes a_t of the minibatch;   S = beta S + sum_t a_t a_t^T ,  B = beta B + sum_t a_t x_t^T
 *
 * With a checkpoint, learning goes on where the file says, and ends with the same bits as without
 * a stop (with the same kernels, see kernels.h). The file is an array for numpy.load, K + 1 rows:
 * row k holds d_k[m], B_k[m] and S_k[K]; the last says where learning stopped and with what
 * settings. It is replaced only by a whole new one, at the end, when stopped, and on the way.
 * In: K; options as for dict_learn_online, max_iter aside; the stream.
 * In/out: D[K x m], where to start when there is no checkpoint yet; then the learned atoms.
 * Returns SB_OK; SB_ESTOPPED when stopped: D is then the last minibatch's, valid, and the
 * checkpoint is written; SB_EINVAL; SB_ENONFINITE; SB_ENOMEM; SB_EIO, SB_EFORMAT, SB_ESHAPE or
 * SB_ETYPE for a checkpoint that cannot be read or written, is damaged, or is of other settings or
 * data (the file is then left as it is); what draw returns; each with one line in err.
 * Source: Mairal, Bach, Ponce & Sapiro 2010, JMLR 11, 19-60, algorithms 1 and 2. */
enum sb_status dict_learn_stream(const struct dict_stream *stream, size_t K,
                                 const struct dict_options *options, float *D,
                                 struct sb_error *err);

#endif
