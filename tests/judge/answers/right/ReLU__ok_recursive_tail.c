//@ what: right
void ReLU(const double *x, size_t n, double theta, double *thres_x)
{
    if (!n)
        return;
    *thres_x = (*x - theta) * (*x >= theta);
    ReLU(x + 1, n - 1, theta, thres_x + 1);
}
