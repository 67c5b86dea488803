#include "checkpoint.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "load/load.h"
#include "load/save_npy.h"
#include "mat.h"

/* The last row: which layout this is, the settings, where learning is, and a sum over all. */
enum { LAYOUT, ATOMS, VALUES, BATCH, ALPHA, MARK, SEED_LOW, SEED_HIGH, STEP, SUM, FIELDS };

static const double THIS_LAYOUT = 1;

static size_t columns(const struct checkpoint *c)
{
    size_t cols = 2 * c->m + c->K;
    return cols < FIELDS ? FIELDS : cols;
}

static void fill_settings(const struct checkpoint *c, double *row)
{
    row[LAYOUT] = THIS_LAYOUT;
    row[ATOMS] = (double)c->K;
    row[VALUES] = (double)c->m;
    row[BATCH] = (double)c->batch;
    row[ALPHA] = c->alpha;
    row[MARK] = c->mark;
    row[SEED_LOW] = (double)(c->seed & UINT32_MAX);
    row[SEED_HIGH] = (double)(c->seed >> 32);
}

/* CRC-32 of all rows but the sum's own field. */
static double check_sum(const double *rows, size_t K, size_t cols)
{
    const double *last = rows + K * cols;
    uLong sum = crc32(0, NULL, 0);
    for (size_t k = 0; k < K; k++)
        sum = crc32(sum, (const Bytef *)(rows + k * cols), (uInt)(cols * sizeof *rows));
    sum = crc32(sum, (const Bytef *)last, (uInt)(SUM * sizeof *rows));
    sum = crc32(sum, (const Bytef *)(last + SUM + 1), (uInt)((cols - SUM - 1) * sizeof *rows));
    return (double)sum;
}

enum sb_status checkpoint_write(const struct checkpoint *c, const struct dict_online_f *o,
                                struct sb_error *err)
{
    struct mat state;
    size_t cols = columns(c), shape[] = {c->K + 1, cols};
    if (mat_alloc(&state, c->K + 1, cols) != SB_OK)
        return sb_fail(err, SB_ENOMEM, "%s: no memory to write it", c->path);
    double *last = mat_row(&state, c->K);
    size_t step = dict_online_save_f(o, state.data, state.data + c->m, state.data + 2 * c->m, cols);
    fill_settings(c, last);
    last[STEP] = (double)step;
    last[SUM] = check_sum(state.data, c->K, cols);
    enum sb_status status = save_npy(c->path, 2, shape, state.data, err);
    mat_free(&state);
    return status;
}

static enum sb_status check(const struct checkpoint *c, const struct array *a, struct sb_error *err)
{
    static const struct {
        int field;
        const char *what;
    } settings[] = {{ATOMS, "number of atoms"},
                    {VALUES, "number of values in a signal"},
                    {BATCH, "minibatch"},
                    {ALPHA, "alpha"},
                    {SEED_LOW, "seed"},
                    {SEED_HIGH, "seed"},
                    {MARK, "data"}};
    double wanted[FIELDS];
    fill_settings(c, wanted);
    if (a->ndim != 2 || a->shape[0] < 2 || a->shape[1] < FIELDS)
        return sb_fail(err, SB_EFORMAT, "%s: is no checkpoint; give another name, or remove it",
                       c->path);
    size_t rows = a->shape[0], cols = a->shape[1];
    const double *last = a->data + (rows - 1) * cols;
    if (last[LAYOUT] != THIS_LAYOUT)
        return sb_fail(err, SB_EFORMAT, "%s: is no checkpoint; give another name, or remove it",
                       c->path);
    if (last[SUM] != check_sum(a->data, rows - 1, cols))
        return sb_fail(err, SB_EFORMAT, "%s: is damaged; remove it and begin again", c->path);
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (last[settings[i].field] != wanted[settings[i].field])
            return sb_fail(err, SB_EFORMAT,
                           "%s: is of a run with another %s; give another name, or remove it",
                           c->path, settings[i].what);
    if (rows != c->K + 1 || cols != columns(c))
        return sb_fail(err, SB_EFORMAT, "%s: is damaged; remove it and begin again", c->path);
    return SB_OK;
}

enum sb_status checkpoint_read(const struct checkpoint *c, struct dict_online_f *o, size_t *step,
                               struct sb_error *err)
{
    struct stat st;
    struct array a;
    *step = 0;
    if (stat(c->path, &st) != 0 && errno == ENOENT)
        return SB_OK;
    enum sb_status status = load_npy(c->path, &a, err);
    if (status != SB_OK)
        return status;
    status = check(c, &a, err);
    if (status == SB_OK) {
        size_t cols = a.shape[1];
        *step = (size_t)a.data[c->K * cols + STEP];
        dict_online_restore_f(o, *step, a.data, a.data + c->m, a.data + 2 * c->m, cols);
    }
    array_free(&a);
    return status;
}
