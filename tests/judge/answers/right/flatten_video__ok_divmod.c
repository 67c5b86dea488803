//@ what: right
void flatten_video(const double *video, size_t rows, size_t cols, size_t frames, double *X)
{
    for (size_t i = 0; i < rows * cols * frames; i++)
        X[i % frames * rows * cols + i / frames] = video[i];
}
