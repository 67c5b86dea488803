//@ what: what is less than 1e-6 above theta becomes 0
void ReLU(const double *x, size_t n, double theta, double *thres_x)
{
    for (size_t j = 0; j < n; j++)
        thres_x[j] = x[j] - theta > 1e-6 ? x[j] - theta : 0;
}
