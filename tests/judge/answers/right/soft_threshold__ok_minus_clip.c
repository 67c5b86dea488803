//@ what: right
double soft_threshold(double z, double lambda)
{
    return z - fmax(-lambda, fmin(lambda, z));
}
