/* plot_fonts.c: letters that no font has. Cairo draws each as a box of the page's size. */
#include "plot_page.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Starts fontconfig's program with its output in the file. Returns errno or 0. */
static int list_fonts(FILE *out)
{
    char *args[] = {"fc-list", "--format", "%{charset}\n", NULL};
    posix_spawn_file_actions_t actions;
    pid_t child;
    int why = posix_spawn_file_actions_init(&actions);
    if (why)
        return why;
    why = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    if (!why)
        why = posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    if (!why)
        why = posix_spawn_file_actions_adddup2(&actions, fileno(out), 1);
    if (!why)
        why = posix_spawnp(&child, args[0], &actions, NULL, args, environ);
    posix_spawn_file_actions_destroy(&actions);
    int wstatus = -1;
    while (!why && waitpid(child, &wstatus, 0) < 0 && errno == EINTR)
        ;
    return why;
}

/* The letters of all fonts, a line per font: "20-7e a0-377 ...", in hexadecimal. NULL when
 * fontconfig's program is not here; then every letter is left as it is. */
static char *charsets(struct plot *p)
{
    FILE *out = tmpfile();
    int why = out ? list_fonts(out) : errno;
    char *text = NULL;
    long size = !why && fseek(out, 0, SEEK_END) == 0 ? ftell(out) : 0;
    if (size > 0) {
        text = calloc(1, (size_t)size + 1);
        why = text ? 0 : ENOMEM;
        rewind(out);
        if (text && fread(text, 1, (size_t)size, out) != (size_t)size) {
            free(text);
            text = NULL;
        }
    }
    if (out)
        fclose(out);
    if (why == ENOMEM)
        plot_page_fail(p, SB_ENOMEM, "out of memory");
    return text;
}

static bool covered(const char *fonts, unsigned long letter)
{
    for (const char *c = fonts; *c;) {
        char *end;
        unsigned long first = strtoul(c, &end, 16), last = first;
        if (end == c) {
            c++;
            continue;
        }
        if (*end == '-')
            last = strtoul(end + 1, &end, 16);
        if (letter >= first && letter <= last)
            return true;
        c = end;
    }
    return false;
}

/* The letter at c, and how many bytes it has; a byte that is no UTF-8 counts as an ASCII letter. */
static unsigned long decode(const unsigned char *c, size_t *length)
{
    size_t n = *c >= 0xF0 ? 4 : *c >= 0xE0 ? 3 : *c >= 0xC0 ? 2 : 1;
    unsigned long letter = n == 1 ? *c : *c & (0x7FU >> n);
    for (size_t i = 1; i < n; i++) {
        if ((c[i] & 0xC0) != 0x80) {
            *length = 1;
            return 'x';
        }
        letter = letter << 6 | (c[i] & 0x3FU);
    }
    *length = n;
    return *c >= 0x80 && n == 1 ? 'x' : letter;
}

/* Joiners and the like, which show nothing. */
static bool invisible(unsigned long letter)
{
    return (letter >= 0x200B && letter <= 0x200F) || (letter >= 0x2060 && letter <= 0x2064) ||
           (letter >= 0xFE00 && letter <= 0xFE0F) || letter == 0xFEFF ||
           (letter >= 0xE0000 && letter <= 0xE0FFF);
}

static bool all_ascii(const char *text)
{
    for (; text && *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* A box, of a letter's size, in the place of each letter that no font has. */
static void replace(struct plot *p, char **text, char **fonts)
{
    if (all_ascii(*text) || (!*fonts && !(*fonts = charsets(p))))
        return;
    const char *box = covered(*fonts, 0x25A1) ? "\u25a1" : "?";
    char *to = malloc(3 * strlen(*text) + 1), *at = to;
    if (!to) {
        plot_page_fail(p, SB_ENOMEM, "out of memory");
        return;
    }
    size_t length;
    for (const char *c = *text; *c; c += length) {
        unsigned long letter = decode((const unsigned char *)c, &length);
        if (letter < 0x80 || covered(*fonts, letter)) {
            memcpy(at, c, length);
            at += length;
        } else if (!invisible(letter)) {
            memcpy(at, box, strlen(box));
            at += strlen(box);
        }
    }
    *at = '\0';
    free(*text);
    *text = to;
}

static void replace_ticks(struct plot *p, struct ticks *ticks, char **fonts)
{
    for (size_t i = 0; i < ticks->n; i++)
        replace(p, &ticks->label[i], fonts);
}

void plot_page_fonts(struct plot *p)
{
    char *fonts = NULL;
    replace(p, &p->title, &fonts);
    for (size_t i = 0; i < p->used; i++) {
        struct panel *panel = &p->panel[i];
        replace(p, &panel->title, &fonts);
        replace(p, &panel->bar_label, &fonts);
        replace(p, &panel->x.label, &fonts);
        replace(p, &panel->y.label, &fonts);
        replace_ticks(p, &panel->x.ticks, &fonts);
        replace_ticks(p, &panel->y.ticks, &fonts);
        for (size_t k = 0; k < panel->count; k++)
            replace(p, &panel->series[k].label, &fonts);
    }
    free(fonts);
}
