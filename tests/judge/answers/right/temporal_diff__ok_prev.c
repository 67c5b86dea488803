//@ what: right
void temporal_diff(const double *sig, size_t n, double *diff)
{
    if (n == 0)
        return;
    double prev = *sig++;
    while (--n) {
        double now = *sig++;
        *diff++ = now > prev ? now - prev : prev - now;
        prev = now;
    }
}
