//@ what: right
#include <string.h>
void ReLU(const double *x, size_t n, double theta, double *thres_x)
{
    memset(thres_x, 0, n * sizeof *thres_x);
    for (size_t j = 0; j < n; ++j)
        if (x[j] > theta)
            thres_x[j] = x[j] - theta;
}
