//@ what: right
double l1_norm(const double *x, size_t n)
{
    if (n == 0)
        return 0;
    if (n == 1)
        return x[0] < 0 ? -x[0] : x[0];
    return l1_norm(x, n / 2) + l1_norm(x + n / 2, n - n / 2);
}
