#include "covariance.h"

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "coding/coder.h"
#include "parallel.h"

enum {
    CACHED = 1 << 16, /* values centred together: what the second cache holds */
    FEW = 64,         /* rows that a thread centres at a time */
    COLUMNS = 12      /* of G that a thread sums at a time */
};

struct scatter {
    const double *X;
    size_t n, m, ld;
    size_t first, rows, most; /* the block: `rows` <= most rows from `first` on */
    double scale;             /* 1 / unit */
    double *start, *shift;    /* m: Z = (scale x - start) - shift, start = scale (the first row) */
    double *Z;                /* most x ld: the block, shifted */
    double *sums, *total;     /* of Z's rows: of each FEW rows in the block; m: in all */
    double *G, *top;          /* top: of each thread, the largest |x| it has seen */
    atomic_bool nonfinite;
};

static void shift_rows(size_t begin, size_t end, size_t thread, void *ctx)
{
    struct scatter *c = ctx;
    const double *x = c->X + (c->first + begin) * c->m, *restrict start = c->start;
    double *restrict sum = c->sums + begin / FEW * c->m, *restrict z = c->Z + begin * c->ld;
    double top = kernels_now()->top_abs(x, (end - begin) * c->m);
    if (!isfinite(top))
        atomic_store(&c->nonfinite, true);
    else if (top > c->top[thread])
        c->top[thread] = top;
    memset(sum, 0, c->m * sizeof *sum);
    for (size_t i = begin; i < end; i++, x += c->m, z += c->ld)
        for (size_t j = 0; j < c->m; j++) {
            z[j] = (c->scale * x[j] - start[j]) - c->shift[j];
            sum[j] += z[j];
        }
}

static void multiply_columns(size_t begin, size_t end, size_t thread, void *ctx)
{
    struct scatter *c = ctx;
    (void)thread;
    kernels_now()->gram(c->Z, c->ld, c->rows, begin, end, c->G);
}

/* Z and its sums; returns false when X holds NaN or infinity there. */
static bool shift_block(struct scatter *c, size_t first)
{
    c->first = first;
    c->rows = c->n - first < c->most ? c->n - first : c->most;
    parallel_for(c->rows, FEW, shift_rows, c);
    for (size_t piece = 0; piece * FEW < c->rows; piece++)
        for (size_t j = 0; j < c->m; j++)
            c->total[j] += c->sums[piece * c->m + j];
    return !atomic_load(&c->nonfinite);
}

/* One pass over X: G, and in total how far the mean is from the shift. */
static bool pass(struct scatter *c)
{
    bool finite = true;
    memset(c->total, 0, c->m * sizeof *c->total);
    memset(c->G, 0, c->m * c->ld * sizeof *c->G);
    for (size_t first = 0; first < c->n && finite; first += c->most) {
        finite = shift_block(c, first);
        parallel_for(c->m, COLUMNS, multiply_columns, c);
    }
    for (size_t j = 0; j < c->m; j++)
        c->total[j] /= (double)c->n;
    return finite;
}

/* A pass whose shift is the mean of the first block. */
static bool first_pass(struct scatter *c, double unit)
{
    c->scale = 1 / unit;
    for (size_t j = 0; j < c->m; j++)
        c->start[j] = c->scale * c->X[j];
    memset(c->shift, 0, c->m * sizeof *c->shift);
    memset(c->total, 0, c->m * sizeof *c->total);
    shift_block(c, 0);
    for (size_t j = 0; j < c->m; j++)
        c->shift[j] = c->total[j] / (double)c->rows;
    return pass(c);
}

/* Is the mean within half a standard deviation of the shift? Then G loses no digit worth the name
 * when it is put right. */
static bool near_mean(const struct scatter *c)
{
    for (size_t j = 0; j < c->m; j++) {
        double square = (double)c->n * c->total[j] * c->total[j];
        if (square > (c->G[j * c->ld + j] - square) / 4)
            return false;
    }
    return true;
}

static enum sb_status passes(struct scatter *c, size_t threads, double *unit)
{
    double top = 0;
    *unit = 1;
    if (!first_pass(c, 1))
        return SB_ENONFINITE;
    for (size_t t = 0; t < threads; t++)
        top = c->top[t] > top ? c->top[t] : top;
    if (sb_unit(&top, 1) != 1) {
        *unit = sb_unit(&top, 1);
        first_pass(c, *unit);
    }
    if (!near_mean(c)) {
        for (size_t j = 0; j < c->m; j++)
            c->shift[j] += c->total[j];
        pass(c);
    }
    for (size_t s = 0; s < c->m; s++)
        for (size_t j = s; j < c->m; j++)
            c->G[s * c->ld + j] -= (double)c->n * c->total[s] * c->total[j];
    return SB_OK;
}

enum sb_status covariance(const double *X, size_t n, size_t m, double *G, double *unit)
{
    size_t threads = parallel_threads(), ld = sb_padded(m);
    struct scatter c = {.X = X, .n = n, .m = m, .ld = ld, .G = G, .most = CACHED / ld};
    c.most = c.most < FEW ? FEW : c.most / FEW * FEW;
    c.start = sb_vector(3 * m, sizeof(double));
    c.Z = sb_vector(c.most * ld, sizeof(double));
    c.sums = sb_vector(c.most / FEW * m, sizeof(double));
    c.top = sb_vector(threads, sizeof(double));
    enum sb_status status = c.start && c.Z && c.sums && c.top ? SB_OK : SB_ENOMEM;
    if (status == SB_OK) {
        c.shift = c.start + m;
        c.total = c.shift + m;
        status = passes(&c, threads, unit);
    }
    free(c.start);
    free(c.Z);
    free(c.sums);
    free(c.top);
    return status;
}
