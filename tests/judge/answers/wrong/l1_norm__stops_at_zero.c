//@ what: the loop ends at the first zero
//@ unlikely: first_only
double l1_norm(const double *x, size_t n)
{
    double s = 0;
    for (size_t j = 0; j < n && x[j] != 0; j++)
        s += fabs(x[j]);
    return s;
}
