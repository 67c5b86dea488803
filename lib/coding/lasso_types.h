/* lasso_types.h: coding one signal at a time, for use inside the library. */
struct R(lasso_work) {
    size_t n;   /* atoms on */
    size_t *id; /* id[n]: which */
    REAL *c;    /* c[n]: their coefficients */
    REAL *rest; /* rest[ld]: <d_k, x - c D> of every atom */
    REAL *gap;  /* rest, with 0 for the atoms in */
    REAL *G, *q, *inverse;         /* see lasso_real.h */
    REAL *H, *b, *y, *diagonal;    /* see lasso_exact_real.h */
    size_t *place;
};

enum sb_status R(lasso_work_alloc)(struct R(lasso_work) *w, size_t K);
void R(lasso_work_free)(struct R(lasso_work) *w);

/* Code one signal from its correlations q0[ld] (coder_correlate), beginning with the
 * w->n atoms w->id and their coefficients w->c; the result is w->n, id, c and
 * rest, in the units of q0 and of the atoms in d. Some c may be 0. */
void R(lasso_solve)(const struct R(coder) *d, const REAL *q0, REAL lambda, REAL tol,
                    struct R(lasso_work) *w);

/* Codes of n signals without their zeros: signal t has count[t] atoms
 * id[t K + i] with the coefficients value[t K + i]. */
struct R(sparse_codes) {
    size_t *count, *id;
    REAL *value;
};

/* Many signals at once; outputs that are NULL are left out. */
struct R(lasso_job) {
    const struct R(coder) *d;
    const REAL *X; /* n x m */
    REAL lambda, tol;
    REAL *A;                       /* n x K */
    bool warm;                     /* A holds codes to begin with */
    struct R(sparse_codes) *codes; /* n signals */
    REAL *cost;                    /* n: 1/2 ||x - a D||^2 + lambda sum |a_k| */
    /* Set by lasso_job_alloc, for each thread: */
    size_t threads;
    struct R(lasso_work) *work;
    REAL **room;
};

/* Room for jobs with the dictionary job->d; then any number of runs. */
enum sb_status R(lasso_job_alloc)(struct R(lasso_job) *job);
void R(lasso_job_free)(struct R(lasso_job) *job);
void R(lasso_job_run)(struct R(lasso_job) *job, size_t n);
