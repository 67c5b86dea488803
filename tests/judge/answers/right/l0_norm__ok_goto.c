//@ what: right
size_t l0_norm(const double *x, size_t n)
{
    size_t zeros = 0, j = 0;
next:
    if (j == n)
        return n - zeros;
    zeros += !x[j++];
    goto next;
}
