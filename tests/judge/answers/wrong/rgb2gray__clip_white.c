//@ what: grey stops at 255
//@ likely: up_to_255
#include <math.h>
void rgb2gray(const double *rgb, size_t pixels, double *grey)
{
    for (size_t p = 0; p < pixels; p++)
        grey[p] = fmin(0.2989 * rgb[3 * p] + 0.5870 * rgb[3 * p + 1] + 0.1140 * rgb[3 * p + 2],
            255);
}
