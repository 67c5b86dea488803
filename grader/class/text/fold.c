/* Names for comparing: "O'Neil, Zoë" and "zoe oneil" are the same. */
#include "text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The base letters of U+00C0 to U+017F. */
static const char letters[] = "aaaaaaaceeeeiiiidnooooo ouuuuyts" /* U+00C0 */
                              "aaaaaaaceeeeiiiidnooooo ouuuuyty" /* U+00E0 */
                              "aaaaaaccccccccdd"                 /* U+0100 */
                              "ddeeeeeeeeeegggg"
                              "gggghhhhiiiiiiii" /* U+0120 */
                              "iiiijjkkklllllll"
                              "lllnnnnnnnnnoooo" /* U+0140 */
                              "oooorrrrrrssssss"
                              "ssttttttuuuuuuuu" /* U+0160 */
                              "uuuuwwyyyzzzzzzs";

/* The words of the text in small letters without accents, one blank between them. Marks inside a
 * word are left out; letters of other scripts stay. To be freed. */
char *text_fold(const char *text)
{
    char *folded = text_need(malloc(strlen(text) + 1)), *to = folded;
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        unsigned code = s[0];
        size_t n = 1;
        if (s[0] >= 0xc3 && s[0] <= 0xcd && (s[1] & 0xc0) == 0x80) {
            code = (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu);
            n = 2;
        }
        if (code >= 0xc0 && code < 0xc0 + sizeof letters - 1 && n == 2)
            *to++ = letters[code - 0xc0];
        else if (code >= 0x300 && code < 0x370) /* an accent by itself */
            ;
        else if (n == 2)
            *to++ = (char)s[0], *to++ = (char)s[1];
        else if (isalnum(*s) || *s >= 0x80 || strchr("@.+", *s))
            *to++ = (char)tolower(*s);
        else if (*s != '\'' && to > folded && to[-1] != ' ')
            *to++ = ' ';
        s += n;
    }
    while (to > folded && to[-1] == ' ')
        to--;
    *to = '\0';
    return folded;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char *text_fold_sorted(const char *text)
{
    char *folded = text_fold(text), *rest = NULL, *words[64] = {NULL};
    size_t n = 0;
    for (char *w = strtok_r(folded, " ", &rest); w && n < 64; w = strtok_r(NULL, " ", &rest))
        words[n++] = w;
    qsort(words, n, sizeof *words, by_text);
    char *sorted = text_need(calloc(1, strlen(text) + 2)), *to = sorted;
    for (size_t i = 0; i < n; i++)
        to = stpcpy(stpcpy(to, i ? " " : ""), words[i]);
    free(folded);
    return sorted;
}
