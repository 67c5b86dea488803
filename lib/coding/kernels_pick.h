/* kernels_pick.h: the loops of matching pursuit. kernels.c includes it for each instruction set. */

TARGET static inline __attribute__((always_inline)) V(ints) V(larger)(V(ints) a, V(ints) b)
{
#if VBYTES == 64
    return sizeof(REAL) == 4 ? (V(ints))_mm512_max_epi32((__m512i)a, (__m512i)b)
                             : (V(ints))_mm512_max_epi64((__m512i)a, (__m512i)b);
#elif VBYTES == 32
    if (sizeof(REAL) == 4)
        return (V(ints))_mm256_max_epi32((__m256i)a, (__m256i)b);
#endif
    V(ints) more = a > b;
    return (a & more) | (b & ~more);
}

/* A bit for each lane of a comparison. */
TARGET static inline __attribute__((always_inline)) uint64_t V(lanes)(V(ints) is)
{
#if VBYTES == 64
    return sizeof(REAL) == 4 ? _mm512_movepi32_mask((__m512i)is)
                             : _mm512_movepi64_mask((__m512i)is);
#elif VBYTES == 32
    return sizeof(REAL) == 4 ? (unsigned)_mm256_movemask_ps((__m256)is)
                             : (unsigned)_mm256_movemask_pd((__m256d)is);
#else
    uint64_t lanes = 0;
    for (unsigned l = 0; l < LANES; l++)
        lanes |= (uint64_t)is[l] & 1U << l;
    return lanes;
#endif
}

/* A bit for each of `count` elements, at most 64, whose magnitude is b. */
TARGET static inline __attribute__((always_inline)) uint64_t V(same)(const REAL *a,
                                                                     const size_t count, V(ints) b)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < count; i += LANES)
        bits |= V(lanes)((LOAD_BITS(a + i) & V(magnitude)) == b) << i;
    return bits;
}

/* The same for magnitudes above b. */
TARGET static inline __attribute__((always_inline)) uint64_t V(more)(const REAL *a,
                                                                     const size_t count, V(ints) b)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < count; i += LANES)
        bits |= V(lanes)((LOAD_BITS(a + i) & V(magnitude)) > b) << i;
    return bits;
}

TARGET static inline __attribute__((always_inline)) REAL_INT V(largest_lane)(V(ints) v)
{
    typedef REAL_INT few __attribute__((vector_size(16)));
    union {
        V(ints) all;
        few part[VBYTES / 16];
    } in = {v};
    few top = in.part[0];
    for (size_t i = 1; i < VBYTES / 16; i++) {
        few more = in.part[i] > top;
        top = (in.part[i] & more) | (top & ~more);
    }
    REAL_INT largest = top[0];
    for (size_t i = 1; i < 16 / sizeof(REAL); i++)
        largest = top[i] > largest ? top[i] : largest;
    return largest;
}

/* The first j < n for which |a_j| has the bits `top`. From the end, and without a branch that
 * depends on where it is. */
TARGET static inline __attribute__((always_inline)) size_t V(first_of)(const REAL *a, size_t n,
                                                                       REAL_INT top)
{
    const V(ints) wanted = (V(ints)){0} + top;
    size_t first = 0, j = n;
    for (uint64_t bits; j >= 64; j -= 64) {
        bits = V(same)(a + j - 64, 64, wanted);
        first = bits ? j - 64 + (size_t)__builtin_ctzll(bits) : first;
    }
    for (uint64_t bits; j > 0; j -= SB_LANES) {
        bits = V(same)(a + j - SB_LANES, SB_LANES, wanted);
        first = bits ? j - SB_LANES + (size_t)__builtin_ctzll(bits) : first;
    }
    return first;
}

/* One block, `wide` vectors from column j on. */
TARGET static inline __attribute__((always_inline)) V(ints)
    V(pick_block)(const struct R(pick) * p, const REAL *restrict g, const REAL *restrict rows,
                  REAL *restrict row, REAL *restrict q, size_t j, const size_t wide,
                  const bool moves, const bool least_squares)
{
    V(vec) sum[8], rest[8];
    for (size_t v = 0; v < wide; v++)
        rest[v] = LOAD(q + j + v * LANES);
    if (moves) {
        const REAL z = p->z;
        for (size_t v = 0; v < wide; v++)
            sum[v] = LOAD(g + j + v * LANES);
        for (size_t i = 0; i < p->k; i++)
            for (size_t v = 0; v < wide; v++)
                sum[v] -= LOAD(rows + i * p->stride + j + v * LANES) * p->coef[i];
        for (size_t v = 0; v < wide; v++) {
            STORE(row + j + v * LANES, sum[v]);
            rest[v] -= sum[v] * z;
            STORE(q + j + v * LANES, rest[v]);
        }
    }
    if (least_squares) {
        REAL *restrict mine = p->own, *restrict score = p->score;
        const REAL inverse = p->inverse, *restrict least = p->least;
        for (size_t v = 0; v < wide; v++) {
            V(vec) own = LOAD(mine + j + v * LANES);
            if (moves) {
                own -= sum[v] * sum[v] * inverse;
                STORE(mine + j + v * LANES, own);
            }
            V(ints) clear = (V(ints))(own > LOAD(least + j + v * LANES));
            rest[v] = (V(vec))((V(ints))(rest[v] * rest[v] / own) & clear);
            STORE(score + j + v * LANES, rest[v]);
        }
    }
    V(ints) top = (V(ints))rest[0] & V(magnitude);
    for (size_t v = 1; v < wide; v++)
        top = V(larger)((V(ints))rest[v] & V(magnitude), top);
    return top;
}

TARGET static inline __attribute__((always_inline)) size_t
V(pick_all)(const struct R(pick) * p, const bool moves, const bool least_squares)
{
    V(ints) top = {0};
    const size_t ld = p->ld;
    REAL *row = p->rows + p->k * p->stride;
    size_t j = 0;
#define BLOCKS(wide)                                  \
    for (; j + (wide)*LANES <= ld; j += (wide)*LANES) \
        top = V(larger)(                              \
            top, V(pick_block)(p, p->g, p->rows, row, p->q, j, wide, moves, least_squares));
    BLOCKS(8)
    BLOCKS(4)
    BLOCKS(1)
#undef BLOCKS
    return V(first_of)(least_squares ? p->score : p->q, ld, V(largest_lane)(top));
}

TARGET static size_t V(pick)(const struct R(pick) * p)
{
    if (!p->own)
        return p->g ? V(pick_all)(p, true, false) : V(pick_all)(p, false, false);
    return p->g ? V(pick_all)(p, true, true) : V(pick_all)(p, false, true);
}
