/* kernels_lasso.h: the loops of coordinate descent. kernels.c includes it for each instruction set,
 * after kernels_pick.h. */

TARGET static size_t V(above)(const REAL *a, size_t n, REAL threshold, size_t *id)
{
    union {
        REAL value;
        REAL_INT bits;
    } least = {threshold};
    const V(ints) limit = (V(ints)){0} + least.bits;
    size_t found = 0;
    for (size_t j = 0; j < n; j += SB_LANES)
        for (uint64_t bits = V(more)(a + j, SB_LANES, limit); bits; bits &= bits - 1)
            id[found++] = j + (size_t)__builtin_ctzll(bits);
    return found;
}

/* Of positive numbers and negative ones, the bits compare with 0 like the numbers. */
TARGET static REAL V(off)(const REAL *q, const REAL *c, size_t n, REAL lambda)
{
    union {
        REAL value;
        REAL_INT bits;
    } price = {lambda}, most = {0};
    V(ints) worst = {0};
    for (size_t j = 0; j < n; j += LANES) {
        V(ints) on = (V(ints))(LOAD(c + j) != 0), sign = LOAD_BITS(c + j) & ~V(magnitude);
        V(vec) rest = LOAD(q + j) - (V(vec))((sign | price.bits) & on);
        V(vec) over = (V(vec))((V(ints))rest & V(magnitude)) - (V(vec))(price.bits & ~on);
        worst = V(larger)((V(ints))over, worst);
    }
    most.bits = V(largest_lane)(worst);
    return most.value;
}

/* Row by row, each of `wide` vectors that stay in registers until it is done. */
TARGET static inline __attribute__((always_inline)) size_t
V(solve_rows)(REAL *H, size_t ld, size_t k, REAL *b, const size_t wide)
{
    REAL *inverse = b + k;
    for (size_t i = 0; i < k; i++) {
        REAL *row = H + i * ld, value = b[i];
        V(vec) sum[8];
        for (size_t v = 0; v < wide; v++)
            sum[v] = LOAD(row + v * LANES);
        for (size_t j = 0; j < i; j++) {
            const REAL *pivot = H + j * ld, part = pivot[i] * inverse[j];
            for (size_t v = 0; v < wide; v++)
                sum[v] -= LOAD(pivot + v * LANES) * part;
            value -= part * b[j];
        }
        for (size_t v = 0; v < wide; v++)
            STORE(row + v * LANES, sum[v]);
        b[i] = value;
        /* b[k .. 2 k - 1] holds the diagonal as it was. */
        if (!(row[i] > 16 * REAL_EPS * b[k + i]))
            return i;
        inverse[i] = 1 / row[i];
    }
    return k;
}

/* The same with rows of any width. */
TARGET static size_t V(solve_wide)(REAL *H, size_t ld, size_t k, REAL *b)
{
    for (size_t j = 0; j < k; j++) {
        const REAL *pivot = H + j * ld;
        if (!(pivot[j] > 16 * REAL_EPS * b[k + j]))
            return j;
        REAL inverse = 1 / pivot[j];
        for (size_t i = j + 1; i < k; i++) {
            REAL part = pivot[i] * inverse;
            for (size_t c = i / LANES * LANES; c < k; c += LANES)
                STORE(H + i * ld + c, LOAD(H + i * ld + c) - LOAD(pivot + c) * part);
            b[i] -= part * b[j];
        }
    }
    return k;
}

TARGET static size_t V(solve)(REAL *H, size_t ld, size_t k, REAL *b)
{
    size_t done;
    switch ((k + LANES - 1) / LANES) {
#define CASE(w) \
    case w: done = V(solve_rows)(H, ld, k, b, w); break;
        CASE(1)
        CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8)
#undef CASE
            default : done = V(solve_wide)(H, ld, k, b);
    }
    if (done < k)
        return done;
    /* By columns: a sum over a row might be compiled to other roundings elsewhere. */
    for (size_t i = k; i-- > 0;) {
        b[i] /= H[i * ld + i];
        for (size_t r = 0; r < i; r++)
            b[r] -= H[r * ld + i] * b[i];
    }
    return k;
}

/* What one atom waits for the one before it to do is kept short: an atom that stays on with its
 * sign moves by (q - lambda sign(c)) / g, which needs nothing but q. */
TARGET static REAL V(sweep)(const REAL *G, size_t ld, size_t k, size_t n, REAL lambda, REAL skip,
                            const REAL *inverse, REAL *c, REAL *q)
{
    REAL moved = 0;
    for (size_t a = 0; a < k; a++) {
        const REAL *g = G + a * ld, now = c[a], here = q[a], z = here + now * g[a];
        REAL wanted = 0, change = -now;
        if (z > lambda) {
            change = now > 0 ? (here - lambda) * inverse[a] : (z - lambda) * inverse[a] - now;
            wanted = now + change;
        } else if (z < -lambda) {
            change = now < 0 ? (here + lambda) * inverse[a] : (z + lambda) * inverse[a] - now;
            wanted = now + change;
        } else if (now == 0) {
            continue;
        }
        REAL size = (change < 0 ? -change : change) * g[a];
        if (size > skip || wanted == 0) {
            c[a] = wanted;
            moved = size > moved ? size : moved;
            for (size_t j = 0; j < n; j += LANES)
                STORE(q + j, LOAD(q + j) - LOAD(g + j) * change);
        }
    }
    return moved;
}
