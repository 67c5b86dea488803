/* The chapters, and which of them a source text belongs to. */
#include "collect.h"

#include <stdlib.h>
#include <string.h>

static struct intake_chapter chapters[] = {
#define CHAPTER(d, t, what) {.directory = #d, .topic = #t},
#include "exercises.def"
};
static const struct {
    const char *function, *directory;
} functions[] = {
#define FUNCTION(f, e, d, t) {#f, #d},
#include "exercises.def"
};
#define COUNT(a) (sizeof(a) / sizeof *(a))
_Static_assert(COUNT(chapters) <= INTAKE_CHAPTER_LIMIT, "INTAKE_CHAPTER_LIMIT is too small");

struct intake_chapter *intake_chapters(size_t *count)
{
    static bool read;
    for (size_t i = 0; i < COUNT(chapters) && !read; i++) {
        char *path = text_format("chapters/%s/%s.c", chapters[i].directory, chapters[i].topic);
        chapters[i].skeleton = file_read(path, LIMIT_SOURCE_BYTES, NULL);
        free(path);
    }
    read = true;
    *count = COUNT(chapters);
    return chapters;
}

/* Is `name(` somewhere in the text, as a word? */
static bool has_call(const char *text, const char *name)
{
    static const char word[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    size_t n = strlen(name);
    for (const char *at = text; (at = strstr(at, name)) != NULL; at += n)
        if ((at == text || !strchr(word, at[-1])) && at[n + strspn(at + n, " \t")] == '(')
            return true;
    return false;
}

int intake_chapter_by_content(const char *text)
{
    int best = -1;
    double most = 0.0;
    for (size_t r = 0; r < COUNT(chapters); r++) {
        int all = 0, there = 0;
        for (size_t f = 0; f < COUNT(functions); f++)
            if (strcmp(functions[f].directory, chapters[r].directory) == 0) {
                all++;
                there += has_call(text, functions[f].function);
            }
        if (all > 0 && (double)there / all > most) {
            most = (double)there / all;
            best = (int)r;
        }
    }
    return most >= 0.5 ? best : -1;
}
