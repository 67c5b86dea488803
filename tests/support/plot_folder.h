/* plot_folder.h: for tests of plots: a folder of a test's own, and pages to draw. */
#ifndef TESTS_PLOT_FOLDER_H
#define TESTS_PLOT_FOLDER_H

#include "load/load.h"
#include "plot/plot.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <locale.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* Every test works in a folder of its own, and leaves it empty. */
static char folder[] = "/tmp/test_plot.XXXXXX";

static inline void enter(void)
{
    cr_assert(mkdtemp(folder) && chdir(folder) == 0);
}

static inline size_t files_here(void)
{
    size_t count = 0;
    DIR *dir = opendir(".");
    cr_assert(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        count += entry->d_name[0] != '.';
    closedir(dir);
    return count;
}

static inline void leave(void)
{
    char command[100];
    snprintf(command, sizeof command, "/bin/rm -rf '%s'", folder);
    cr_assert(chdir("/") == 0 && system(command) == 0);
}

TestSuite(plot, .init = enter, .fini = leave);

static inline char *slurp(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    cr_assert(file, "%s is not there", path);
    char *bytes = malloc(10000000);
    *size = fread(bytes, 1, 9999999, file);
    bytes[*size] = '\0';
    fclose(file);
    return bytes;
}

static inline size_t occurrences(const char *text, const char *what)
{
    size_t count = 0;
    for (; (text = strstr(text, what)); text++)
        count++;
    return count;
}

static inline struct plot *simple(void)
{
    static const double y[] = {1, 4, 2, 3};
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, "A title", "Time (frames)", "Grey value (0..255)");
    plot_line(p, "sig", NULL, y, 4, pen(0));
    return p;
}

/* A page of every kind of series, from the same numbers. */
static inline struct plot *everything(const double *v, size_t n, bool log)
{
    struct plot *p = plot_new(3, 4, "Everything");
    double edges[65];
    size_t counts[64];
    for (size_t i = 0; i <= 64; i++)
        edges[i] = (double)i;
    for (size_t i = 0; i < 64; i++)
        counts[i] = (i * 7) % 5;
    for (int kind = 0; kind < 12; kind++) {
        if (kind == 9 && n == 0)
            continue;
        plot_panel(p, "Panel", "x (unit)", "y (unit)");
        if (log && kind != 9) {
            plot_log_y(p);
            if (kind < 5)
                plot_log_x(p);
        }
        switch (kind) {
        case 0: plot_line(p, "line", NULL, v, n, pen(0)); break;
        case 1: plot_points(p, "points", v, v, n, pen_alpha(pen(1), 0.5)); break;
        case 2: plot_linepoints(p, "both", NULL, v, n, pen_dashed(pen(2))); break;
        case 3: plot_steps(p, "steps", NULL, v, n, pen(3)); break;
        case 4: plot_stems(p, "stems", NULL, v, n, pen(4)); break;
        case 5:
            plot_bars(p, "a", NULL, v, n, pen(0));
            plot_bars(p, "b", NULL, v, n, pen(1));
            break;
        case 6: plot_hbars(p, "a", NULL, v, n, pen(0)); break;
        case 7: plot_hist(p, "h", edges, counts, n, pen(0)); break;
        case 8: plot_hist_outline(p, "o", edges, counts, n, pen(0)); break;
        case 9:
            plot_image(p, v, 1, n, PLOT_DIVERGING, NAN, NAN);
            plot_colourbar(p, "z (unit)");
            break;
        case 10:
            plot_legend(p, PLOT_DIRECT);
            for (size_t i = 0; i < 5; i++)
                plot_line(p, "end", NULL, v, n, pen_cool(i, 5));
            break;
        case 11:
            plot_line(p, "line", NULL, v, n, pen_viridis(1, 3));
            plot_legend(p, PLOT_OUTSIDE);
            for (size_t i = 0; i < n; i++) {
                plot_hline(p, v[i], "h", pen_grey());
                plot_vline(p, v[i], "v", pen_grey());
                plot_text(p, v[i], v[i], "t", PLOT_CENTRE, pen_red());
            }
            break;
        }
    }
    return p;
}

/* The mean place of the black pixels of a picture, as shares of its size. */
static inline void black(const char *path, double *row, double *col)
{
    struct array image;
    struct sb_error err;
    cr_assert(load_image(path, 1, &image, &err) == SB_OK, "%s", err.text);
    size_t rows = image.shape[0], cols = image.shape[1], count = 0;
    *row = *col = 0;
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < cols; j++)
            if (image.data[i * cols + j] < 50) {
                *row += (double)i / (double)rows;
                *col += (double)j / (double)cols;
                count++;
            }
    cr_assert(count > 0);
    *row /= (double)count;
    *col /= (double)count;
    array_free(&image);
}

#endif
