//@ what: ten windows at most
void diff_box_values_x(const double *img, size_t rows, size_t cols, const size_t *windows,
                       size_t count, double *line, double *taps, double *out)
{
    (void)line;
    for (size_t i = 0; i < 10 && i < count; i++)
        for (size_t r = 0; r < rows; r++)
            diff_box_spatial(img + r * cols, cols, windows[i], 4, out + (i * rows + r) * cols,
                taps);
}

void diff_box_values_y(const double *img, size_t rows, size_t cols, const size_t *windows,
                       size_t count, double *line, double *taps, double *out)
{
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < cols; c++) {
            for (size_t r = 0; r < rows; r++)
                line[r] = img[r * cols + c];
            diff_box_spatial(line, rows, windows[i], 4, out + (i * cols + c) * rows, taps);
        }
}
