//@ what: compared as floats
void hard_thres(const double *frame, size_t rows, size_t cols, double theta, double *frame_HT)
{
    for (size_t i = 0; i < rows * cols; i++)
        frame_HT[i] = (float)frame[i] >= (float)theta ? frame[i] : 0;
}
