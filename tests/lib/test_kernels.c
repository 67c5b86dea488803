/* Every inner loop on every instruction set, the portable one forced: against plain sums, in double
 * and float, on sizes that fill no vector. */
#include "coding/kernels.h"

#include "plain.h"

#include <criterion/criterion.h>
#include <float.h>

enum { MOST = 96, ROWS = 9 };

static const size_t SIZES[] = {1, 7, 16, 17, 33, 50, 96};
static _Alignas(64) double D[ROWS * MOST], x[MOST], out[ROWS * MOST];
static _Alignas(64) float Df[ROWS * MOST], xf[MOST], outf[ROWS * MOST];

/* ROWS rows and a vector of n numbers, zeros up to the padding. */
static void fill(size_t n)
{
    uint64_t seed = 3 + n;
    for (size_t i = 0; i < ROWS * MOST; i++)
        D[i] = Df[i] = i % MOST < n ? (float)random_normal(&seed) : 0;
    for (size_t i = 0; i < MOST; i++)
        x[i] = xf[i] = i < n ? (float)random_normal(&seed) : 0;
}

static void near(const char *what, int level, size_t n, double got, double got_f, double want)
{
    cr_assert(fabs(got - want) <= 1e-12 * (1 + fabs(want)),
              "%s, level %d, n %zu: %.17g, "
              "plain %.17g",
              what, level, n, got, want);
    cr_assert(fabs(got_f - want) <= 1e-4 * (1 + fabs(want)),
              "%s, level %d, n %zu: %g in float, "
              "plain %g",
              what, level, n, got_f, want);
}

static void sums(int level, size_t n)
{
    const struct kernels *k = kernels_now();
    const struct kernels_f *f = kernels_now_f();
    size_t padded = sb_padded(n);
    double got[ROWS], zero[ROWS] = {0}, mean[ROWS], row[MOST];
    float got_f[ROWS], zero_f[ROWS] = {0}, mean_f[ROWS];
    for (size_t r = 0; r < ROWS; r++)
        mean[r] = mean_f[r] = (float)r - 3;
    for (size_t rows = 1; rows <= ROWS; rows++) {
        k->dots(D, MOST, rows, zero, x, padded, got);
        f->dots(Df, MOST, rows, zero_f, xf, padded, got_f);
        for (size_t r = 0; r < rows; r++) {
            cr_assert(got[r] == k->dot(D + r * MOST, x, padded), "dots and dot differ in a bit");
            cr_assert(got_f[r] == f->dot(Df + r * MOST, xf, padded));
        }
        k->dots(D, MOST, rows, mean, x, n, got);
        f->dots(Df, MOST, rows, mean_f, xf, n, got_f);
        for (size_t r = 0; r < rows; r++) {
            for (size_t j = 0; j < n; j++)
                row[j] = D[r * MOST + j] - mean[r];
            near("dots", level, n, got[r], got_f[r], plain_dot(row, x, n));
            cr_assert(got[r] == k->dot(row, x, n), "a mean taken away on the way, or before");
        }
        k->squares(D, MOST, rows, mean, n, got);
        f->squares(Df, MOST, rows, mean_f, n, got_f);
        for (size_t r = 0; r < rows; r++) {
            for (size_t j = 0; j < n; j++)
                row[j] = D[r * MOST + j] - mean[r];
            near("squares", level, n, got[r], got_f[r], plain_dot(row, row, n));
        }
    }
    k->dots(D, MOST, ROWS, mean, x, n, got);
    k->dots(D, MOST, ROWS, mean, x, n, mean);
    cr_assert(memcmp(got, mean, sizeof got) == 0, "the sums may take the place of the means");
    near("dot", level, n, k->dot(D, x, n), f->dot(Df, xf, n), plain_dot(D, x, n));
}

static void rows(int level, size_t n)
{
    const size_t id[] = {4, 0, 7};
    const double coef[] = {0.5, -2, 3};
    const float coef_f[] = {0.5f, -2, 3};
    size_t padded = sb_padded(n);
    memcpy(out, D, sizeof out);
    memcpy(outf, Df, sizeof outf);
    kernels_now()->axpy(-1.5, x, out, padded);
    kernels_now_f()->axpy(-1.5f, xf, outf, padded);
    for (size_t j = 0; j < n; j++)
        near("axpy", level, n, out[j], outf[j], D[j] - 1.5 * x[j]);
    kernels_now()->minus_rows(out, x, D, MOST, id, coef, 3, padded);
    kernels_now_f()->minus_rows(outf, xf, Df, MOST, id, coef_f, 3, padded);
    for (size_t j = 0; j < n; j++)
        near("minus_rows", level, n, out[j], outf[j],
             x[j] - 0.5 * D[4 * MOST + j] + 2 * D[j] - 3 * D[7 * MOST + j]);
    /* ROWS signals of two values, n atoms. */
    double X[2 * ROWS];
    float Xf[2 * ROWS];
    for (size_t i = 0; i < 2 * ROWS; i++)
        X[i] = Xf[i] = (float)i - 5;
    kernels_now()->correlate(D, MOST, 2, X, 2, ROWS, out);
    kernels_now_f()->correlate(Df, MOST, 2, Xf, 2, ROWS, outf);
    for (size_t s = 0; s < ROWS; s++)
        for (size_t j = 0; j < n; j++)
            near("correlate", level, n, out[s * MOST + j], outf[s * MOST + j],
                 X[2 * s] * D[j] + X[2 * s + 1] * D[MOST + j]);
}

static void searches(int level, size_t n)
{
    size_t best = 0, above = 0, id[MOST], id_f[MOST], padded = sb_padded(n);
    for (size_t j = 1; j < n; j++)
        best = fabs(x[j]) > fabs(x[best]) ? j : best;
    cr_assert(kernels_now()->argmax_abs(x, padded) == best, "level %d, n %zu", level, n);
    cr_assert(kernels_now_f()->argmax_abs(xf, padded) == best, "level %d, n %zu", level, n);
    cr_assert(kernels_now()->top_abs(x, n) == fabs(x[best]));
    cr_assert(kernels_now_f()->top_abs(xf, n) == fabsf(xf[best]));
    size_t found = kernels_now()->above(x, padded, 0.7, id);
    size_t found_f = kernels_now_f()->above(xf, padded, 0.7f, id_f);
    for (size_t j = 0; j < n; j++)
        if (fabs(x[j]) > 0.7) {
            cr_assert(above < found && id[above] == j && id_f[above] == j);
            above++;
        }
    cr_assert(found == above && found_f == above, "level %d, n %zu", level, n);
}

/* Every third coefficient is 0, every third negative. */
static void distances(int level, size_t n)
{
    static _Alignas(64) double c[MOST];
    static _Alignas(64) float c_f[MOST];
    double want = 0;
    memset(c, 0, sizeof c);
    memset(c_f, 0, sizeof c_f);
    for (size_t j = 0; j < n; j++) {
        c_f[j] = (float)(c[j] = (double)(j % 3) - 1);
        double off = c[j] != 0 ? fabs(x[j] - 0.25 * c[j]) : fabs(x[j]) - 0.25;
        want = off > want ? off : want;
    }
    near("off", level, n, kernels_now()->off(x, c, sb_padded(n), 0.25),
         kernels_now_f()->off(xf, c_f, sb_padded(n), 0.25f), want);
}

Test(kernels, equal_plain_loops_on_every_instruction_set)
{
    for (int level = SIMD_PORTABLE; level <= SIMD_AVX512; level++) {
        simd_set((enum simd_level)level);
        for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
            fill(SIZES[i]);
            sums(level, SIZES[i]);
            rows(level, SIZES[i]);
            searches(level, SIZES[i]);
            distances(level, SIZES[i]);
        }
    }
}

/* H = 2 I + v v^T, and then with an atom that is there twice. */
Test(kernels, equations_are_solved_or_the_extra_atom_is_named)
{
    enum { K = 17, LD = 32 };
    static _Alignas(64) double H[K * LD], b[2 * LD];
    for (int level = SIMD_PORTABLE; level <= SIMD_AVX512; level++)
        for (size_t twin = 0; twin <= K; twin += 5) {
            simd_set((enum simd_level)level);
            memset(H, 0, sizeof H);
            memset(b, 0, sizeof b);
            for (size_t i = 0; i < K; i++)
                for (size_t j = 0; j < K; j++) {
                    size_t p = twin && i == twin ? 0 : i, q = twin && j == twin ? 0 : j;
                    H[i * LD + j] = (p == q ? 2 : 0) + (double)(p * q) / 8 + 0.5;
                    b[i] += H[i * LD + j] * (double)(j + 1);
                }
            for (size_t i = 0; i < K; i++)
                b[K + i] = H[i * LD + i];
            size_t solved = kernels_now()->solve(H, LD, K, b);
            cr_assert(solved == (twin ? twin : K), "level %d: %zu, twin %zu", level, solved, twin);
            for (size_t i = 0; !twin && i < K; i++)
                cr_assert(fabs(b[i] - (double)(i + 1)) < 1e-11);
        }
}

Test(kernels, the_environment_can_ask_for_less)
{
    unsetenv("SPARSEBOOK_SIMD");
    simd_set(SIMD_AVX512);
    enum simd_level best = simd_level();
    setenv("SPARSEBOOK_SIMD", "portable", 1);
    simd_set(SIMD_AVX512);
    cr_assert(simd_level() == SIMD_PORTABLE);
    setenv("SPARSEBOOK_SIMD", "avx2", 1);
    simd_set(SIMD_AVX512);
    cr_assert(simd_level() == (best < SIMD_AVX2 ? best : SIMD_AVX2));
    setenv("SPARSEBOOK_SIMD", "nonsense", 1);
    simd_set(SIMD_AVX512);
    cr_assert(simd_level() == best);
}
