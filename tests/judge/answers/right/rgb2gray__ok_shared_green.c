//@ what: right
void rgb2gray(const double *rgb, size_t pixels, double *grey)
{
    for (const double *end = rgb + 3 * pixels; rgb != end; rgb += 3)
        *grey++ = 0.9999 * rgb[1] + 0.2989 * (rgb[0] - rgb[1]) + 0.114 * (rgb[2] - rgb[1]);
}
