/* Fingerprints of a C source, robust to renaming and reformatting.
 *
 * The text is turned into tokens: all names become one token, all literals another, and comments
 * and spaces are dropped. h_i = hash of the K tokens from i on; of each window of W neighbouring
 * hashes the smallest is kept (the rightmost if there are several). Any passage of K + W - 1 tokens
 * that two files share is then found in both. Source: Schleimer, Wilkerson & Aiken 2003, Winnowing:
 * local algorithms for document fingerprinting, SIGMOD. */
#include "gradebook.h"
#include "limits.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define K 18 /* tokens a hash looks at */
#define W 8  /* hashes a window looks at */

typedef unsigned long long u64;

static const char *skip_quoted(const char *s)
{
    char quote = *s++;
    while (*s && *s != quote && *s != '\n')
        s += *s == '\\' && s[1] ? 2 : 1;
    return *s == quote ? s + 1 : s;
}

/* Keywords are kept; all other names count as the same. */
static u64 word_token(const char *s, size_t n)
{
    static const char keywords[] =
        " if else for while do switch case default break continue return goto "
        "sizeof struct static const double float int size_t void char unsigned "
        "long short bool ";
    char word[16];
    if (n < 12) {
        snprintf(word, sizeof word, " %.*s ", (int)n, s);
        if (strstr(keywords, word)) {
            u64 h = 5381;
            while (n-- > 0)
                h = h * 33 + (unsigned char)*s++;
            return h;
        }
    }
    return 'i';
}

/* Returns the next token's value and moves *at past it; 0 at the end. */
static u64 next_token(const char **at)
{
    const char *s = *at;
    for (;;) {
        s += strspn(s, " \t\n\r\f\v\\");
        if (s[0] == '/' && s[1] == '/') {
            s += strcspn(s, "\n");
        } else if (s[0] == '/' && s[1] == '*') {
            const char *end = strstr(s + 2, "*/");
            s = end ? end + 2 : s + strlen(s);
        } else if (*s == '#') { /* includes and macros say little about who wrote this */
            s += strcspn(s, "\n");
        } else {
            break;
        }
    }
    const char *start = s;
    u64 token = (unsigned char)*s;
    if (isalpha((unsigned char)*s) || *s == '_') {
        while (isalnum((unsigned char)*s) || *s == '_')
            s++;
        token = word_token(start, (size_t)(s - start));
    } else if (isdigit((unsigned char)*s) || (*s == '.' && isdigit((unsigned char)s[1]))) {
        while (isalnum((unsigned char)*s) || *s == '.' || (strchr("+-", *s) && strchr("eE", s[-1])))
            s++;
        token = '0';
    } else if (*s == '"' || *s == '\'') {
        s = skip_quoted(s);
        token = '"';
    } else if (*s) {
        s++;
    }
    *at = s;
    return token;
}

static int by_value(const void *a, const void *b)
{
    u64 x = *(const u64 *)a, y = *(const u64 *)b;
    return (x > y) - (x < y);
}

size_t gradebook_fingerprints(const char *text, u64 **prints)
{
    size_t capacity = strlen(text) + 1, tokens = 0, kept = 0;
    u64 *t = text_need(malloc(capacity * sizeof *t));
    while ((t[tokens] = next_token(&text)) != 0)
        tokens++;
    size_t hashes = tokens >= K ? tokens - K + 1 : 0;
    for (size_t i = 0; i < hashes; i++) {
        u64 h = 14695981039346656037ull;
        for (size_t j = 0; j < K; j++)
            h = (h ^ t[i + j]) * 1099511628211ull;
        t[i] = (h ^ h >> 29) & 0x7fffffffffffffffull;
    }
    size_t last = (size_t)-1;
    u64 *out = text_need(malloc((hashes + 1) * sizeof *out));
    for (size_t i = 0; i < hashes && (i + W <= hashes || i == 0); i++) {
        size_t least = i;
        for (size_t j = i; j < i + W && j < hashes; j++)
            if (t[j] <= t[least])
                least = j;
        if (least != last)
            out[kept++] = t[least];
        last = least;
    }
    free(t);
    qsort(out, kept, sizeof *out, by_value);
    size_t each = 0;
    for (size_t i = 0; i < kept; i++)
        if (i == 0 || out[i] != out[i - 1])
            out[each++] = out[i];
    /* From a file made to have very many, keep the smallest: a similar file keeps the same ones. */
    *prints = out;
    return each < LIMIT_FINGERPRINTS ? each : LIMIT_FINGERPRINTS;
}
