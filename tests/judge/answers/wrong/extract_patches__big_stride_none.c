//@ what: no patch when the stride is larger than the side
//@ unlikely: last_missing
size_t extract_patches(const double *image, size_t rows, size_t cols, size_t side, size_t stride,
                       double *patches)
{
    if (side > rows || side > cols || stride > side)
        return 0;
    size_t down = (rows - side) / stride + 1, across = (cols - side) / stride + 1, p = 0;
    for (size_t i = 0; i < down; i++)
        for (size_t j = 0; j < across; j++)
            for (size_t r = 0; r < side; r++)
                for (size_t c = 0; c < side; c++)
                    patches[p++] = image[(i * stride + r) * cols + j * stride + c];
    return down * across;
}
