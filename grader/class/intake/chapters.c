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

/* A copy with blanks for comments, strings and character constants. */
static char *code_only(const char *text)
{
    char *code = text_need(strdup(text)), *s = code;
    while (*s) {
        char *start = s;
        if (s[0] == '/' && s[1] == '/') {
            s += strcspn(s, "\n");
        } else if (s[0] == '/' && s[1] == '*') {
            char *end = strstr(s + 2, "*/");
            s = end ? end + 2 : s + strlen(s);
        } else if (*s == '"' || *s == '\'') {
            for (s++; *s && *s != *start && *s != '\n'; s++)
                s += *s == '\\' && s[1];
            s += *s == *start;
        } else {
            s++;
            continue;
        }
        memset(start, ' ', (size_t)(s - start));
    }
    return code;
}

/* Behind the parenthesis that closes the one at s; s itself if none does. */
static const char *behind_parentheses(const char *s)
{
    int open = 0;
    for (const char *at = s; *at && *at != ';' && *at != '{'; at++) {
        open += (*at == '(') - (*at == ')');
        if (open == 0)
            return at + 1;
    }
    return s;
}

/* 1 if the function is named there, as in a prototype or a call: name(; 2 if it is defined:
 * name(...) {. */
static int knows(const char *code, const char *name)
{
    int known = 0;
    static const char word[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    size_t n = strlen(name);
    for (const char *at = code; (at = strstr(at, name)) != NULL; at += n) {
        const char *open = at + n + strspn(at + n, " \t\r\n");
        if ((at > code && strchr(word, at[-1])) || *open != '(')
            continue;
        const char *close = behind_parentheses(open);
        if (close > open && close[strspn(close, " \t\r\n\f\v")] == '{')
            return 2;
        known = 1;
    }
    return known;
}

void intake_shares(const char *text, double *shares)
{
    char *code = code_only(text);
    for (size_t r = 0; r < COUNT(chapters); r++) {
        int all = 0, there = 0, defined = 0;
        for (size_t f = 0; f < COUNT(functions); f++)
            if (strcmp(functions[f].directory, chapters[r].directory) == 0) {
                int known = knows(code, functions[f].function);
                all++;
                there += known > 0;
                defined += known == 2;
            }
        shares[r] = defined > 0 ? (double)there / all : 0.0;
    }
    free(code);
}

int intake_chapter_by_content(const char *text)
{
    double shares[COUNT(chapters)];
    int best = 0;
    intake_shares(text, shares);
    for (size_t r = 1; r < COUNT(chapters); r++)
        if (shares[r] > shares[best])
            best = (int)r;
    return shares[best] >= INTAKE_ENOUGH ? best : -1;
}
