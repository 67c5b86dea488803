/* speed: calls OMP as often as its argument says, on a dictionary of sines. */
#include <math.h>
#include <stdlib.h>

#include "omp.h"
#include "todo.h"

enum { K = 100, N = 280, PICKED = 10 };

int todo_(const char *exercise, ...)
{
    (void)exercise;
    return 0;
}

int main(int argc, char **argv)
{
    static double D[K * N], y[N], h[N], residual[N];
    size_t support[N];
    double intercept, sum = 0.0;
    for (size_t k = 0; k < K; k++)
        for (size_t t = 0; t < N; t++)
            D[k * N + t] = sin((double)t * (0.001 + (double)k * 0.999 / (K - 1)));
    for (size_t t = 0; t < N; t++)
        y[t] = 127.0 + 40.0 * sin(0.2 * (double)t) + 25.0 * sin(0.71 * (double)t) +
               (double)(t * t % 31);
    for (long calls = argc > 1 ? strtol(argv[1], NULL, 10) : 0; calls > 0; calls--)
        sum += (double)OMP(D, K, N, y, PICKED, support, h, &intercept, residual);
    return sum < 0.0;
}
