//@ what: break at a lag that is too long, not continue
void taus_list(const double *sig, size_t n, const size_t *tau, size_t count, double *diffs)
{
    for (size_t i = 0; i < count; i++) {
        if (tau[i] >= n)
            break;
        for (size_t t = 0; t < n - tau[i]; t++)
            diffs[i * n + t] = fabs(sig[t + tau[i]] - sig[t]);
    }
}
