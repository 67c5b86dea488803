/* 06_full_model.h: chapter 6's full model, figures F6.5 to F6.8. */
#ifndef FIGURES_06_FULL_MODEL_H
#define FIGURES_06_FULL_MODEL_H

#include <stdbool.h>

#include "figure.h"

/* Before the first figure: memory that the figures' processes share, for the full model, which
 * the first that needs it trains. False when there is none. */
bool full_prepare(void);

/* Leave the atoms, if they have been trained, in a file: the book's gallery shows the same ones.
 * False when it cannot be written. */
bool full_keep(const char *path);

struct plot *draw_full(void);
struct plot *draw_activity(void);
struct plot *draw_gabor(void);
struct plot *draw_wide(void);

#endif
