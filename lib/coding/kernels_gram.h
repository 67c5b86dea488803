/* kernels_gram.h: products of the columns of a matrix. kernels.c includes it for each instruction
 * set. */

/* One block: `nx` <= BLOCK columns from a on with `wide` <= WIDE vectors of columns from b on. */
TARGET static inline __attribute__((always_inline)) void V(gram_block)(const REAL *a, const REAL *b,
                                                                       size_t ld, size_t rows,
                                                                       REAL *G, const size_t nx,
                                                                       const size_t wide)
{
    V(vec) sum[BLOCK][WIDE];
    for (size_t s = 0; s < nx; s++)
        for (size_t v = 0; v < wide; v++)
            sum[s][v] = (V(vec)){0};
    for (size_t i = 0; i < rows; i++, a += ld, b += ld) {
        V(vec) d[WIDE];
        for (size_t v = 0; v < wide; v++)
            d[v] = LOAD(b + v * LANES);
        for (size_t s = 0; s < nx; s++)
            for (size_t v = 0; v < wide; v++)
                sum[s][v] += d[v] * a[s];
    }
    for (size_t s = 0; s < nx; s++)
        for (size_t v = 0; v < wide; v++)
            STORE(G + s * ld + v * LANES, LOAD(G + s * ld + v * LANES) + sum[s][v]);
}

TARGET static inline __attribute__((always_inline)) void
V(gram_rows)(const REAL *Z, size_t ld, size_t rows, size_t begin, size_t end, REAL *G)
{
    const size_t step = (size_t)(WIDE * LANES);
    for (size_t s = begin; s < end;) {
        const size_t nx = end - s >= BLOCK ? BLOCK : 1;
        for (size_t j = s / step * step; j < ld; j += step) {
            const bool full = j + step <= ld;
            if (nx == BLOCK && full)
                V(gram_block)(Z + s, Z + j, ld, rows, G + s * ld + j, BLOCK, WIDE);
            else if (nx == BLOCK)
                V(gram_block)(Z + s, Z + j, ld, rows, G + s * ld + j, BLOCK, 1);
            else if (full)
                V(gram_block)(Z + s, Z + j, ld, rows, G + s * ld + j, 1, WIDE);
            else
                V(gram_block)(Z + s, Z + j, ld, rows, G + s * ld + j, 1, 1);
        }
        s += nx;
    }
}

/* So few rows at a time that what is read again and again stays in the first cache. */
TARGET static void V(gram)(const REAL *Z, size_t ld, size_t rows, size_t begin, size_t end, REAL *G)
{
    for (; rows > 96; rows -= 96, Z += 96 * ld)
        V(gram_rows)(Z, ld, 96, begin, end, G);
    V(gram_rows)(Z, ld, rows, begin, end, G);
}
