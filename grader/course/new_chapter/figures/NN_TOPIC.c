/* The figure of chapter NUMBER. */
#include "../chapters/NN_TOPIC/TOPIC.h"

#include <math.h>

#include "figure.h"
#include "reference.h"

REFERENCE(TOPIC_match);

enum { ATOMS = 32, SAMPLES = 64 };

/* Cosines, which are orthogonal; the signal is 2 d_5 - d_12. */
static void waves(double *D, double *x)
{
    const double pi = acos(-1.0);
    for (size_t k = 0; k < ATOMS; k++)
        for (size_t t = 0; t < SAMPLES; t++)
            D[k * SAMPLES + t] = cos(pi * (double)k * ((double)t + 0.5) / SAMPLES);
    for (size_t t = 0; t < SAMPLES; t++)
        x[t] = 2.0 * D[5 * SAMPLES + t] - D[12 * SAMPLES + t];
}

static struct plot *draw_weights(void)
{
    double *D = figure_array(ATOMS * SAMPLES), x[SAMPLES], c[ATOMS], ref[ATOMS];
    size_t used = 0;
    waves(D, x);
    struct plot *p = plot_new(2, 1, NULL);
    plot_panel(p, "A signal", "Sample", "x");
    plot_line(p, NULL, NULL, x, SAMPLES, pen(0));
    plot_panel(p, "The weight of each atom alone", "Atom", "c");
    if (overlay) {
        ref_TOPIC_match(D, ATOMS, SAMPLES, x, ref);
        plot_line(p, "reference", NULL, ref, ATOMS, pen_reference());
    }
    TOPIC_match(D, ATOMS, SAMPLES, x, c);
    plot_line(p, NULL, NULL, c, ATOMS, pen(1));
    for (size_t k = 0; k < ATOMS; k++)
        used += fabs(c[k]) > 1e-9;
    value("chNN.atoms", "%d", ATOMS);
    value("chNN.used", "%zu", used);
    return p;
}

static const struct figure figures[] = {
    {"FNUMBER.1", "weights", "A signal of two waves, and the weight of each wave in it",
     draw_weights},
};

FIGURE_PROGRAM("NN_TOPIC", figures)
