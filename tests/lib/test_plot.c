/* Plots: nothing runs that should not, and the picture is that of the data. */
#include "plot_folder.h"

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

/* U+0378 is not a letter, so that no font has it; Cairo would draw it as large as the page. */
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

Test(plot, leaves_gaps_at_values_that_are_not_numbers)
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

Test(plot, reports_impossible_calls)
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
