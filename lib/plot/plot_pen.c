/* plot_pen.c: the colours of the theme. */
#include "palette.h"
#include "plot_page.h"

#include <math.h>

static const uint32_t lines[] = {
#define COLOUR(name, light, dark) light,
    PALETTE_LINES(COLOUR)
#undef COLOUR
        0x000000};

static const uint32_t viridis[] = {
#define COLOUR(rgb) rgb,
    PALETTE_VIRIDIS(COLOUR)
#undef COLOUR
};

static uint32_t mix(uint32_t a, uint32_t b, double t)
{
    uint32_t rgb = 0;
    for (unsigned shift = 0; shift <= 16; shift += 8) {
        double from = (double)((a >> shift) & 0xFF), to = (double)((b >> shift) & 0xFF);
        rgb |= (uint32_t)lround(from + t * (to - from)) << shift;
    }
    return rgb;
}

static struct pen plain(uint32_t rgb)
{
    return (struct pen){.rgb = rgb, .width = 2, .alpha = 1, .size = 1, .marker = PLOT_DISC};
}

static double place(size_t i, size_t n)
{
    return n > 1 && i < n ? (double)i / (double)(n - 1) : i >= n && n > 0 ? 1.0 : 0.0;
}

struct pen pen(size_t i)
{
    return plain(lines[i % (sizeof lines / sizeof *lines)]);
}

struct pen pen_viridis(size_t i, size_t n)
{
    double at = place(i, n) * 8.2; /* of 9: the palest yellow would vanish on white */
    size_t k = (size_t)at;
    return plain(mix(viridis[k], viridis[k + 1], at - (double)k));
}

struct pen pen_cool(size_t i, size_t n)
{
    return plain(mix(0x00D8FF, 0xFF00FF, place(i, n)));
}

struct pen pen_grey(void)
{
    return plain(0x707070);
}

struct pen pen_red(void)
{
#define COLOUR(name, light, dark) light
    return plain(PALETTE_RED(COLOUR));
#undef COLOUR
}

struct pen pen_reference(void)
{
    return pen_width(plain(0xCCCCCC), 6);
}

/* One channel, 0..255, as an amount of light. */
static double light(uint32_t v)
{
    double c = (double)(v & 0xFF) / 255;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

uint32_t pen_text(uint32_t rgb)
{
    static const double LIMIT = 1.05 / 4.5 - 0.05; /* (1 + 0.05) / (L + 0.05) = 4.5 */
    uint32_t text = rgb & 0xFFFFFF;
    for (int percent = 99;; percent--) {
        double L = 0.2126 * light(text >> 16) + 0.7152 * light(text >> 8) + 0.0722 * light(text);
        if (L <= LIMIT)
            return text;
        text = mix(0, rgb & 0xFFFFFF, percent / 100.0);
    }
}

struct pen pen_dashed(struct pen pen)
{
    pen.dashed = true;
    return pen;
}

struct pen pen_width(struct pen pen, double points)
{
    pen.width = points;
    return pen;
}

struct pen pen_alpha(struct pen pen, double alpha)
{
    pen.alpha = alpha;
    return pen;
}

struct pen pen_marker(struct pen pen, enum plot_marker marker, double size)
{
    pen.marker = marker;
    pen.size = size;
    return pen;
}
