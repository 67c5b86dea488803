//@ what: right
void diff_box_values_x(const double *img, size_t rows, size_t cols, const size_t *windows,
                       size_t count, double *line, double *taps, double *out)
{
    for (size_t r = 0; r < rows; r++) {
        for (size_t c = 0; c < cols; c++)
            line[c] = img[r * cols + c];
        for (size_t i = count; i-- > 0;)
            (void)diff_box_spatial(line, cols, windows[i], 4, &out[(i * rows + r) * cols], taps);
    }
}

void diff_box_values_y(const double *img, size_t rows, size_t cols, const size_t *windows,
                       size_t count, double *line, double *taps, double *out)
{
    double turned[cols * rows];
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < cols; c++)
            turned[c * rows + r] = img[r * cols + c];
    diff_box_values_x(turned, cols, rows, windows, count, line, taps, out);
}
