//@ what: lambda = 0 returns 0
//@ unlikely: one_sided
double soft_threshold(double z, double lambda)
{
    if (lambda == 0)
        return 0;
    return z > lambda ? z - lambda : z < -lambda ? z + lambda : 0;
}
