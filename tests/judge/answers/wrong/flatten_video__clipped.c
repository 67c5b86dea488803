//@ what: values are clipped to 0 .. 255
void flatten_video(const double *video, size_t rows, size_t cols, size_t frames, double *X)
{
    for (size_t t = 0; t < frames; t++)
        for (size_t r = 0; r < rows; r++)
            for (size_t c = 0; c < cols; c++)
                X[t * (rows * cols) + r * cols + c] = fmin(fmax(video[(r * cols + c) * frames
                    + t], 0), 255);
}
