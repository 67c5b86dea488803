//@ what: the maximum norm
//@ likely: largest
double l1_norm(const double *x, size_t n)
{
    double s = 0;
    for (size_t j = 0; j < n; j++)
        if (fabs(x[j]) > s)
            s = fabs(x[j]);
    return s;
}
