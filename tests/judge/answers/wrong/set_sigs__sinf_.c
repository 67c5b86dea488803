//@ what: sinf in the place of sin
void set_sigs(size_t n, size_t count, double *freqs, double *D)
{
    for (size_t j = 0; j < count; j++) {
        freqs[j] = 0.001 + (double)j * (1.0 - 0.001) / (double)(count - 1);
        for (size_t t = 0; t < n; t++)
            D[j * n + t] = sinf((double)t * freqs[j]);
    }
}
