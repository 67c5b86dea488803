/* Plots that fail: every failure is one line and leaves nothing behind. */
#include "plot_folder.h"

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
