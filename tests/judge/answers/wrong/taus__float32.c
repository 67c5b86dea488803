//@ what: float step
void taus(size_t count, size_t first, size_t last, size_t *tau)
{
    for (size_t i = 0; i < count; i++)
        tau[i] = count == 1 ? first
                            : (size_t)((float)first +
                                       (float)i * (float)(last - first) / (float)(count - 1));
}
