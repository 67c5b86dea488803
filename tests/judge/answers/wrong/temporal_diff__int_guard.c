//@ what: nothing is written for two frames
//@ unlikely: last_left_out
void temporal_diff(const double *sig, size_t n, double *diff)
{
    if (n <= 2)
        return;
    for (size_t t = 0; t + 1 < n; t++)
        diff[t] = fabs(sig[t + 1] - sig[t]);
}
