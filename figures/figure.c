/* figure.c: the program around a chapter's figures: its command line, its values. */
#include "parent.h"
#include "report/output.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* True when id is in the comma-separated list (or there is no list). */
static bool wanted(const char *id, const char *list)
{
    size_t length = strlen(id);
    for (const char *c = list; c; c = strchr(c, ',')) {
        c += *c == ',';
        if (strncmp(c, id, length) == 0 && (c[length] == ',' || c[length] == '\0'))
            return true;
    }
    return !list;
}

static bool make_folder(const char *path)
{
    char part[4096];
    snprintf(part, sizeof part, "%s", path);
    for (char *c = part + 1; *c; c++)
        if (*c == '/') {
            *c = '\0';
            mkdir(part, 0777);
            *c = '/';
        }
    struct stat info;
    mkdir(part, 0777);
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return true;
    fprintf(stderr, "%s: this folder cannot be made: %s\n", path, strerror(errno));
    return false;
}

static bool read_format(const char *name, enum plot_format *format)
{
    static const char *const names[] = {"svg", "png", "pdf", "dumb", "sixel"};
    for (size_t i = 0; i < 5; i++)
        if (strcmp(name, names[i]) == 0) {
            *format = (enum plot_format)i;
            return true;
        }
    fprintf(stderr, "format %s: say svg, png, pdf, dumb or sixel\n", name);
    return false;
}

static size_t from_environment(const char *name)
{
    const char *text = getenv(name);
    long number = text ? strtol(text, NULL, 10) : 0;
    return number > 0 ? (size_t)number : 0;
}

/* How much space there is for a picture: what COLUMNS and LINES say (for output that somebody else
 * writes to a terminal), or the width of the terminal it goes to (a higher picture scrolls). */
static void look_at_terminal(struct settings *s)
{
    struct winsize size = {0};
    s->columns = from_environment("COLUMNS");
    s->rows = from_environment("LINES");
    int tty = s->columns > 0 ? open("/dev/tty", O_RDONLY | O_NOCTTY) : dup(STDOUT_FILENO);
    bool known = tty >= 0 && ioctl(tty, TIOCGWINSZ, &size) == 0;
    if (tty >= 0)
        close(tty);
    if (!known)
        return;
    s->columns = s->columns > 0 ? s->columns : size.ws_col;
    s->width = size.ws_xpixel;
    s->height = size.ws_row > 0 ? (double)size.ws_ypixel * (double)s->rows / size.ws_row : 0;
}

/* Returns -1 to continue, or the status to exit with. */
static int read_arguments(int argc, char **argv, struct settings *s, const struct figure *figures,
                          size_t count)
{
    static const struct option options[] = {{"out", required_argument, NULL, 'o'},
                                            {"values", required_argument, NULL, 'v'},
                                            {"format", required_argument, NULL, 'f'},
                                            {"data", required_argument, NULL, 'd'},
                                            {"only", required_argument, NULL, 'n'},
                                            {"overlay", no_argument, NULL, 'r'},
                                            {"list", no_argument, NULL, 'l'},
                                            {"may-stop", no_argument, NULL, 's'},
                                            {NULL, 0, NULL, 0}};
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
        switch (option) {
        case 'o': s->out = optarg; break;
        case 'v': s->values = optarg; break;
        case 'd': s->data = optarg; break;
        case 'n': s->only = optarg; break;
        case 'r': overlay = true; break;
        case 's': s->may_stop = true; break;
        case 'f':
            if (!read_format(optarg, &s->format))
                return 2;
            break;
        case 'l':
            for (size_t i = 0; i < count; i++)
                printf("%s\t%.*s_%s\t%s\n", figures[i].id, (int)strcspn(s->chapter, "_"),
                       s->chapter, figures[i].stem, figures[i].caption);
            return 0;
        default: return 2;
        }
    if (optind < argc) {
        fprintf(stderr, "%s: not an option of this program\n", argv[optind]);
        return 2;
    }
    bool terminal = s->format == PLOT_DUMB || s->format == PLOT_SIXEL;
    if (!s->out && terminal)
        look_at_terminal(s);
    if (!s->out && !terminal)
        s->out = ".";
    struct stat info;
    if (s->data && (stat(s->data, &info) != 0 || !S_ISDIR(info.st_mode))) {
        fprintf(stderr, "DATA=%s: there is no such folder\n", s->data);
        return 2;
    }
    return (s->out && !make_folder(s->out)) || (s->values && !make_folder(s->values)) ? 2 : -1;
}

/* Move the gathered values into place. */
static bool write_values(const struct settings *s, const char *text)
{
    char path[4096], beside[4200];
    snprintf(path, sizeof path, "%s/%s.tsv", s->values, s->chapter);
    snprintf(beside, sizeof beside, "%s.new", path);
    FILE *file = fopen(beside, "w");
    bool ok = file && fputs(text, file) >= 0;
    ok = file && fclose(file) == 0 && ok && rename(beside, path) == 0;
    if (!ok)
        fprintf(stderr, "%s: cannot be written: %s\n", path, strerror(errno));
    return ok;
}

int figure_main(int argc, char **argv, const char *chapter, const struct figure *figures,
                size_t count)
{
    struct settings s = {.chapter = chapter, .format = PLOT_SVG};
    output_begin();
    int ended = read_arguments(argc, argv, &s, figures, count);
    if (ended >= 0)
        return output_end(chapter, ended);
    char *text = NULL;
    size_t size = 0, asked = 0, drawn = 0;
    FILE *values = open_memstream(&text, &size);
    if (!values) {
        fprintf(stderr, "%s: out of memory\n", chapter);
        return 2;
    }
    s.may_stop = s.may_stop && parent_takes_interrupts();
    for (size_t i = 0; i < count; i++)
        if (wanted(figures[i].id, s.only)) {
            asked++;
            drawn += parent_draw(&figures[i], &s, values);
        }
    fclose(values);
    if (asked > 0)
        fprintf(console(&s), "%s: %zu of %zu figures drawn\n", chapter, drawn, asked);
    bool written = !s.values || s.only || drawn < asked || parent_cut_short() ||
                   write_values(&s, text);
    free(text);
    if (parent_cut_short()) {
        fflush(NULL);
        signal(SIGINT, SIG_DFL);
        raise(SIGINT);
    }
    return output_end(chapter, asked == 0 ? 3 : drawn == asked && written ? 0 : 1);
}
