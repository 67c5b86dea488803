/* hard_threshold.c: chapter 7. The contract is in hard_threshold.h. */
#include "hard_threshold.h"

#include "todo.h"

/* ---- E7.1 hard_thres ---- */

void hard_thres(const double *frame, size_t rows, size_t cols, double theta, double *frame_HT)
{
    /* TODO: visit all rows * cols pixels; which ones stay, and with what value? */
    TODO(frame, rows, cols, theta, frame_HT);
}
