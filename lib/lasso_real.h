/* lasso_real.h: lasso.c for one element type. */

enum sb_status R(lasso_work_alloc)(struct R(lasso_work) *w, size_t K)
{
    size_t ld = sb_padded(K);
    *w = (struct R(lasso_work)){
        .id = sb_vector(ld, sizeof(size_t)),
        .c = sb_vector(ld, sizeof(REAL)),
        .rest = sb_vector(ld, sizeof(REAL)),
        .G = ld <= SIZE_MAX / ld ? sb_vector(ld * ld, sizeof(REAL)) : NULL,
        .q = sb_vector(ld, sizeof(REAL)),
        .inverse = sb_vector(ld, sizeof(REAL)),
        .in = sb_vector(ld, 1),
    };
    if (w->id && w->c && w->rest && w->G && w->q && w->inverse && w->in)
        return SB_OK;
    R(lasso_work_free)(w);
    return SB_ENOMEM;
}

void R(lasso_work_free)(struct R(lasso_work) *w)
{
    free(w->id);
    free(w->c);
    free(w->rest);
    free(w->G);
    free(w->q);
    free(w->inverse);
    free(w->in);
    *w = (struct R(lasso_work)){0};
}

/* Largest |rest| of an atom that is not in. */
static REAL R(top_outside)(const struct R(coder) *d, const struct R(lasso_work) *w)
{
    REAL top = 0;
    for (size_t k = 0; k < d->K; k++) {
        REAL v = w->rest[k] < 0 ? -w->rest[k] : w->rest[k];
        v = w->in[k] ? 0 : v;
        top = v > top ? v : top;
    }
    return top;
}

/* Let in the atoms above a threshold, and extend the small Gram matrix of those in. */
static void R(admit)(const struct R(coder) *d, struct R(lasso_work) *w, REAL threshold)
{
    size_t before = w->n;
    for (size_t k = 0; k < d->K; k++) {
        REAL g = d->G[k * d->ld + k], v = w->rest[k] < 0 ? -w->rest[k] : w->rest[k];
        if (v <= threshold || w->in[k] || g < (REAL_EPS > 1e-10 ? (REAL)FLT_MIN : (REAL)DBL_MIN))
            continue;
        w->in[k] = 1;
        w->id[w->n] = k;
        w->c[w->n] = 0;
        w->q[w->n] = w->rest[k];
        w->inverse[w->n++] = 1 / g;
    }
    size_t padded = sb_padded(w->n);
    for (size_t a = 0; a < w->n; a++) {
        const REAL *from = d->G + w->id[a] * d->ld;
        REAL *to = w->G + a * d->ld;
        for (size_t b = a < before ? before : 0; b < w->n; b++)
            to[b] = from[w->id[b]];
        for (size_t b = w->n; b < padded; b++)
            to[b] = 0;
    }
    for (size_t b = w->n; b < padded; b++)
        w->q[b] = 0;
}

/* Make rest exact again, and the part of it that the sweeps keep up to date. */
static void R(refresh)(const struct R(coder) *d, const REAL *q0, struct R(lasso_work) *w)
{
    R(kernels_now)()->minus_rows(w->rest, q0, d->G, d->ld, w->id, w->c, w->n, d->ld);
    for (size_t a = 0; a < w->n; a++)
        w->q[a] = w->rest[w->id[a]];
}

/* Let in the atoms that the code begins with. */
static void R(begin_with)(const struct R(coder) *d, const REAL *q0, struct R(lasso_work) *w)
{
    size_t given = w->n;
    memset(w->in, 0, d->ld);
    memset(w->rest, 0, d->ld * sizeof(REAL));
    w->n = 0;
    for (size_t a = 0; a < given; a++)
        w->rest[w->id[a]] = w->c[a];
    R(admit)(d, w, 0);
    for (size_t a = 0; a < w->n; a++)
        w->c[a] = w->q[a];
    R(refresh)(d, q0, w);
}

void R(lasso_solve)(const struct R(coder) *d, const REAL *q0, REAL lambda, REAL tol,
                    struct R(lasso_work) *w)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    size_t first = kernel->argmax_abs(q0, d->ld);
    REAL top = q0[first] < 0 ? -q0[first] : q0[first];
    REAL slack = tol * (lambda > (REAL)1e-6 * top ? lambda : (REAL)1e-6 * top);
    bool settled = w->n == 0;
    R(begin_with)(d, q0, w);
    for (int round = 0; round < MOST_ROUNDS; round++) {
        top = R(top_outside)(d, w);
        bool more = top > lambda + slack;
        if (!more && settled)
            return;
        if (more) {
            REAL part = (REAL)0.55 * top;
            R(admit)(d, w, part > lambda + slack ? part : lambda + slack);
        }
        size_t padded = sb_padded(w->n);
        settled = false;
        for (int s = 0; s < (more ? SWEEPS_BETWEEN : SWEEPS_AT_END) && !settled; s++)
            settled = kernel->sweep(w->G, d->ld, w->n, padded, lambda, slack / 16, w->inverse,
                                    w->c, w->q) <= slack;
        R(refresh)(d, q0, w);
    }
}

/* Hand over the code in w of signal t, whose correlations are q0. */
static void R(lasso_store)(const struct R(lasso_job) *job, size_t t, const REAL *q0, REAL unit,
                           const struct R(lasso_work) *w)
{
    const struct R(coder) *d = job->d;
    const REAL *x = job->X + t * d->m;
    REAL back = unit / d->unit, energy = 0, gain = 0;
    size_t on = 0;
    if (job->A)
        memset(job->A + t * d->K, 0, d->K * sizeof(REAL));
    for (size_t i = 0; i < w->n; i++) {
        REAL c = w->c[i];
        size_t k = w->id[i];
        if (c == 0)
            continue;
        gain += c * (q0[k] + w->rest[k]) / 2 - (c < 0 ? -c : c) * (job->lambda / unit / d->unit);
        if (job->A)
            job->A[t * d->K + k] = c * back;
        if (job->codes) {
            job->codes->id[t * d->K + on] = k;
            job->codes->value[t * d->K + on++] = c * back;
        }
    }
    if (job->codes)
        job->codes->count[t] = on;
    if (job->cost) {
        for (size_t i = 0; i < d->m; i++)
            energy += (x[i] / unit) * (x[i] / unit);
        job->cost[t] = (energy / 2 - gain) * unit * unit;
    }
}

static void R(lasso_block)(size_t begin, size_t end, size_t thread, void *ctx)
{
    const struct R(lasso_job) *job = ctx;
    const struct R(coder) *d = job->d;
    struct R(lasso_work) *w = &job->work[thread];
    REAL *q0 = job->room[thread], units[CODER_BLOCK];
    R(coder_correlate)(d, job->X + begin * d->m, end - begin, q0 + CODER_BLOCK * d->ld, q0, units);
    for (size_t t = begin; t < end; t++, q0 += d->ld) {
        REAL unit = units[t - begin];
        w->n = 0;
        for (size_t k = 0; job->warm && k < d->K; k++) {
            w->id[w->n] = k;
            w->c[w->n] = job->A[t * d->K + k] / unit * d->unit;
            w->n += w->c[w->n] != 0;
        }
        R(lasso_solve)(d, q0, job->lambda / unit / d->unit, job->tol, w);
        R(lasso_store)(job, t, q0, unit, w);
    }
}

enum sb_status R(lasso_job_alloc)(struct R(lasso_job) *job)
{
    const struct R(coder) *d = job->d;
    job->threads = parallel_threads();
    job->work = calloc(job->threads, sizeof *job->work);
    job->room = calloc(job->threads, sizeof *job->room);
    enum sb_status status = job->work && job->room ? SB_OK : SB_ENOMEM;
    for (size_t t = 0; t < job->threads && status == SB_OK; t++) {
        status = R(lasso_work_alloc)(&job->work[t], d->K);
        job->room[t] = sb_vector(CODER_BLOCK * (d->m + d->ld), sizeof(REAL));
        if (!job->room[t])
            status = SB_ENOMEM;
    }
    if (status != SB_OK)
        R(lasso_job_free)(job);
    return status;
}

void R(lasso_job_free)(struct R(lasso_job) *job)
{
    for (size_t t = 0; t < job->threads; t++) {
        if (job->work)
            R(lasso_work_free)(&job->work[t]);
        if (job->room)
            free(job->room[t]);
    }
    free(job->work);
    free(job->room);
    job->work = NULL;
    job->room = NULL;
}

void R(lasso_job_run)(struct R(lasso_job) *job, size_t n)
{
    parallel_for(n, CODER_BLOCK, R(lasso_block), job);
}

enum sb_status R(lasso_codes)(const REAL *X, size_t n, size_t m, const REAL *D, size_t K,
                              REAL lambda, REAL tol, REAL *A)
{
    struct R(coder) d;
    if (m == 0 || K == 0 || !(lambda >= 0) || !(tol > 0))
        return SB_EINVAL;
    if (!R(sb_finite)(X, n * m) || !R(sb_finite)(D, K * m) || !isfinite(lambda))
        return SB_ENONFINITE;
    enum sb_status status = R(coder_alloc)(&d, K, m);
    if (status != SB_OK)
        return status;
    R(coder_set)(&d, D);
    struct R(lasso_job) job = {.d = &d, .X = X, .lambda = lambda, .tol = tol, .A = A};
    status = R(lasso_job_alloc)(&job);
    if (status == SB_OK) {
        R(lasso_job_run)(&job, n);
        R(lasso_job_free)(&job);
    }
    R(coder_free)(&d);
    return status;
}
