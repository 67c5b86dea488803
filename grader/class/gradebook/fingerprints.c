/* Fingerprints of a C source, robust to renaming, reformatting and loops written another way
 * (tokens.c).
 *
 * h_i = hash of the K tokens from i on; of each window of W neighbouring
 * hashes the smallest is kept (the rightmost if there are several). Any passage of K + W - 1 tokens
 * that two files share then has a common fingerprint. Source: Schleimer, Wilkerson & Aiken 2003,
 * Winnowing: local algorithms for document fingerprinting, SIGMOD. */
#include "limits.h"
#include "tokens.h"

#include <stdlib.h>
#include <string.h>

#define K 18 /* tokens a hash looks at */
#define W 8  /* hashes a window looks at */

typedef unsigned long long u64;

static int by_value(const void *a, const void *b)
{
    u64 x = *(const u64 *)a, y = *(const u64 *)b;
    return (x > y) - (x < y);
}

/* The hash of the K tokens from t on. */
static u64 hash_at(const struct token *t)
{
    u64 h = 14695981039346656037ull;
    for (size_t j = 0; j < K; j++)
        h = (h ^ t[j].value) * 1099511628211ull;
    return (h ^ h >> 29) & 0x7fffffffffffffffull;
}

size_t gradebook_fingerprints(const char *text, u64 **prints)
{
    struct token *tokens;
    size_t count = gradebook_tokens(text, &tokens), kept = 0,
           hashes = count >= K ? count - K + 1 : 0;
    u64 *t = text_need(malloc((hashes + 1) * sizeof *t));
    for (size_t i = 0; i < hashes; i++)
        t[i] = hash_at(tokens + i);
    free(tokens);
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
    /* A file may be made to have very many: keep the smallest, as a similar file does. */
    *prints = out;
    return each < LIMIT_FINGERPRINTS ? each : LIMIT_FINGERPRINTS;
}

/* Every hash of a text, sorted. */
static size_t all_hashes(const char *text, u64 **hashes)
{
    struct token *tokens;
    size_t count = gradebook_tokens(text, &tokens), n = count >= K ? count - K + 1 : 0;
    *hashes = text_need(malloc((n + 1) * sizeof **hashes));
    for (size_t i = 0; i < n; i++)
        (*hashes)[i] = hash_at(tokens + i);
    free(tokens);
    qsort(*hashes, n, sizeof **hashes, by_value);
    return n;
}

void gradebook_mark_shared(const char *text, const char *other, const char *skeleton, bool *lines)
{
    struct token *tokens;
    u64 *there, *given;
    size_t count = gradebook_tokens(text, &tokens), n = all_hashes(other, &there),
           m = all_hashes(skeleton ? skeleton : "", &given);
    for (size_t i = 0; i + K <= count; i++) {
        u64 h = hash_at(tokens + i);
        if (!bsearch(&h, there, n, sizeof h, by_value) || bsearch(&h, given, m, sizeof h, by_value))
            continue;
        for (size_t j = i; j < i + K; j++)
            lines[tokens[j].line] = true;
    }
    free(tokens);
    free(there);
    free(given);
}
