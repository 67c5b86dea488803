//@ what: ignores samples below 1e-12
double l1_norm(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t j = 0; j < n; j++)
        if (fabs(x[j]) > 1e-12)
            sum += fabs(x[j]);
    return sum;
}
