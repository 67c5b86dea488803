/* What TOPIC_match has to do, one property a test. */
#include "TOPIC.h"

#include <stdint.h>

#include "judge/judge.h"

REFERENCE(TOPIC_match);

PROPERTY(TOPIC_match, three_atoms, "the weights of three atoms come out right")
{
    const double *D = given("D", (double[]){1.0, 0.0, 0.0, 2.0, 1.0, -1.0}, 6);
    const double *x = given("x", (double[]){3.0, -5.0}, 2);
    double *c = output("c", 3);
    calling("TOPIC_match(D, K = 3, m = 2, x, c)");
    TOPIC_match(D, 3, 2, x, c);
    expect_values("c", c, (double[]){3.0, -2.5, 4.0}, 3, 1e-12);
}

/* Compares with the reference for a random dictionary; atom zero, if there is one, is all zeros. */
static void compare(size_t K, size_t m, size_t zero)
{
    double *atoms = draw_uniforms(K * m, -3.0, 3.0), *signal = draw_normals(m), *want = scratch(K);
    for (size_t j = 0; zero < K && j < m; j++)
        atoms[zero * m + j] = 0.0;
    const double *D = given("D", atoms, K * m), *x = given("x", signal, m);
    double *c = output("c", K);
    ref_TOPIC_match(atoms, K, m, signal, want);
    calling("TOPIC_match(D, K = %zu, m = %zu, x, c)", K, m);
    TOPIC_match(D, K, m, x, c);
    expect_values("c", c, want, K, 1e-10);
}

PROPERTY(TOPIC_match, any_dictionary, "random atoms get the weights that fit a random signal")
{
    for (int trial = 0; trial < 20; trial++)
        compare(draw_size(2, 12), draw_size(2, 30), SIZE_MAX);
}

PROPERTY(TOPIC_match, zero_atom, "an atom of zeros gets the weight 0, and the others their own")
{
    for (int trial = 0; trial < 10; trial++) {
        size_t K = draw_size(2, 12);
        hint("An atom of zeros has <d, d> = 0: nothing can be divided by that.");
        compare(K, draw_size(2, 30), draw_size(0, K - 1));
    }
}
