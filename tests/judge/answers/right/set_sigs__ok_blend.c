//@ what: right
void set_sigs(size_t n, size_t count, double *freqs, double *D)
{
    for (size_t j = 0; j < count; j++) {
        double w = (double)j / (double)(count - 1);
        freqs[j] = (1 - w) * 1e-3 + w;
        for (size_t t = 0; t < n; t++)
            *D++ = cos(t * freqs[j] - acos(-1.0) / 2);
    }
}
