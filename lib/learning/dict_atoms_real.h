/* dict_atoms_real.h: dict_atoms.c for one element type. */

/* Divide x[n] by its norm; false when that is 0. */
static bool R(normalise)(REAL *x, size_t n)
{
    REAL unit = R(sb_unit)(x, n);
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += ((double)x[i] / (double)unit) * ((double)x[i] / (double)unit);
    if (!(sum > 0))
        return false;
    for (size_t i = 0; i < n; i++)
        x[i] = (REAL)(x[i] / unit / sqrt(sum));
    return true;
}

enum sb_status R(dict_start)(const REAL *X, size_t n, size_t m, size_t K, uint64_t seed, REAL *D)
{
    if (n == 0 || m == 0 || K == 0)
        return SB_EINVAL;
    if (!R(sb_finite)(X, n * m))
        return SB_ENONFINITE;
    size_t *order = sb_vector(n, sizeof *order);
    if (!order)
        return SB_ENOMEM;
    random_order(&seed, order, n);
    for (size_t k = 0; k < K; k++) {
        REAL *d = D + k * m;
        if (k < n)
            memcpy(d, X + order[k] * m, m * sizeof(REAL));
        if (k >= n || !R(normalise)(d, m)) {
            for (size_t i = 0; i < m; i++)
                d[i] = (REAL)random_normal(&seed);
            R(normalise)(d, m);
        }
    }
    free(order);
    return SB_OK;
}

enum sb_status R(dict_stats_alloc)(struct R(dict_stats) *s, size_t K, size_t m, const REAL *D)
{
    size_t wide = sb_padded(m);
    *s = (struct R(dict_stats)){.K = K, .m = m, .wide = wide};
    if (K > SIZE_MAX / wide || K > SIZE_MAX / K)
        return SB_ENOMEM;
    s->S = sb_vector(K * K, sizeof(REAL));
    s->B = sb_vector(K * wide, sizeof(REAL));
    s->D = sb_vector(K * wide, sizeof(REAL));
    s->g = sb_vector(wide, sizeof(REAL));
    s->coef = sb_vector(K, sizeof(REAL));
    s->id = sb_vector(K, sizeof(size_t));
    if (!s->S || !s->B || !s->D || !s->g || !s->coef || !s->id) {
        R(dict_stats_free)(s);
        return SB_ENOMEM;
    }
    for (size_t k = 0; k < K; k++) {
        memcpy(s->D + k * wide, D + k * m, m * sizeof(REAL));
        R(normalise)(s->D + k * wide, m);
    }
    return SB_OK;
}

void R(dict_stats_free)(struct R(dict_stats) *s)
{
    free(s->S);
    free(s->B);
    free(s->D);
    free(s->g);
    free(s->coef);
    free(s->id);
    *s = (struct R(dict_stats)){0};
}

struct R(adding) {
    struct R(dict_stats) *s;
    REAL keep;
    const REAL *X;
    size_t n;
    const struct R(sparse_codes) *codes;
};

static void R(add_rows)(size_t begin, size_t end, size_t thread, void *ctx)
{
    const struct R(adding) *job = ctx;
    struct R(dict_stats) *s = job->s;
    const struct R(kernels) *kernel = R(kernels_now)();
    (void)thread;
    for (size_t i = begin * s->K; i < end * s->K; i++)
        s->S[i] *= job->keep;
    for (size_t i = begin * s->wide; i < end * s->wide; i++)
        s->B[i] *= job->keep;
    for (size_t t = 0; t < job->n; t++) {
        const size_t *id = job->codes->id + t * s->K;
        const REAL *value = job->codes->value + t * s->K;
        for (size_t i = 0; i < job->codes->count[t]; i++) {
            if (id[i] < begin || id[i] >= end)
                continue;
            REAL *row = s->S + id[i] * s->K;
            for (size_t j = 0; j < job->codes->count[t]; j++)
                row[id[j]] += value[i] * value[j];
            kernel->axpy(value[i], job->X + t * s->wide, s->B + id[i] * s->wide, s->wide);
        }
    }
}

void R(dict_stats_add)(struct R(dict_stats) *s, REAL keep, const REAL *X, size_t n,
                       const struct R(sparse_codes) *codes)
{
    struct R(adding) job = {s, keep, X, n, codes};
    size_t piece = n * s->m < 16384 ? s->K : (s->K + 3) / 4;
    parallel_for(s->K, piece, R(add_rows), &job);
}

void R(dict_stats_improve)(struct R(dict_stats) *s)
{
    const struct R(kernels) *kernel = R(kernels_now)();
    for (size_t k = 0; k < s->K; k++) {
        const REAL *row = s->S + k * s->K;
        size_t others = 0;
        if (row[k] == 0)
            continue;
        for (size_t j = 0; j < s->K; j++) {
            s->id[others] = j;
            s->coef[others] = row[j];
            others += j != k && row[j] != 0;
        }
        kernel->minus_rows(s->g, s->B + k * s->wide, s->D, s->wide, s->id, s->coef, others,
                           s->wide);
        REAL norm2 = kernel->dot(s->g, s->g, s->wide);
        if (!(norm2 > 0) || !isfinite(norm2)) {
            if (!R(normalise)(s->g, s->m))
                continue;
            norm2 = 1;
        }
        REAL inverse = 1 / (REAL)sqrt((double)norm2);
        for (size_t i = 0; i < s->m; i++)
            s->D[k * s->wide + i] = s->g[i] * inverse;
    }
}

void R(dict_stats_atoms)(const struct R(dict_stats) *s, REAL *D)
{
    for (size_t k = 0; k < s->K; k++)
        memcpy(D + k * s->m, s->D + k * s->wide, s->m * sizeof(REAL));
}

enum sb_status R(dict_objective)(const REAL *X, size_t n, size_t m, const REAL *D, size_t K,
                                 double alpha, double *mean, double *on)
{
    struct R(coder) d;
    if (n == 0 || m == 0 || K == 0 || !(alpha >= 0))
        return SB_EINVAL;
    if (!R(sb_finite)(X, n * m) || !R(sb_finite)(D, K * m) || !isfinite(alpha))
        return SB_ENONFINITE;
    if (n > SIZE_MAX / K)
        return SB_ENOMEM;
    enum sb_status status = R(coder_alloc)(&d, K, m);
    if (status != SB_OK)
        return status;
    R(coder_set)(&d, D);
    struct R(sparse_codes) codes = {sb_vector(n, sizeof(size_t)), sb_vector(n * K, sizeof(size_t)),
                                    sb_vector(n * K, sizeof(REAL))};
    struct R(lasso_job) job = {.d = &d, .X = X, .lambda = (REAL)alpha, .tol = (REAL)OBJECTIVE_TOL,
                               .codes = &codes, .cost = sb_vector(n, sizeof(REAL))};
    bool room = codes.count && codes.id && codes.value && job.cost;
    status = room ? R(lasso_job_alloc)(&job) : SB_ENOMEM;
    if (status == SB_OK) {
        double cost = 0, count = 0;
        R(lasso_job_run)(&job, n);
        for (size_t t = 0; t < n; t++) {
            cost += (double)job.cost[t];
            count += (double)codes.count[t];
        }
        *mean = cost / (double)n;
        if (on)
            *on = count / (double)n;
        R(lasso_job_free)(&job);
    }
    free(codes.count);
    free(codes.id);
    free(codes.value);
    free(job.cost);
    R(coder_free)(&d);
    return status;
}
