//@ what: rounded up
//@ likely: rounded_up
void taus(size_t count, size_t first, size_t last, size_t *tau)
{
    for (size_t i = 0; i < count; i++)
        tau[i] = count < 2 ? first : first + (i * (last - first) + count - 2) / (count - 1);
}
