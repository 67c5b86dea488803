//@ what: the larger of the difference and what stood there before
//@ says: depends on what stood in diff before the call
void temporal_diff(const double *sig, size_t n, double *diff)
{
    for (size_t t = 0; t + 1 < n; t++) {
        double d = fabs(sig[t + 1] - sig[t]);
        if (!(diff[t] > d))
            diff[t] = d;
    }
}
