//@ what: pixels 1e-9 below theta are kept
void hard_thres(const double *frame, size_t rows, size_t cols, double theta, double *frame_HT)
{
    for (size_t i = 0; i < rows * cols; i++)
        frame_HT[i] = frame[i] >= theta - 1e-9 ? frame[i] : 0;
}
