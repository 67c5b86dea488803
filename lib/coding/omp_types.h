/* omp_types.h: the declarations of omp.h for one element type. */

/* What omp_single writes, in arrays of the caller's, k = options->k. Entries behind
 * the atoms found are 0. */
struct R(omp_code) {
    size_t found;    /* how many were picked, at most k */
    size_t *support; /* support[k]: which, in order of picking */
    REAL *h;         /* h[k]: their weights */
    REAL intercept;  /* 0 without */
    REAL *rest;      /* NULL, or rest[k]: ||residual||^2 after each pick */
    REAL *path;      /* NULL, or path[k x k]: row i has the i + 1 weights after pick i */
};
