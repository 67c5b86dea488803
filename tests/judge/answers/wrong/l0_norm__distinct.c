//@ what: equal samples are counted once
size_t l0_norm(const double *x, size_t n)
{
    size_t c = 0;
    for (size_t j = 0; j < n; j++) {
        int seen = x[j] == 0;
        for (size_t i = 0; i < j; i++)
            if (x[i] == x[j])
                seen = 1;
        c += !seen;
    }
    return c;
}
