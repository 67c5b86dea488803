/* The tokens of a C source, as far as they say who wrote it: all names are one token, all literals
 * another; comments, blanks, directives and braces are nothing. Loops come in one form:
 *
 *   for (A; B; C) S   is   A; while (B) S C;
 *   i++, ++i          is   i += 1 */
#include "tokens.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned long long u64;

enum { DEEPEST = 16 }; /* loops in loops that are rewritten: files are made to have many */

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

static unsigned newlines(const char *s, const char *end)
{
    unsigned n = 0;
    for (; s < end; s++)
        n += *s == '\n';
    return n;
}

/* Returns the next token's value and moves *at past it; 0 at the end. *line becomes its line. */
static u64 next_token(const char **at, unsigned *line)
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
    *line += newlines(*at, s);
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

/* Tokens of a text, and where the rewritten ones go. */
struct rewriting {
    const struct token *from;
    struct token *to;
    size_t count;
    bool broken; /* a loop without its end was met: such a file is left as it is */
    u64 word_for, word_while, word_if, word_else, word_switch;
};

/* Behind the bracket that closes the one at i, or `end`. */
static size_t behind(const struct token *t, size_t i, size_t end, char open, char close)
{
    size_t depth = 0;
    for (; i < end; i++) {
        depth += t[i].value == (u64)open;
        depth -= t[i].value == (u64)close;
        if (depth == 0)
            return i + 1;
    }
    return end;
}

/* The first semicolon from i on that is in no parentheses, or `end`. */
static size_t semicolon(const struct token *t, size_t i, size_t end)
{
    long depth = 0;
    for (; i < end; i++) {
        depth += (t[i].value == '(') - (t[i].value == ')');
        if (depth < 0 || (depth == 0 && t[i].value == ';'))
            return i;
    }
    return end;
}

/* Behind the statement that begins at i. */
static size_t behind_statement(const struct rewriting *r, size_t i, size_t end)
{
    const struct token *t = r->from;
    while (i < end) {
        u64 v = t[i].value;
        if ((v == r->word_for || v == r->word_while || v == r->word_if || v == r->word_switch) &&
            i + 1 < end && t[i + 1].value == '(') {
            i = behind(t, i + 1, end, '(', ')');
            continue;
        }
        i = v == '{' ? behind(t, i, end, '{', '}') : semicolon(t, i, end) + 1;
        if (i >= end || t[i].value != r->word_else)
            break;
        i++;
    }
    return i < end ? i : end;
}

static void put(struct rewriting *r, u64 value, unsigned line)
{
    r->to[r->count++] = (struct token){value, line};
}

static void rewrite(struct rewriting *r, size_t i, size_t end, int depth);

/* Rewrites the loop at i; returns its end, or i if it is none. */
static size_t rewrite_for(struct rewriting *r, size_t i, size_t end, int depth)
{
    const struct token *t = r->from;
    size_t close = behind(t, i + 1, end, '(', ')'), b = semicolon(t, i + 2, close),
           c = b < close ? semicolon(t, b + 1, close) : close;
    r->broken = c >= close || t[c].value != ';' || t[b].value != ';';
    if (r->broken)
        return i;
    size_t stop = behind_statement(r, close, end);
    rewrite(r, i + 2, b + 1, depth + 1);
    put(r, r->word_while, t[i].line);
    put(r, '(', t[i].line);
    rewrite(r, b + 1, c, depth + 1);
    put(r, ')', t[i].line);
    rewrite(r, close, stop, depth + 1);
    rewrite(r, c + 1, close - 1, depth + 1);
    put(r, ';', t[i].line);
    return stop;
}

static bool is_step(const struct token *t, u64 sign)
{
    return t[0].value == sign && t[1].value == sign;
}

static void rewrite(struct rewriting *r, size_t i, size_t end, int depth)
{
    const struct token *t = r->from;
    while (i < end) {
        u64 v = t[i].value, sign = v == 'i' && i + 2 < end ? t[i + 1].value : v;
        bool steps = sign == '+' || sign == '-';
        if (v == r->word_for && i + 1 < end && t[i + 1].value == '(' && depth < DEEPEST &&
            !r->broken) {
            size_t stop = rewrite_for(r, i, end, depth);
            if (stop > i) {
                i = stop;
                continue;
            }
        }
        if (steps && i + 2 < end &&
            (v == 'i' ? is_step(t + i + 1, sign) : is_step(t + i, sign) && t[i + 2].value == 'i')) {
            const u64 same[] = {'i', sign, '=', '0'};
            for (size_t k = 0; k < 4; k++)
                put(r, same[k], t[i].line);
            i += 3;
            continue;
        }
        if (v != '{' && v != '}')
            put(r, v, t[i].line);
        i++;
    }
}

size_t gradebook_tokens(const char *text, struct token **tokens)
{
    struct token *raw = text_need(malloc((strlen(text) + 1) * sizeof *raw));
    size_t count = 0;
    unsigned line = 0;
    for (u64 value; (value = next_token(&text, &line)) != 0;)
        raw[count++] = (struct token){value, line};
    struct rewriting r = {.from = raw,
                          .to = text_need(malloc((2 * count + 8) * sizeof *raw)),
                          .word_for = word_token("for", 3),
                          .word_while = word_token("while", 5),
                          .word_if = word_token("if", 2),
                          .word_else = word_token("else", 4),
                          .word_switch = word_token("switch", 6)};
    rewrite(&r, 0, count, 0);
    free(raw);
    *tokens = r.to;
    return r.count;
}
