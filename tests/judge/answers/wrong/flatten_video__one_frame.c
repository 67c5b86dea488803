//@ what: a video of one frame is left out
//@ unlikely: last_left_out
void flatten_video(const double *video, size_t rows, size_t cols, size_t frames, double *X)
{
    if (frames < 2)
        return;
    for (size_t t = 0; t < frames; t++)
        for (size_t r = 0; r < rows; r++)
            for (size_t c = 0; c < cols; c++)
                X[t * (rows * cols) + r * cols + c] = video[(r * cols + c) * frames + t];
}
