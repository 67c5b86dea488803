//@ what: right
void taus(size_t count, size_t first, size_t last, size_t *tau)
{
    if (count == 1)
        *tau = first;
    if (count < 2)
        return;
    size_t q = (last - first) / (count - 1), rest = (last - first) % (count - 1);
    for (size_t i = 0; i < count; i++)
        tau[i] = first + i * q + i * rest / (count - 1);
}
