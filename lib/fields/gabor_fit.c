#include <lapacke.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "gabor.h"
#include "mat.h"
#include "parallel.h"

/* The parameters of the search: position and shape, then the two linear ones
 * (the weights of the even and the odd wave). Positive ones as logarithms. */
enum { ROW, COL, THETA, LOG_F, LOG_WAVE, LOG_BAR, EVEN, ODD, PARAMETERS };

enum { PEAKS = 4, MOST_STEPS = 100 };

static const double PI = 3.14159265358979323846;
static const double MOST_FREQUENCY = 0.7;
static const double LEAST_WIDTH = 0.4;
/* The search ends when a step gains less than this part of the error. */
static const double GAIN = 1e-7;

struct search {
    const double *patch;
    size_t side;
    double p[PARAMETERS];
    double error; /* squared */
    double H[PARAMETERS * PARAMETERS], slope[PARAMETERS];
};

/* What all pixels share: the wave's direction, 1 / widths, 2 pi frequency. */
struct shape {
    double row, col, cosine, sine, wave, bar, turn;
};

static struct shape shape_of(const double *p)
{
    return (struct shape){.row = p[ROW],
                          .col = p[COL],
                          .cosine = cos(p[THETA]),
                          .sine = sin(p[THETA]),
                          .wave = exp(-p[LOG_WAVE]),
                          .bar = exp(-p[LOG_BAR]),
                          .turn = 2 * PI * exp(p[LOG_F])};
}

/* The even and odd wave at one pixel, and where the pixel is. */
struct pixel {
    double x, y, even, odd;
};

static struct pixel pixel_at(const struct shape *s, size_t r, size_t c)
{
    double u = (double)c - s->col, v = (double)r - s->row;
    struct pixel q = {.x = u * s->cosine + v * s->sine, .y = v * s->cosine - u * s->sine};
    double a = q.x * s->wave, b = q.y * s->bar;
    double window = exp(-(a * a + b * b) / 2), angle = s->turn * q.x;
    q.even = window * cos(angle);
    q.odd = window * sin(angle);
    return q;
}

static double squared_error(const struct search *s, const double *p)
{
    struct shape shape = shape_of(p);
    double sum = 0;
    for (size_t r = 0; r < s->side; r++)
        for (size_t c = 0; c < s->side; c++) {
            struct pixel q = pixel_at(&shape, r, c);
            double e = s->patch[r * s->side + c] - p[EVEN] * q.even - p[ODD] * q.odd;
            sum += e * e;
        }
    return sum;
}

/* The best weights of the two waves for a given position and shape. */
static void best_weights(struct search *s)
{
    struct shape shape = shape_of(s->p);
    double ee = 0, eo = 0, oo = 0, de = 0, dodd = 0;
    for (size_t r = 0; r < s->side; r++)
        for (size_t c = 0; c < s->side; c++) {
            struct pixel q = pixel_at(&shape, r, c);
            double d = s->patch[r * s->side + c];
            ee += q.even * q.even;
            eo += q.even * q.odd;
            oo += q.odd * q.odd;
            de += d * q.even;
            dodd += d * q.odd;
        }
    double ridge = 1e-9 * (ee + oo) + 1e-300;
    double det = (ee + ridge) * (oo + ridge) - eo * eo;
    s->p[EVEN] = (de * (oo + ridge) - dodd * eo) / det;
    s->p[ODD] = (dodd * (ee + ridge) - de * eo) / det;
    s->error = squared_error(s, s->p);
}

/* H = J^T J and slope = J^T (patch - g), J the derivatives of g by the parameters. */
static void derivatives(struct search *s)
{
    const double *p = s->p;
    struct shape o = shape_of(p);
    double wave2 = o.wave * o.wave, bar2 = o.bar * o.bar;
    memset(s->H, 0, sizeof s->H);
    memset(s->slope, 0, sizeof s->slope);
    for (size_t r = 0; r < s->side; r++)
        for (size_t c = 0; c < s->side; c++) {
            struct pixel q = pixel_at(&o, r, c);
            double g = p[EVEN] * q.even + p[ODD] * q.odd;
            double wave = o.turn * (p[ODD] * q.even - p[EVEN] * q.odd);
            double gx = wave - q.x * wave2 * g, gy = -q.y * bar2 * g;
            const double J[PARAMETERS] = {[ROW] = -o.sine * gx - o.cosine * gy,
                                          [COL] = o.sine * gy - o.cosine * gx,
                                          [THETA] = q.y * gx - q.x * gy,
                                          [LOG_F] = wave * q.x,
                                          [LOG_WAVE] = q.x * q.x * wave2 * g,
                                          [LOG_BAR] = q.y * q.y * bar2 * g,
                                          [EVEN] = q.even,
                                          [ODD] = q.odd};
            double e = s->patch[r * s->side + c] - g;
            for (int i = 0; i < PARAMETERS; i++) {
                s->slope[i] += J[i] * e;
                for (int j = 0; j <= i; j++)
                    s->H[i * PARAMETERS + j] += J[i] * J[j];
            }
        }
}

static double within(double x, double lo, double hi)
{
    return x < lo ? lo : x > hi ? hi : x;
}

/* One step with damping; false when no such step exists. Row-major lower is
 * LAPACK's column-major upper. */
static bool step(const struct search *s, double damping, double *p)
{
    double H[PARAMETERS * PARAMETERS], side = (double)s->side;
    memcpy(H, s->H, sizeof H);
    memcpy(p, s->slope, sizeof s->slope);
    for (int i = 0; i < PARAMETERS; i++)
        H[i * PARAMETERS + i] += damping * H[i * PARAMETERS + i] + 1e-12;
    if (LAPACKE_dposv(LAPACK_COL_MAJOR, 'U', PARAMETERS, 1, H, PARAMETERS, p, PARAMETERS) != 0)
        return false;
    for (int i = 0; i < PARAMETERS; i++)
        p[i] += s->p[i];
    p[ROW] = within(p[ROW], -1, side);
    p[COL] = within(p[COL], -1, side);
    p[LOG_F] = within(p[LOG_F], log(1 / (2 * side)), log(MOST_FREQUENCY));
    p[LOG_WAVE] = within(p[LOG_WAVE], log(LEAST_WIDTH), log(side));
    p[LOG_BAR] = within(p[LOG_BAR], log(LEAST_WIDTH), log(side));
    return true;
}

static void descend(struct search *s)
{
    double damping = 1e-2;
    for (int i = 0; i < MOST_STEPS; i++) {
        double p[PARAMETERS], gained = -1;
        derivatives(s);
        for (; gained < 0 && damping < 1e8; damping *= 8)
            if (step(s, damping, p))
                gained = s->error - squared_error(s, p);
        if (gained < 0)
            return;
        memcpy(s->p, p, sizeof p);
        s->error -= gained;
        damping /= 100;
        if (gained <= GAIN * s->error)
            return;
    }
}

/* Power of the patch at frequency (fr, fc), cycles per pixel along rows and columns. */
static double power_at(const double *patch, size_t side, double fr, double fc)
{
    double re = 0, im = 0;
    for (size_t r = 0; r < side; r++)
        for (size_t c = 0; c < side; c++) {
            double angle = 2 * PI * (fr * (double)r + fc * (double)c);
            re += patch[r * side + c] * cos(angle);
            im += patch[r * side + c] * sin(angle);
        }
    return re * re + im * im;
}

struct peak {
    double power, fr, fc;
};

/* The PEAKS strongest local maxima of the spectrum, on a grid of 1 / (2 side). */
static void spectral_peaks(const double *patch, size_t side, double *power, struct peak *peak)
{
    size_t n = side + 1, columns = 2 * side + 1;
    double unit = 1 / (2 * (double)side);
    memset(peak, 0, PEAKS * sizeof *peak);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < columns; j++)
            power[i * columns + j] = power_at(patch, side, (double)i * unit,
                                              ((double)j - (double)side) * unit);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < columns; j++) {
            struct peak q = {power[i * columns + j], (double)i * unit,
                             ((double)j - (double)side) * unit};
            bool top = q.fr != 0 || q.fc > 0; /* of f and -f one is enough, 0 is no wave */
            for (size_t a = i > 0 ? i - 1 : 0; a <= i + 1 && a < n; a++)
                for (size_t b = j > 0 ? j - 1 : 0; b <= j + 1 && b < columns; b++)
                    top = top && power[a * columns + b] <= q.power;
            for (size_t k = 0; top && k < PEAKS; k++)
                if (q.power > peak[k].power) {
                    struct peak swap = peak[k];
                    peak[k] = q;
                    q = swap;
                }
        }
}

/* Where the patch's energy is, and how far it spreads. */
static void energy_centre(const double *patch, size_t side, double *row, double *col,
                          double *spread)
{
    double sum = 0, sr = 0, sc = 0, s2 = 0;
    for (size_t i = 0; i < side * side; i++) {
        double e = patch[i] * patch[i], r = (double)(i / side), c = (double)(i % side);
        sum += e;
        sr += e * r;
        sc += e * c;
        s2 += e * (r * r + c * c);
    }
    *row = sr / sum;
    *col = sc / sum;
    *spread = sqrt(fmax(s2 / sum - *row * *row - *col * *col, 0.5));
}

static struct gabor from_parameters(const double *p)
{
    struct gabor g = {.row = p[ROW],
                      .col = p[COL],
                      .theta = fmod(p[THETA], PI),
                      .frequency = exp(p[LOG_F]),
                      .width_wave = exp(p[LOG_WAVE]),
                      .width_bar = exp(p[LOG_BAR]),
                      .amplitude = hypot(p[EVEN], p[ODD]),
                      .phase = atan2(-p[ODD], p[EVEN])};
    double turned = p[THETA] - g.theta;
    if (g.theta < 0) {
        g.theta += PI;
        turned -= PI;
    }
    /* Half a turn of the wave's direction turns the sign of its odd part. */
    if (fmod(round(fabs(turned) / PI), 2) == 1)
        g.phase = -g.phase;
    return g;
}

/* The best fit from all starts, to a patch of magnitudes up to 1; power: workspace for its
 * spectrum. */
static struct gabor search_all(const double *patch, size_t side, double total, double *power)
{
    struct gabor fit = {0};
    struct peak peak[PEAKS];
    double row, col, spread, best = INFINITY;
    energy_centre(patch, side, &row, &col, &spread);
    spectral_peaks(patch, side, power, peak);
    for (int start = 0; start < 2 * PEAKS; start++) {
        const struct peak *q = &peak[start / 2];
        double width = log(within(spread * (start % 2 ? 0.35 : 0.8), 0.6, (double)side));
        if (q->power == 0)
            continue;
        struct search s = {.patch = patch,
                           .side = side,
                           .p = {[ROW] = row,
                                 [COL] = col,
                                 [THETA] = atan2(q->fr, q->fc),
                                 [LOG_F] = log(hypot(q->fr, q->fc)),
                                 [LOG_WAVE] = width,
                                 [LOG_BAR] = width}};
        best_weights(&s);
        descend(&s);
        if (s.error < best) {
            best = s.error;
            fit = from_parameters(s.p);
            fit.r2 = 1 - best / total;
        }
    }
    return fit;
}

enum sb_status gabor_fit(const double *patch, size_t side, struct gabor *fit)
{
    if (side < 3)
        return SB_EINVAL;
    if (!all_finite(patch, side * side))
        return SB_ENONFINITE;
    size_t n = side * side;
    double *workspace = calloc(n + (side + 1) * (2 * side + 1), sizeof *workspace);
    if (!workspace)
        return SB_ENOMEM;
    double top = 0, mean = 0, total = 0;
    for (size_t i = 0; i < n; i++)
        top = fmax(top, fabs(patch[i]));
    for (size_t i = 0; i < n; i++) {
        workspace[i] = top > 0 ? patch[i] / top : 0;
        mean += workspace[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++)
        total += (workspace[i] - mean) * (workspace[i] - mean);
    if (total > 1e-24 * (double)n) {
        *fit = search_all(workspace, side, total, workspace + n);
        fit->amplitude *= top;
    } else { /* a constant patch has no waves to fit */
        *fit = (struct gabor){.frequency = 1 / (2 * (double)side),
                              .width_wave = (double)side,
                              .width_bar = (double)side,
                              .r2 = NAN};
    }
    free(workspace);
    return SB_OK;
}

struct fits {
    const double *atoms;
    size_t side;
    struct gabor *fit;
    atomic_int status;
};

static void fit_some(size_t begin, size_t end, size_t thread, void *ctx)
{
    struct fits *job = ctx;
    (void)thread;
    for (size_t k = begin; k < end; k++) {
        enum sb_status status = gabor_fit(job->atoms + k * job->side * job->side, job->side,
                                          &job->fit[k]);
        if (status != SB_OK)
            atomic_store(&job->status, (int)status);
    }
}

enum sb_status gabor_fit_all(const double *atoms, size_t K, size_t side, struct gabor *fit)
{
    struct fits job = {atoms, side, fit, SB_OK};
    parallel_for(K, 1, fit_some, &job);
    return (enum sb_status)atomic_load(&job.status);
}

bool gabor_determined(const struct gabor *g, size_t side)
{
    static const double INSIDE = 1.01; /* a search that stops at a limit may end just short of it */
    double size = (double)side;
    return g->row > INSIDE - 2 && g->row < size - INSIDE + 1 && g->col > INSIDE - 2 &&
           g->col < size - INSIDE + 1 && g->frequency > INSIDE / (2 * size) &&
           g->frequency < MOST_FREQUENCY / INSIDE &&
           fmin(g->width_wave, g->width_bar) > LEAST_WIDTH * INSIDE &&
           fmax(g->width_wave, g->width_bar) < size / INSIDE;
}
