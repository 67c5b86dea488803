//@ what: n <= 1 returns n: {0} has no sample that is not 0
size_t l0_norm(const double *x, size_t n)
{
    if (n <= 1)
        return n;
    size_t c = 0;
    for (size_t j = 0; j < n; j++)
        if (x[j] != 0)
            c++;
    return c;
}
