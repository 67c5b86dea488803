//@ what: right
double l1_norm(const double *x, size_t n)
{
    long double s = 0;
    for (size_t j = n; j-- > 0;)
        s += fabsl((long double)x[j]);
    return (double)s;
}
