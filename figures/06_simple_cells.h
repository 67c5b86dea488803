/* 06_simple_cells.h: are the full model's atoms like simple cells? Figure F6.7. */
#ifndef FIGURES_06_SIMPLE_CELLS_H
#define FIGURES_06_SIMPLE_CELLS_H

#include "figure.h"

struct plot *draw_gabor(void);

#endif
