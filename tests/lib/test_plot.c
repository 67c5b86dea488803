/* Plots: nothing runs that should not, every failure is one line and leaves no
 * file, and every kind of data gives a picture. */
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

#include "load/load.h"

/* Every test works in a folder of its own, and leaves it empty. */
static char folder[] = "/tmp/test_plot.XXXXXX";

static void enter(void)
{
    cr_assert(mkdtemp(folder) && chdir(folder) == 0);
}

static size_t files_here(void)
{
    size_t count = 0;
    DIR *dir = opendir(".");
    cr_assert(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        count += entry->d_name[0] != '.';
    closedir(dir);
    return count;
}

static void leave(void)
{
    char command[100];
    snprintf(command, sizeof command, "/bin/rm -rf '%s'", folder);
    cr_assert(chdir("/") == 0 && system(command) == 0);
}

TestSuite(plot, .init = enter, .fini = leave);

static char *slurp(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    cr_assert(file, "%s is not there", path);
    char *bytes = malloc(10000000);
    *size = fread(bytes, 1, 9999999, file);
    bytes[*size] = '\0';
    fclose(file);
    return bytes;
}

static size_t occurrences(const char *text, const char *what)
{
    size_t count = 0;
    for (; (text = strstr(text, what)); text++)
        count++;
    return count;
}

static struct plot *simple(void)
{
    static const double y[] = {1, 4, 2, 3};
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, "A title", "Time (frames)", "Grey value (0..255)");
    plot_line(p, "sig", NULL, y, 4, pen(0));
    return p;
}

/* A page of every kind of series, from the same numbers. */
static struct plot *everything(const double *v, size_t n, bool log)
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

Test(plot, draws_each_format_into_one_complete_file)
{
    static const char *const path[] = {"a.svg", "a.png", "a.pdf", "a.txt"};
    static const char *const start[] = {"<?xml", "\x89PNG", "%PDF", ""};
    struct sb_error err;
    for (int f = 0; f < 4; f++) {
        cr_assert(plot_close(simple(), path[f], (enum plot_format)f, &err) == SB_OK, "%s",
                  err.text);
        size_t size;
        char *bytes = slurp(path[f], &size);
        cr_expect(strncmp(bytes, start[f], strlen(start[f])) == 0, "%s starts wrong", path[f]);
        cr_expect(err.text[0] == '\0');
        free(bytes);
    }
    cr_expect(files_here() == 4);
}

Test(plot, gives_the_same_bytes_twice)
{
    static const double v[] = {1, -3, 2.5, NAN, 7};
    static const enum plot_format formats[] = {PLOT_SVG, PLOT_PNG};
    for (int f = 0; f < 2; f++) {
        struct sb_error err;
        size_t one, two;
        cr_assert(plot_close(everything(v, 5, false), "1", formats[f], &err) == SB_OK, "%s",
                  err.text);
        cr_assert(plot_close(everything(v, 5, false), "2", formats[f], &err) == SB_OK, "%s",
                  err.text);
        char *a = slurp("1", &one), *b = slurp("2", &two);
        cr_expect(one == two && memcmp(a, b, one) == 0);
        free(a);
        free(b);
    }
}

/* Texts that would run, end a string or change the picture if they were not quoted. */
static const char *const nasty[] = {"`touch PWNED`",
                                    "'; system('touch PWNED'); '",
                                    "\"; system(\"touch PWNED\"); \"",
                                    "x\n!touch PWNED\n",
                                    "x\nsystem('touch PWNED')\nx",
                                    "'.system('touch PWNED').'",
                                    "@PWNED",
                                    "$(touch PWNED)",
                                    "\\",
                                    "'",
                                    "''",
                                    "\"",
                                    "%d %n %s %",
                                    "{/Symbol a}_b^c",
                                    "<script>&amp;",
                                    "\xff\xfe broken \xc3",
                                    "\x1b]0;title\x07",
                                    "\xed\xa0\x80 \xef\xbf\xbf",
                                    "a\tb\rc",
                                    ""};
enum { NASTY = sizeof nasty / sizeof *nasty };

Test(plot, shows_any_text_and_runs_none)
{
    for (size_t i = 0; i < NASTY; i++) {
        static const double v[] = {1, 2}, z[] = {0, 1, 2, 3};
        const char *t = nasty[i], *names[] = {nasty[i], nasty[i]};
        struct plot *p = plot_new(1, 3, t);
        plot_panel(p, t, t, t);
        plot_line(p, t, NULL, v, 2, pen(0));
        plot_text(p, 1, 1, t, PLOT_LEFT, pen(0));
        plot_hline(p, 1, t, pen(0));
        plot_vline(p, 1, t, pen(0));
        plot_panel(p, t, t, t);
        plot_bars(p, t, names, v, 2, pen(0));
        plot_panel(p, t, t, t);
        plot_image(p, z, 2, 2, PLOT_GREY, NAN, NAN);
        plot_colourbar(p, t);
        struct sb_error err;
        cr_assert(plot_close(p, "a.svg", PLOT_SVG, &err) == SB_OK, "text %zu: %s", i, err.text);
        cr_assert(files_here() == 1, "text %zu ran", i);
    }
}

/* text as an SVG holds it. */
static void in_svg(const char *text, char *out)
{
    for (; *text; text++)
        if (*text == '&' || *text == '<')
            out += sprintf(out, "%s", *text == '&' ? "&amp;" : "&lt;");
        else
            *out++ = *text;
    *out = '\0';
}

Test(plot, shows_texts_letter_by_letter)
{
    static const char *const texts[] = {
        "Grey value (0..255)", "it's `50 %` of <b> {x}_1 \\n", "a\\163 & &amp; @x $1 #2 !3",
        "!\"#$%&'()*+,-./0123456789:;<=>?@AZ[\\]^_`az{|}~", "\u03b8 = 10\u207b\u00b3"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t size;
        char want[400];
        const char *names[] = {texts[i]};
        static const double one = 1;
        struct plot *p = plot_new(1, 1, texts[i]);
        plot_panel(p, texts[i], texts[i], texts[i]);
        plot_hbars(p, texts[i], names, &one, 1, pen(0));
        plot_text(p, 0, 0, texts[i], PLOT_LEFT, pen(0));
        cr_assert(plot_close(p, "a.svg", PLOT_SVG, NULL) == SB_OK);
        char *svg = slurp("a.svg", &size);
        in_svg(texts[i], want);
        /* the page, the panel, two axes, the legend, the text and the bar's name */
        cr_expect(occurrences(svg, want) == 7, "%s: %zu times", want, occurrences(svg, want));
        free(svg);
    }
}

/* U+0378 is no letter, so that no font has it; Cairo would draw it as large as the page. */
Test(plot, shows_a_small_box_for_a_letter_that_no_font_has)
{
    static const char *const titles[] = {"a\u25a1b", "a\u0378b"};
    for (size_t i = 0; i < 2; i++) {
        struct sb_error err;
        struct plot *p = plot_new(1, 1, titles[i]);
        plot_panel(p, titles[i], titles[i], titles[i]);
        plot_line(p, titles[i], NULL, (double[]){1, 2}, 2, pen(0));
        plot_text(p, 0.5, 1.5, titles[i], PLOT_LEFT, pen(1));
        cr_assert(plot_close(p, i ? "b.png" : "a.png", PLOT_PNG, &err) == SB_OK, "%s", err.text);
    }
    cr_expect(system("cmp a.png b.png") == 0);
}

Test(plot, runs_no_data)
{
    /* Numbers whose bytes spell commands, as a gnuplot fed by hand would run them. */
    static const char bytes[] =
        "\n!touch PWNED\nsystem('touch PWNED')\n`touch PWNED` e\ne\ne\nquit";
    double v[sizeof bytes / 8];
    memcpy(v, bytes, sizeof v);
    struct sb_error err;
    struct plot *p = plot_new(1, 2, NULL);
    plot_panel(p, NULL, NULL, NULL);
    plot_line(p, NULL, NULL, v, sizeof v / 8, pen(0));
    plot_panel(p, NULL, NULL, NULL);
    plot_image(p, v, 1, sizeof v / 8, PLOT_GREY, NAN, NAN);
    cr_assert(plot_close(p, "a.svg", PLOT_SVG, &err) == SB_OK, "%s", err.text);
    cr_assert(files_here() == 1);
}

/* A program called gnuplot, first in PATH, that does what `script` says. */
static void fake_gnuplot(const char *script)
{
    char path[300];
    cr_assert(mkdir(".bin", 0777) == 0);
    FILE *file = fopen(".bin/gnuplot", "w");
    fprintf(file, "#!/bin/sh\n%s\n", script);
    fclose(file);
    cr_assert(chmod(".bin/gnuplot", 0755) == 0);
    snprintf(path, sizeof path, "%s/.bin:/usr/bin:/bin", folder);
    setenv("PATH", path, 1);
}

/* Closing p must fail with a line that says `what`, and leave nothing. */
static void must_fail(struct plot *p, const char *path, const char *what)
{
    struct sb_error err;
    size_t before = files_here();
    cr_assert(plot_close(p, path, PLOT_SVG, &err) == SB_EIO);
    cr_expect(strstr(err.text, what), "said \"%s\" instead of \"%s\"", err.text, what);
    cr_expect(!strchr(err.text, '\n'));
    cr_expect(files_here() == before);
}

Test(plot, says_that_gnuplot_is_missing)
{
    setenv("PATH", "/nonexistent", 1);
    must_fail(simple(), "a.svg", "gnuplot is not installed; run: make setup");
}

Test(plot, says_that_gnuplot_was_killed)
{
    fake_gnuplot("kill -9 $$");
    must_fail(simple(), "a.svg", "gnuplot was killed (Killed)");
}

Test(plot, survives_a_gnuplot_that_does_not_read)
{
    struct sigaction before;
    struct plot *p = plot_new(1, 1, NULL);
    char *long_title = calloc(1, 300001); /* more than a pipe holds */
    memset(long_title, 'x', 300000);
    plot_panel(p, long_title, NULL, NULL);
    free(long_title);
    fake_gnuplot("exit 0");
    must_fail(p, "a.svg", "gnuplot stopped reading");
    sigaction(SIGPIPE, NULL, &before);
    cr_expect(before.sa_handler == SIG_DFL, "SIGPIPE is as it was");
}

Test(plot, takes_a_warning_for_an_error)
{
    fake_gnuplot("cat >/dev/null; echo '<svg></svg>'; echo 'line 3: warning: odd' >&2");
    must_fail(simple(), "a.svg", "gnuplot warned: line 3: warning: odd");
}

Test(plot, shows_what_gnuplot_complains_of_however_much_it_says)
{
    fake_gnuplot("yes noise | head -n 200000 >&2; echo 'line 0: no such thing' >&2; "
                 "cat >/dev/null; exit 1");
    must_fail(simple(), "a.svg", "gnuplot failed (status 1): line 0: no such thing");
}

Test(plot, refuses_a_picture_cut_short)
{
    fake_gnuplot("cat >/dev/null; echo '<svg> half'");
    must_fail(simple(), "a.svg", "incomplete");
}

Test(plot, keeps_the_old_picture_when_the_new_one_fails)
{
    size_t size;
    FILE *old = fopen("a.svg", "w");
    fputs("old", old);
    fclose(old);
    fake_gnuplot("exit 1");
    must_fail(simple(), "a.svg", "gnuplot failed (status 1): it gave no reason");
    char *bytes = slurp("a.svg", &size);
    cr_expect(strcmp(bytes, "old") == 0);
    free(bytes);
}

Test(plot, names_a_folder_that_cannot_be_written)
{
    must_fail(simple(), "none/a.svg", "none/a.svg: cannot be written: No such file");
    must_fail(simple(), "/proc/a.svg", "/proc/a.svg: cannot be written");
    cr_assert(mkdir("taken", 0777) == 0); /* fails only at the last step, the renaming */
    must_fail(simple(), "taken", "taken: cannot be written: Is a directory");
}

Test(plot, says_that_the_disk_is_full)
{
    /* A limit on file sizes stands in for a full disk. */
    static double many[100000];
    struct rlimit limit = {4096, 4096};
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, NULL, NULL, NULL);
    plot_line(p, NULL, NULL, many, 100000, pen(0));
    signal(SIGXFSZ, SIG_IGN);
    cr_assert(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    must_fail(p, "a.svg", "a temporary file cannot be written");
    must_fail(simple(), "a.svg", "disk full");
}

static bool is_kind(const char *path, mode_t kind)
{
    struct stat st;
    return lstat(path, &st) == 0 && (st.st_mode & S_IFMT) == kind;
}

/* Renaming would leave a file in their place. */
Test(plot, writes_to_pipes_devices_and_links_and_leaves_them_what_they_are)
{
    struct sb_error err;
    cr_assert(mkfifo("pipe", 0600) == 0);
    cr_expect(plot_close(simple(), "pipe", PLOT_SVG, &err) == SB_EIO);
    cr_expect_str_eq(err.text, "pipe: cannot be written: nobody reads from it");
    cr_assert(plot_close(simple(), "a.svg", PLOT_SVG, &err) == SB_OK);
    cr_assert(system("{ : >open; cat >copy.svg; : >read; } <pipe &") == 0);
    int hold = open("pipe", O_WRONLY); /* returns once the reader is there */
    cr_expect(plot_close(simple(), "pipe", PLOT_SVG, &err) == SB_OK, "%s", err.text);
    close(hold);
    cr_expect(system("until [ -e read ]; do :; done; cmp a.svg copy.svg") == 0);
    cr_expect(is_kind("pipe", S_IFIFO));

    cr_assert(mkdir("sub", 0700) == 0 && symlink("sub/target.svg", "link.svg") == 0);
    cr_expect(plot_close(simple(), "link.svg", PLOT_SVG, &err) == SB_EIO, "a link to nothing");
    cr_assert(system(": >sub/target.svg") == 0);
    cr_expect(plot_close(simple(), "link.svg", PLOT_SVG, &err) == SB_OK, "%s", err.text);
    cr_expect(is_kind("link.svg", S_IFLNK) && system("cmp a.svg sub/target.svg") == 0);

    cr_expect(plot_close(simple(), "/dev/null", PLOT_SVG, &err) == SB_OK, "%s", err.text);
    cr_expect(symlink("/dev/full", "full") == 0);
    cr_expect(plot_close(simple(), "full", PLOT_SVG, &err) == SB_EIO);
    cr_expect_str_eq(err.text, "full: cannot be written: No space left on device");
    cr_expect(is_kind("/dev/null", S_IFCHR) && is_kind("/dev/full", S_IFCHR));
}

Test(plot, leaves_gaps_at_values_that_are_no_numbers)
{
    double v[20];
    size_t size, moves[2];
    for (int gap = 0; gap < 2; gap++) {
        for (int i = 0; i < 20; i++)
            v[i] = i % 3;
        if (gap) {
            v[7] = NAN;
            v[13] = INFINITY;
        }
        struct plot *p = plot_new(1, 1, NULL);
        plot_panel(p, NULL, NULL, NULL);
        plot_line(p, NULL, NULL, v, 20, pen_width(pen_red(), 3));
        cr_assert(plot_close(p, "a.svg", PLOT_SVG, NULL) == SB_OK);
        char *svg = slurp("a.svg", &size);
        char *line = strstr(svg, "232,   0,  11"); /* the pen's colour */
        cr_assert(line);
        moves[gap] = occurrences(line, "M");
        free(svg);
    }
    cr_expect(moves[1] == moves[0] + 2, "%zu moves, then %zu", moves[0], moves[1]);
}

Test(plot, draws_every_kind_from_every_kind_of_data)
{
    static const double data[][6] = {{1, 2, 3, 4, 5, 6},
                                     {NAN, NAN, NAN, NAN, NAN, NAN},
                                     {0, 0, 0, 0, 0, 0},
                                     {-1, -2, -3, -4, -5, -6},
                                     {1e308, -1e308, 1e308, 0, 1, 2},
                                     {1e-310, 2e-310, 0, 0, 0, 0},
                                     {1e299, -1e299, 0, 1, 2, 3},
                                     {INFINITY, -INFINITY, NAN, 1, 1, 1},
                                     {1e15, 1e15, 1e15, 1e15, 1e15, 1e15},
                                     {1e9, 1e9 + 1e-6, 1e9, 1e9, 1e9, 1e9},
                                     {5, NAN, 5, NAN, 5, NAN},
                                     {1e-12, 1e12, 1, 2, 3, 1e-5}};
    for (size_t d = 0; d < sizeof data / sizeof *data; d++)
        for (int log = 0; log < 2; log++)
            for (size_t k = 0; k < 3; k++) {
                const size_t n = k == 0 ? 0 : k == 1 ? 1 : 6;
                struct sb_error err;
                enum sb_status status = plot_close(everything(data[d], n, log), "a.svg", PLOT_SVG,
                                                   &err);
                cr_expect(status == SB_OK, "data %zu, log %d, n %zu: %s", d, log, n, err.text);
                status = plot_close(everything(data[d], n, log), "a.txt", PLOT_DUMB, &err);
                cr_expect(status == SB_OK, "in text, data %zu, log %d, n %zu: %s", d, log, n,
                          err.text);
            }
}

/* The mean place of the black pixels of a picture, as shares of its size. */
static void black(const char *path, double *row, double *col)
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

/* The labels in an SVG that begin with `start` are `count`, and all differ. */
static void labels_differ(const char *start, size_t count)
{
    size_t size, found = 0;
    char *svg = slurp("a.svg", &size), *seen[64], *rest;
    for (char *at = strtok_r(svg, ">", &rest); at; at = strtok_r(NULL, ">", &rest)) {
        char *begin = at + strspn(at, " ");
        begin[strcspn(begin, "<")] = '\0';
        if (strncmp(begin, start, strlen(start)) != 0)
            continue;
        for (size_t i = 0; i < found; i++)
            cr_expect_str_neq(seen[i], begin);
        cr_assert(found < 64);
        seen[found++] = begin;
    }
    cr_expect(found >= count, "%zu labels begin with %s", found, start);
    free(svg);
}

static void draw_over(double from, double step, bool log)
{
    double x[100], y[100];
    struct sb_error err;
    for (int i = 0; i < 100; i++) {
        x[i] = from + i * step;
        y[i] = i % 10;
    }
    struct plot *p = plot_new(1, 1, NULL);
    plot_size(p, 480, 270);
    plot_panel(p, NULL, "x", "y");
    plot_line(p, NULL, x, y, 100, pen(0));
    if (log)
        plot_log_x(p);
    cr_assert(plot_close(p, "a.svg", PLOT_SVG, &err) == SB_OK, "%s", err.text);
}

/* Unix time, samples of a microsecond, one second alone, part of a decade. */
Test(plot, ticks_far_from_0_differ)
{
    draw_over(1790000000, 1, false);
    labels_differ("17900000", 3);
    draw_over(1790000000, 0.01, false);
    labels_differ("1790000000", 2);
    draw_over(1e12, 0.01, false);
    labels_differ("1000000000000", 2);
    draw_over(1, 1e-9, false);
    labels_differ("1.0000000", 2);
    draw_over(1.1e5, 100, true);
    labels_differ("11", 3);

    struct sb_error err;
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, NULL, "x", "y");
    plot_ticks_x(p, (double[]){1790000000, 1790000001}, NULL, 2);
    plot_line(p, NULL, (double[]){1790000000, 1790000001}, (double[]){0, 1}, 2, pen(0));
    cr_assert(plot_close(p, "a.svg", PLOT_SVG, &err) == SB_OK, "%s", err.text);
    labels_differ("179000000", 2);
}

Test(plot, shows_row_0_of_an_image_on_top_and_column_0_on_the_left)
{
    static const double corner[] = {0, 1, 1, 1, 1, 1};
    double row, col;
    struct plot *p = plot_new(1, 1, NULL);
    plot_panel(p, NULL, NULL, NULL);
    plot_image(p, corner, 2, 3, PLOT_GREY, 0, 1);
    cr_assert(plot_close(p, "a.png", PLOT_PNG, NULL) == SB_OK);
    black("a.png", &row, &col);
    cr_expect(fabs(row - 0.25) < 0.02 && fabs(col - 0.25) < 0.06, "black at %g, %g", row, col);
}

Test(plot, fits_text_into_the_room_of_a_terminal)
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

Test(plot, reports_calls_that_cannot_be)
{
    struct sb_error err;
    static const double v[] = {1, 2};
    struct plot *p = plot_new(1, 1, NULL);
    plot_line(p, NULL, NULL, v, 2, pen(0));
    cr_expect(plot_close(p, "a.svg", PLOT_SVG, &err) == SB_EINVAL &&
              strstr(err.text, "plot_panel"));
    p = simple();
    plot_panel(p, NULL, NULL, NULL);
    cr_expect(plot_close(p, "a.svg", PLOT_SVG, &err) == SB_EINVAL && strstr(err.text, "cells"));
    p = simple();
    plot_image(p, v, 0, 2, PLOT_GREY, 0, 1);
    cr_expect(plot_close(p, "a.svg", PLOT_SVG, &err) == SB_EINVAL && strstr(err.text, "image"));
    p = simple();
    plot_range_x(p, 1, 1);
    cr_expect(plot_close(p, "a.svg", PLOT_SVG, &err) == SB_EINVAL && strstr(err.text, "range"));
    p = simple();
    plot_size(p, 100, 100);
    cr_expect(plot_close(p, "a.svg", PLOT_SVG, &err) == SB_EINVAL && strstr(err.text, "too small"));
    cr_expect(plot_close(plot_new(0, 1, NULL), "a.svg", PLOT_SVG, &err) == SB_EINVAL);
    cr_expect(plot_close(plot_new(1, 1, NULL), "a.svg", PLOT_SVG, &err) == SB_EINVAL);
    cr_expect(plot_close(simple(), NULL, PLOT_SVG, &err) == SB_EINVAL);
    cr_expect(plot_close(NULL, "a.svg", PLOT_SVG, &err) == SB_ENOMEM);
    cr_expect(files_here() == 0);
    plot_abandon(NULL);
}

Test(plot, draws_the_same_whatever_the_language_is)
{
    static const char *const locales[] = {"C", "POSIX", "de_DE.UTF-8"};
    for (size_t i = 0; i < 3; i++) {
        setenv("LC_ALL", locales[i], 1);
        setenv("LANG", locales[i], 1);
        struct plot *p = plot_new(1, 1, "\u03b8 = 0.5\u00b0");
        plot_panel(p, NULL, "x (no unit)", "y (no unit)");
        plot_line(p, NULL, NULL, (double[]){0.5, 1.25}, 2, pen(0));
        struct sb_error err;
        cr_assert(plot_close(p, i ? "b.svg" : "a.svg", PLOT_SVG, &err) == SB_OK, "%s: %s",
                  locales[i], err.text);
        if (i) {
            size_t first, other;
            char *a = slurp("a.svg", &first), *b = slurp("b.svg", &other);
            cr_expect(first == other && memcmp(a, b, first) == 0, "%s", locales[i]);
            free(a);
            free(b);
        }
    }
}

/* A language with a decimal comma, made in this folder; false where its source is missing. */
static bool take_comma(void)
{
    if (system("localedef -i de_DE -f UTF-8 ./de_DE.UTF-8 >localedef.txt 2>&1") < 0)
        return false;
    setenv("LOCPATH", ".", 1);
    char text[8];
    bool there = setlocale(LC_ALL, "de_DE.UTF-8") != NULL;
    snprintf(text, sizeof text, "%.1f", 1.5);
    return there && strcmp(text, "1,5") == 0;
}

static void draw_numbers(const char *path, enum plot_format format)
{
    struct sb_error err = {0};
    const double at[] = {0.25, 1.5};
    struct plot *p = plot_new(2, 2, "Numbers");
    plot_panel(p, NULL, "x", "y");
    plot_line(p, "a", NULL, (double[]){0.5, 1.25}, 2, pen_width(pen(0), 1.5));
    plot_vline(p, 0.5, "here", pen_grey());
    plot_ticks_x(p, at, NULL, 2);
    plot_panel(p, NULL, "x", "y");
    plot_hist(p, NULL, (double[]){0.5, 1.5, 2.5}, (size_t[]){3, 4}, 2, pen(1));
    plot_log_y(p);
    plot_panel(p, NULL, "x", "y");
    plot_heatmap(p, (double[]){0.5, 1.5, 2.5, 3.5}, 2, 2, PLOT_VIRIDIS, NAN, NAN);
    plot_colourbar(p, "bar");
    plot_panel(p, NULL, "x", "y");
    plot_stems(p, NULL, NULL, (double[]){0.001, 0.002}, 2, pen(2));
    plot_text(p, 0.5, 0.0015, "text", PLOT_LEFT, pen(3));
    cr_assert(plot_close(p, path, format, &err) == SB_OK, "%s: %s", path, err.text);
}

Test(plot, draws_the_same_in_a_program_that_writes_a_decimal_comma)
{
    setlocale(LC_ALL, "C");
    draw_numbers("a.svg", PLOT_SVG);
    draw_numbers("a.txt", PLOT_DUMB);
    if (!take_comma())
        cr_skip("no localedef or no source of de_DE (package locales)");
    draw_numbers("b.svg", PLOT_SVG);
    draw_numbers("b.txt", PLOT_DUMB);
    char text[8];
    snprintf(text, sizeof text, "%.1f", 1.5);
    cr_expect_str_eq(text, "1,5", "the program keeps its language");
    cr_expect(system("cmp a.svg b.svg && cmp a.txt b.txt") == 0);
}
