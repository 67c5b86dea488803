/* atoms.c MODEL: the full model of chapter 6 and its Gabor fits, for the gallery.
 * MODEL is the file that chapter 6's figures write: the atoms as doubles. Prints atoms[K x side x
 * side] and gabors[K x 13]: row, col, theta, frequency, width_wave, width_bar, amplitude, phase,
 * R^2 (struct gabor), bandwidth in octaves and in degrees, 1 when localised, 1 when no limit of the
 * search holds the fit. Atoms that count come first, the best fit first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fields/gabor.h"
#include "pack.h"

enum { NUMBERS = 13 };

static struct gabor *fit;
static size_t fit_side;

/* 2 when all of the fit was measured, 1 when the field is localised, and its R^2 below that. */
static double rank(const struct gabor *g)
{
    bool localised = gabor_localised(g, fit_side);
    return g->r2 + localised + (localised && gabor_determined(g, fit_side));
}

static int better_first(const void *a, const void *b)
{
    double x = rank(&fit[*(const size_t *)a]), y = rank(&fit[*(const size_t *)b]);
    return (x < y) - (x > y);
}

static void *zeros(size_t count, size_t size)
{
    void *p = calloc(count, size);
    if (!p)
        pack_fail("atoms", "out of memory");
    return p;
}

/* The file begins with two numbers: how many atoms, and the side of each. */
static double *read_model(const char *path, size_t *K, size_t *side)
{
    size_t sizes[2];
    FILE *file = path ? fopen(path, "rb") : NULL;
    if (!file || fread(sizes, sizeof sizes, 1, file) != 1)
        pack_fail("atoms", "there is no model; make figures CH=06 says why");
    *K = sizes[0];
    *side = sizes[1];
    double *D = zeros(*K * *side * *side, sizeof *D);
    if (fread(D, sizeof *D * *side * *side, *K, file) != *K)
        pack_fail("atoms", "the model's file is too short; make clean, then make book");
    fclose(file);
    return D;
}

static void numbers_of(const struct gabor *g, size_t side, double *row)
{
    double all[NUMBERS] = {g->row,
                           g->col,
                           g->theta,
                           g->frequency,
                           g->width_wave,
                           g->width_bar,
                           g->amplitude,
                           g->phase,
                           g->r2,
                           gabor_octaves(g),
                           gabor_degrees(g),
                           gabor_localised(g, side),
                           gabor_determined(g, side)};
    memcpy(row, all, sizeof all);
}

int main(int argc, char **argv)
{
    size_t K, side;
    double *D = read_model(argc == 2 ? argv[1] : NULL, &K, &side);
    size_t m = side * side, *order = zeros(K, sizeof *order);
    double *sorted = zeros(K * m, sizeof *sorted), *numbers = zeros(K * NUMBERS, sizeof *numbers);
    fit = zeros(K, sizeof *fit);
    fit_side = side;
    if (gabor_fit_all(D, K, side, fit) != SB_OK)
        pack_fail("atoms", "the Gabor fits failed");
    for (size_t k = 0; k < K; k++)
        order[k] = k;
    qsort(order, K, sizeof *order, better_first);
    for (size_t i = 0; i < K; i++) {
        memcpy(sorted + i * m, D + order[i] * m, m * sizeof *sorted);
        numbers_of(&fit[order[i]], side, numbers + i * NUMBERS);
    }
    int failed = pack_array("atoms", sorted, (size_t[]){K, side, side}, 3, 0) ||
                 pack_array("gabors", numbers, (size_t[]){K, NUMBERS}, 2, 0);
    free(D);
    free(order);
    free(sorted);
    free(numbers);
    free(fit);
    if (failed)
        pack_fail("atoms", "out of memory");
    return 0;
}
