//@ what: isnormal(x): a subnormal sample is not counted
size_t l0_norm(const double *x, size_t n)
{
    size_t c = 0;
    for (size_t j = 0; j < n; j++)
        if (isnormal(x[j]))
            c++;
    return c;
}
