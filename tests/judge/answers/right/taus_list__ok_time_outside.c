//@ what: right
void taus_list(const double *sig, size_t n, const size_t *tau, size_t count, double *diffs)
{
    for (size_t t = 0; t < n; t++)
        for (size_t i = count; i-- > 0;)
            if (tau[i] <= t)
                diffs[i * n + t - tau[i]] = fabs(sig[t - tau[i]] - sig[t]);
}
