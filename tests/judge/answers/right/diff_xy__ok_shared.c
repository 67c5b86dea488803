//@ what: right
static void lag(const double *a, const double *b, size_t n, double *out)
{
    while (n-- > 0)
        *out++ = *b++ - *a++;
}

void diff_x(const double *img, size_t rows, size_t cols, double *dx)
{
    for (; rows-- > 0; img += cols, dx += cols - 1)
        lag(img, img + 1, cols - 1, dx);
}

void diff_y(const double *img, size_t rows, size_t cols, double *dy)
{
    lag(img, img + cols, (rows - 1) * cols, dy);
}
