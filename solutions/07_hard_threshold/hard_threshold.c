/* hard_threshold.c: chapter 7. The contract is in hard_threshold.h. */
#include "hard_threshold.h"

#ifndef SOLUTION
#include "todo.h"
#endif

/* ---- E7.1 hard_thres ---- */

void hard_thres(const double *frame, size_t rows, size_t cols, double theta, double *frame_HT)
{
#ifdef SOLUTION
    for (size_t i = 0; i < rows * cols; i++)
        frame_HT[i] = frame[i] >= theta ? frame[i] : 0.0;
#else
    /* TODO: visit all rows * cols pixels; which ones stay, and with what value? */
    TODO(frame, rows, cols, theta, frame_HT);
#endif
}
