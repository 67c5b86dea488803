//@ what: temporal_diff called for lag 1
void taus_list(const double *sig, size_t n, const size_t *tau, size_t count, double *diffs)
{
    for (size_t i = 0; i < count; i++, diffs += n)
        if (tau[i] == 1)
            temporal_diff(sig, n, diffs);
        else
            for (size_t a = 0, b = tau[i]; b < n; a++, b++)
                diffs[a] = fmax(sig[a], sig[b]) - fmin(sig[a], sig[b]);
}
