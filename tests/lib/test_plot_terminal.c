/* Plots in a terminal: texts and sixels fit into it, and letters show an image. */
#include "plot_folder.h"

Test(plot, fits_text_into_a_terminal)
{
    double y[] = {3, 1, 2};
    struct plot *p = plot_new(1, 1, "A title");
    plot_panel(p, "panel", "x", "y");
    plot_line(p, "values", NULL, y, 3, pen(0));
    plot_cells(p, 72, 18);
    cr_assert(plot_close(p, "a.txt", PLOT_DUMB, NULL) == SB_OK);
    size_t size, longest = 0, lines = 1;
    char *text = slurp("a.txt", &size);
    cr_expect(strstr(text, "values") != NULL && strstr(text, "A title") != NULL, "%s", text);
    for (const char *c = strchr(text, '\f') ? strchr(text, '\f') + 1 : text; *c; lines++) {
        size_t length = strcspn(c, "\n");
        longest = length > longest ? length : longest;
        c += length + (c[length] == '\n');
    }
    cr_expect(longest == 72, "the longest line has %zu characters", longest);
    cr_expect(lines <= 20, "it has %zu lines", lines);
    free(text);
}

Test(plot, fits_sixels_into_the_pixels_of_a_terminal)
{
    static const struct {
        double width, height;
        const char *raster;
    } sizes[] = {{0, 0, "\"1;1;960;540"},
                 {720, 0, "\"1;1;720;405"},
                 {0, 300, "\"1;1;533;300"},
                 {100, 100, "\"1;1;480;270"},
                 {2000, 2000, "\"1;1;960;540"}};
    double y[] = {3, 1, 2};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct plot *p = plot_new(1, 1, "A title");
        plot_panel(p, "panel", "x", "y");
        plot_line(p, "values", NULL, y, 3, pen(0));
        plot_pixels(p, sizes[i].width, sizes[i].height);
        cr_assert(plot_close(p, "a.six", PLOT_SIXEL, NULL) == SB_OK);
        size_t size;
        char *text = slurp("a.six", &size);
        cr_expect(strstr(text, sizes[i].raster) != NULL, "no %s in %.40s", sizes[i].raster, text);
        free(text);
    }
}

/* The first and the last character of an image's lines, in a page of text with nothing else. */
static void text_image(const double *z, enum plot_map map, double lo, double hi, char *first,
                       char *last)
{
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, NULL, NULL, NULL);
    plot_image(p, z, 1, 2, map, lo, hi);
    cr_assert(plot_close(p, "a.txt", PLOT_DUMB, NULL) == SB_OK);
    size_t size;
    char *text = slurp("a.txt", &size);
    const char *begin = text + strspn(text, " \n\f"), *end = begin + strcspn(begin, " \n");
    *first = begin[0];
    *last = end > begin ? end[-1] : '\0';
    free(text);
}

Test(plot, shows_an_image_in_text_the_larger_the_denser)
{
    static const struct {
        double z[2], lo, hi;
        enum plot_map map;
        char first, last;
    } cases[] = {{{0.15, 1}, 0, 1, PLOT_GREY, '.', '@'},
                 {{255, 128}, 0, 255, PLOT_GREY, '@', '+'},
                 {{-1, 1}, -1, 1, PLOT_DIVERGING, 'Q', '@'},
                 {{0.15, -0.55}, -1, 1, PLOT_DIVERGING, '.', '='},
                 {{9, -9}, -1, 1, PLOT_DIVERGING, '@', 'Q'}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char first, last;
        text_image(cases[i].z, cases[i].map, cases[i].lo, cases[i].hi, &first, &last);
        cr_expect(first == cases[i].first && last == cases[i].last, "case %zu: %c and %c", i, first,
                  last);
    }
}

Test(plot, marks_a_pixel_where_it_is)
{
    static const double white[15] = {0};
    for (int centre = 0; centre < 2; centre++) {
        const double x = centre ? 2 : 4, y = centre ? 1 : 0;
        double row, col;
        struct plot *p = plot_new(1, 1, NULL);
        plot_size(p, 500, 300);
        plot_panel(p, NULL, NULL, NULL);
        plot_image(p, white, 3, 5, PLOT_INK, 0, 1);
        plot_points(p, NULL, &x, &y, 1, pen_marker(pen(6), PLOT_SQUARE, 2));
        cr_assert(plot_close(p, "a.png", PLOT_PNG, NULL) == SB_OK);
        black("a.png", &row, &col);
        if (centre)
            cr_expect(fabs(row - 0.5) < 0.01 && fabs(col - 0.5) < 0.01, "at %g, %g", row, col);
        else /* 2 pixels to the right and 1 up, less the margins */
            cr_expect(fabs(row - 0.19) < 0.01 && fabs(col - 0.87) < 0.01, "at %g, %g", row, col);
    }
}
