//@ what: the count is an unsigned char and wraps at 256
size_t l0_norm(const double *x, size_t n)
{
    unsigned char c = 0;
    for (size_t j = 0; j < n; j++)
        if (x[j] != 0)
            c++;
    return c;
}
