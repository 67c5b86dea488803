/* What no exercise needs in a source, and object code does: assembler, attributes, pragmas, pasted
 * names, files that are no headers, long tables of numbers. The reference comes to students as
 * object code, which could be copied into an answer. A person has to look; it costs no points.
 */
#include "gradebook.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MOST_NUMBERS 48 /* in a statement: the longest table that an exercise asks for has 10 */
#define MOST_ESCAPES 24 /* in a string */
#define MOST_STRING 300

static const struct {
    const char *word, *what;
} words[] = {
    {"asm", "assembler"},
    {"__asm", "assembler"},
    {"__asm__", "assembler"},
    {"__attribute", "an attribute"},
    {"__attribute__", "an attribute"},
    {"__declspec", "an attribute"},
    {"_Pragma", "a pragma"},
    {"__pragma", "a pragma"},
    {"mprotect", "memory that can be run"},
    {"mmap", "memory that can be run"},
    {"memfd_create", "memory that can be run"},
    {"dlopen", "a search for other code"},
    {"dlsym", "a search for other code"},
    {"dl_iterate_phdr", "a search for other code"},
    {"syscall", "a system call"},
    {"__builtin_return_address", "a look at its caller"},
    {"__builtin_frame_address", "a look at its caller"},
};

struct scan {
    const char *at;
    int line;
    int numbers; /* in this statement */
    struct notes *found;
};

static void tell(struct scan *s, const char *what)
{
    for (size_t i = 0; i < s->found->count; i++)
        if (strstr(s->found->text[i], what)) /* once of a kind */
            return;
    notes_add(s->found, "line %d: %s", s->line, what);
}

/* Advances one character, over escaped line ends. */
static void step(struct scan *s)
{
    s->line += *s->at == '\n';
    s->at++;
    while (s->at[0] == '\\' && s->at[1] == '\n') {
        s->line++;
        s->at += 2;
    }
}

static void pass_string(struct scan *s)
{
    char quote = *s->at;
    int escapes = 0, length = 0;
    for (step(s); *s->at && *s->at != quote && *s->at != '\n'; step(s), length++)
        if (*s->at == '\\') {
            escapes++;
            step(s);
            if (!*s->at)
                return;
        }
    if (*s->at == quote)
        step(s);
    if (escapes > MOST_ESCAPES || length > MOST_STRING)
        tell(s, "a long string of codes");
}

static void pass_comment(struct scan *s)
{
    bool line = s->at[1] == '/';
    step(s);
    for (step(s); *s->at && (line ? *s->at != '\n' : s->at[0] != '*' || s->at[1] != '/');)
        step(s);
    if (*s->at && !line) {
        step(s);
        step(s);
    }
}

/* Within a line; a comment is a blank. */
static void pass_blanks(struct scan *s)
{
    while (*s->at == ' ' || *s->at == '\t' || (s->at[0] == '/' && s->at[1] == '*'))
        *s->at == '/' ? pass_comment(s) : step(s);
}

/* The word that begins here, without escaped line ends. */
static void take_word(struct scan *s, char *word, size_t size)
{
    size_t n = 0;
    for (; isalnum((unsigned char)*s->at) || *s->at == '_' || *s->at == '$'; step(s))
        if (n + 1 < size)
            word[n++] = *s->at;
    word[n] = '\0';
}

/* #include "file": headers of a chapter, of the library or the system, and nothing else. */
static void look_at_include(struct scan *s)
{
    pass_blanks(s);
    const char *name = s->at + 1;
    size_t n = strcspn(name, "\">\n");
    bool header = (*s->at == '"' || *s->at == '<') && n > 2 && strncmp(name + n - 2, ".h", 2) == 0;
    for (size_t i = 0; i < n && header; i++)
        header = isalnum((unsigned char)name[i]) || strchr("_/.-", name[i]);
    if (!header || *name == '/' || (n > 1 && strncmp(name, "..", 2) == 0))
        tell(s, "a file that is not a header");
    while (*s->at && *s->at != '\n')
        step(s);
}

static void look_at_directive(struct scan *s)
{
    char word[32];
    if (s->at[1] == '#') {
        tell(s, "pasted names");
        step(s);
        step(s);
        return;
    }
    step(s);
    pass_blanks(s);
    take_word(s, word, sizeof word);
    if (strcmp(word, "include") == 0 || strcmp(word, "include_next") == 0)
        look_at_include(s);
    else if (strcmp(word, "embed") == 0 || strcmp(word, "incbin") == 0)
        tell(s, "a file that is not a header");
    else if (strcmp(word, "pragma") == 0)
        tell(s, "a pragma");
}

static void look_at_word(struct scan *s)
{
    char word[64];
    bool number = isdigit((unsigned char)*s->at);
    take_word(s, word, sizeof word);
    if (number) {
        if (++s->numbers > MOST_NUMBERS)
            tell(s, "a long table of numbers");
        return;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i].word) == 0)
            tell(s, words[i].what);
}

void gradebook_oddities(const char *text, struct notes *found)
{
    struct scan s = {.at = text, .line = 1, .found = found};
    while (*s.at) {
        if (*s.at == '/' && (s.at[1] == '/' || s.at[1] == '*')) {
            pass_comment(&s);
        } else if (*s.at == '"' || *s.at == '\'') {
            bool code = *s.at == '\''; /* 'a' is a number as 97 is */
            pass_string(&s);
            if (code && ++s.numbers > MOST_NUMBERS)
                tell(&s, "a long table of numbers");
        } else if (*s.at == '#' || (*s.at == '%' && s.at[1] == ':')) {
            if (*s.at == '%') {
                tell(&s, "directives in another spelling");
                step(&s);
            }
            look_at_directive(&s);
        } else if (isalnum((unsigned char)*s.at) || *s.at == '_') {
            look_at_word(&s);
        } else {
            if (*s.at == '[' && s.at[1] == '[')
                tell(&s, "an attribute");
            if (*s.at == '?' && s.at[1] == '?' && strchr("=/'()!<>-", s.at[2]) && s.at[2])
                tell(&s, "directives in another spelling");
            if (*s.at == ';')
                s.numbers = 0;
            step(&s);
        }
    }
}
