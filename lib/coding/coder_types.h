/* coder_types.h: the declarations of coder.h for one element type. */
struct R(coder) {
    size_t K, m, ld;
    REAL unit;
    REAL *Dt, *G;
};

/* Room for K atoms of m values. SB_OK or SB_ENOMEM (nothing to free then). */
enum sb_status R(coder_alloc)(struct R(coder) *c, size_t K, size_t m);
void R(coder_free)(struct R(coder) *c);

/* Take the atoms D[K x m], all finite, and compute their Gram matrix. */
void R(coder_set)(struct R(coder) *c, const REAL *D);

/* Correlate signals X[n x m], n <= CODER_BLOCK, with all atoms:
 * out[s ld + k] = <x_s, d_k> / (units[s] c->unit), where units[s] is a power of two.
 * room: CODER_BLOCK * m elements to work in. */
void R(coder_correlate)(const struct R(coder) *c, const REAL *X, size_t n, REAL *room, REAL *out,
                        REAL *units);

/* sum (x_i / unit)^2 */
REAL R(sb_energy)(const REAL *x, size_t n, REAL unit);

/* A power of two near the largest magnitude of x[n]; 1 when that is neither
 * very large nor very small, so that usual data are used as they are. */
REAL R(sb_unit)(const REAL *x, size_t n);

/* True when none of the n values is NaN or infinite. */
bool R(sb_finite)(const REAL *x, size_t n);
