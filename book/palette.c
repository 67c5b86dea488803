/* palette js|css|dark: the colours of figures (lib/plot/palette.h), for the pages' scripts, for
 * their style sheet, and for book/dark.awk. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "plot/palette.h"
#include "plot/plot_page.h"

static const struct {
    const char *name;
    uint32_t light, dark; /* on white, on the dark plate */
} lines[] = {
#define COLOUR(name, light, dark) {#name, light, dark},
    PALETTE_LINES(COLOUR) PALETTE_RED(COLOUR)
#undef COLOUR
};

#define COLOUR(rgb) rgb,
static const uint32_t viridis[] = {PALETTE_VIRIDIS(COLOUR)};
static const uint32_t diverging[] = {PALETTE_DIVERGING(COLOUR)};
#undef COLOUR

/* A colour as its red, green and blue, with commas between. */
static void print_parts(uint32_t rgb)
{
    printf("%u,%u,%u", (unsigned)(rgb >> 16 & 0xFF), (unsigned)(rgb >> 8 & 0xFF),
           (unsigned)(rgb & 0xFF));
}

static void print_map(const char *name, const uint32_t *map, size_t n)
{
    printf("    %s: [", name);
    for (size_t i = 0; i < n; i++) {
        printf("%s[", i ? ", " : "");
        print_parts(map[i]);
        putchar(']');
    }
    printf("],\n");
}

/* PALETTE.lines.blue: on white and on dark; PALETTE.viridis: points of the map. */
static void js(void)
{
    printf("// Made by book/palette.c.\nconst PALETTE = {\n    lines: {");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        printf("%s%s: [\"#%06x\", \"#%06x\"]", i ? ", " : "", lines[i].name,
               (unsigned)lines[i].light, (unsigned)lines[i].dark);
    printf("},\n");
    print_map("viridis", viridis, sizeof viridis / sizeof *viridis);
    print_map("diverging", diverging, sizeof diverging / sizeof *diverging);
    printf("};\n");
}

static void css(void)
{
    printf("/* Made by book/palette.c. */\n:root {");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        printf(" --%s: #%06x;", lines[i].name, (unsigned)lines[i].light);
    printf(" }\n");
}

/* Lines `line RGB RGB`, what a colour becomes, for lines and for letters, which are darker on
 * white; and `viridis RGB`. */
static void dark(void)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const uint32_t seen[] = {lines[i].light, pen_text(lines[i].light)};
        for (size_t k = 0; k < 2; k++) {
            printf("line ");
            print_parts(seen[k]);
            putchar(' ');
            print_parts(lines[i].dark);
            putchar('\n');
        }
    }
    for (size_t i = 0; i < sizeof viridis / sizeof *viridis; i++) {
        printf("viridis ");
        print_parts(viridis[i]);
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    const char *how = argc == 2 ? argv[1] : "";
    if (strcmp(how, "js") == 0)
        js();
    else if (strcmp(how, "css") == 0)
        css();
    else if (strcmp(how, "dark") == 0)
        dark();
    else
        return fprintf(stderr, "palette: say js, css or dark\n"), 2;
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 2;
}
