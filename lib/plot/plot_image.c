/* plot_image.c: matrices as pictures. */
#include "palette.h"
#include "plot_marks.h"

#include <math.h>
#include <string.h>

/* The points of a colour map, evenly spaced, the first at `from`. */
static void script_points(FILE *script, const uint32_t *rgb, size_t n, int from)
{
    fprintf(script, "color positive defined (");
    for (size_t i = 0; i < n; i++)
        fprintf(script, "%s%d '#%06X'", i ? ", " : "", from + (int)i, (unsigned)rgb[i]);
    fprintf(script, ")");
}

void plot_script_palette(const struct series *image, FILE *script)
{
#define COLOUR(rgb) rgb,
    static const uint32_t viridis[] = {PALETTE_VIRIDIS(COLOUR)};
    static const uint32_t diverging[] = {PALETTE_DIVERGING(COLOUR)};
#undef COLOUR
    double lo, hi;
    plot_image_limits(image, &lo, &hi);
    fprintf(script, "set palette ");
    if (image->map == PLOT_VIRIDIS)
        script_points(script, viridis, sizeof viridis / sizeof *viridis, 0);
    else if (image->map == PLOT_DIVERGING)
        script_points(script, diverging, sizeof diverging / sizeof *diverging, -2);
    else
        fprintf(script, image->map == PLOT_INK ? "gray negative" : "gray positive");
    fprintf(script, "\nset cbrange [%.17g:%.17g]\n", lo, hi);
}

/* How many device pixels one element of the matrix becomes. Viewers smooth
 * enlarged pictures; enlarged here, each pixel keeps its edges. */
static size_t enlargement(double device, size_t count)
{
    double k = ceil(device / (double)count);
    return k > 1 ? (size_t)fmin(k, 64) : 1;
}

void plot_script_image(const struct panel *panel, double pixels_per_point, FILE *script, FILE *data)
{
    const struct series *s = plot_panel_image(panel);
    size_t kx = enlargement(pixels_per_point * (panel->box.right - panel->box.left), s->cols);
    size_t ky = enlargement(pixels_per_point * (panel->box.bottom - panel->box.top), s->rows);
    double dx = 1 / (double)kx, dy = 1 / (double)ky;
    fprintf(script,
            "'/dev/fd/3' binary format='%%float64' skip=%ld array=(%zu,%zu) "
            "dx=%.17g dy=%.17g origin=(%.17g,%.17g) with image notitle",
            ftell(data), s->cols * kx, s->rows * ky, dx, dy, dx / 2 - 0.5, dy / 2 - 0.5);
    for (size_t i = 0; i < s->rows * ky; i++) {
        const double *row = s->y + i / ky * s->cols;
        for (size_t j = 0; j < s->cols; j++) {
            double v = plot_drawable(row[j]) ? row[j] : NAN;
            for (size_t k = 0; k < kx; k++)
                fwrite(&v, sizeof v, 1, data);
        }
    }
}

/* The value of a character's block that stands out most. */
static double block(const struct series *s, size_t i, size_t high, size_t j, size_t wide)
{
    size_t row = i * s->rows / high, below = (i + 1) * s->rows / high;
    size_t first = j * s->cols / wide, beyond = (j + 1) * s->cols / wide;
    double most = s->y[row * s->cols + first];
    for (size_t r = row; r < below; r++)
        for (size_t c = first; c < beyond; c++) {
            double v = s->y[r * s->cols + c];
            if (plot_drawable(v) && !(fabs(v) <= fabs(most)))
                most = v;
        }
    return plot_drawable(most) ? most : 0;
}

void plot_script_image_text(const struct plot *p, const struct panel *panel, FILE *script)
{
    static const char shade[] = " .:-=+*#%@", plus[] = " .:+x*X#%@", minus[] = " .,-~=noOQ";
    const struct series *s = plot_panel_image(panel);
    const struct box *b = &panel->box;
    double lo, hi;
    plot_image_limits(s, &lo, &hi);
    size_t wide = (size_t)fmax(1, floor((b->right - b->left) / CELL_WIDTH));
    size_t high = (size_t)fmax(1, floor((b->bottom - b->top) / CELL_HEIGHT));
    if (wide > 400)
        wide = 400;
    for (size_t i = 0; i < high; i++) {
        char line[401];
        for (size_t j = 0; j < wide; j++) {
            double v = block(s, i, high, j, wide);
            bool signs = s->map == PLOT_DIVERGING;
            double t = signs ? fabs(v) / hi : (v - lo) / (hi - lo);
            line[j] = (!signs  ? shade
                       : v < 0 ? minus
                               : plus)[(size_t)(fmin(fmax(t, 0), 1) * 9.999)];
        }
        line[wide] = '\0';
        plot_script_label(p, script, line, b->left, b->top + ((double)i + 0.5) * CELL_HEIGHT,
                          "left", FONT_TICK, 0);
    }
}
