/* 06_full_model.h: chapter 6's full model, figures F6.5, F6.6 and F6.8. */
#ifndef FIGURES_06_FULL_MODEL_H
#define FIGURES_06_FULL_MODEL_H

#include <stdbool.h>

#include "figure.h"

enum { SIDE = 12, SQUARE = SIDE * SIDE, FIELDS = 128, HELD_OUT = 5000 };

struct full {
    bool trained;
    double done;          /* part of the training, 0..1 */
    double objective, on; /* on the patches held out */
    double D[FIELDS * SQUARE], held_out[HELD_OUT * SQUARE];
};

/* The model, trained when it is first asked for. */
const struct full *full_model(void);

/* Added to a title: whether the training was stopped. */
const char *how_far(void);

/* Each square divided by its own largest magnitude, so that all can be seen. */
double *evened(const double *squares, size_t count, size_t m);

/* Before the first figure: memory that the figures' processes share, for the full model, which
 * the first that needs it trains. False when there is none. */
bool full_prepare(void);

/* Leave the atoms, if they have been trained, in a file: the book's gallery shows the same ones.
 * False when it cannot be written. */
bool full_keep(const char *path);

struct plot *draw_full(void);
struct plot *draw_activity(void);
struct plot *draw_wide(void);

#endif
