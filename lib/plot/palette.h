/* palette.h: the theme's colours, once. Figures are drawn with them (plot_pen.c, plot_image.c), and
 * book/palette.c hands them to the pages and to figures on dark screens. Each list is a macro that
 * calls COLOUR for every member. */
#ifndef SB_PALETTE_H
#define SB_PALETTE_H

/* Lines: name, colour on white, colour on the dark plate of a page, where it has a contrast of
 * 4.5 : 1. Okabe & Ito 2008, "Color Universal Design"; yellow is left out, being too pale for lines
 * on white. */
#define PALETTE_LINES(COLOUR)          \
    COLOUR(blue, 0x0072B2, 0x4FA9E0)   \
    COLOUR(orange, 0xD55E00, 0xF07C42) \
    COLOUR(green, 0x009E73, 0x2FC69B)  \
    COLOUR(amber, 0xE69F00, 0xF5BD4A)  \
    COLOUR(purple, 0xCC79A7, 0xDD94BD) \
    COLOUR(sky, 0x56B4E9, 0xA8D8F5)

/* What has to be seen first. */
#define PALETTE_RED(COLOUR) COLOUR(red, 0xE8000B, 0xFF6B5E)

/* Points of viridis (van der Walt & Smith 2015), from dark to light. */
#define PALETTE_VIRIDIS(COLOUR) \
    COLOUR(0x440154)            \
    COLOUR(0x482878)            \
    COLOUR(0x3E4989)            \
    COLOUR(0x31688E)            \
    COLOUR(0x26828E)            \
    COLOUR(0x1F9E89) COLOUR(0x35B779) COLOUR(0x6DCD59) COLOUR(0xB4DE2C) COLOUR(0xFDE725)

/* Brewer's RdBu: equally dark ends, white in the middle. */
#define PALETTE_DIVERGING(COLOUR) \
    COLOUR(0x053061) COLOUR(0x4393C3) COLOUR(0xFFFFFF) COLOUR(0xD6604D) COLOUR(0x67001F)

#endif
