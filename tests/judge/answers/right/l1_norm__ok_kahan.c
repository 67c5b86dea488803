//@ what: right
double l1_norm(const double *restrict x, size_t n)
{
    double s = 0, c = 0;
    for (size_t j = 0; j < n; j++) {
        double y = fabs(x[j]) - c, t = s + y;
        c = (t - s) - y;
        s = t;
    }
    return s;
}
