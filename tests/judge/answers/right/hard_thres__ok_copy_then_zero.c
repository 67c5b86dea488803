//@ what: right
#include <string.h>
void hard_thres(const double *frame, size_t rows, size_t cols, double theta, double *frame_HT)
{
    size_t i = rows * cols;
    memcpy(frame_HT, frame, i * sizeof *frame);
    while (i)
        if (frame_HT[--i] < theta)
            frame_HT[i] = -0.0;
}
