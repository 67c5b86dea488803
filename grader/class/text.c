/* Text: notes, escaping, files. */
#include "class.h"

#include <errno.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void *need(void *memory)
{
    if (!memory) {
        fputs("class: no memory\n", stderr);
        exit(2);
    }
    return memory;
}

static char *format_list(const char *fmt, va_list args)
{
    char *text = NULL;
    if (vasprintf(&text, fmt, args) < 0)
        text = NULL;
    return need(text);
}

char *format(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *text = format_list(fmt, args);
    va_end(args);
    return text;
}

void note(struct notes *notes, const char *fmt, ...)
{
    if (notes->count == sizeof notes->text / sizeof *notes->text)
        return;
    va_list args;
    va_start(args, fmt);
    char *text = format_list(fmt, args);
    va_end(args);
    char *line = plain_line(text);
    free(text);
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->text[i], line) == 0) {
            free(line);
            return;
        }
    notes->text[notes->count++] = line;
}

static bool ends(const char *text, const char *ending)
{
    size_t n = strlen(text), e = strlen(ending);
    return n >= e && strcmp(text + n - e, ending) == 0;
}

void notes_gather(struct notes *notes, const char *ending, const char *together)
{
    size_t alike = 0, first = notes->count, kept = 0;
    for (size_t i = notes->count; i-- > 0;)
        if (ends(notes->text[i], ending)) {
            alike++;
            first = i;
        }
    if (alike < 3)
        return;
    for (size_t i = 0; i < notes->count; i++) {
        char *text = notes->text[i];
        if (i == first || !ends(text, ending))
            notes->text[kept++] = i == first ? format("%zu files %s", alike, together) : text;
        if (ends(text, ending))
            free(text);
    }
    notes->count = kept;
}

void notes_free(struct notes *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        free(notes->text[i]);
    notes->count = 0;
}

/* Length of the UTF-8 sequence at s, 0 when it is none. */
static size_t sequence(const unsigned char *s)
{
    size_t n = s[0] < 0x80 ? 1 : s[0] >= 0xc2 && s[0] < 0xe0 ? 2 : (s[0] & 0xf0) == 0xe0 ? 3
             : s[0] >= 0xf0 && s[0] < 0xf5 ? 4 : 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    if (n == 3 && ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] >= 0xa0)))
        return 0; /* overlong, or half of a surrogate pair */
    return n == 4 && ((s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] >= 0x90)) ? 0 : n;
}

int text_width(const char *text, int columns)
{
    for (; *text; text++)
        columns += (*text & 0xc0) == 0x80; /* bytes of a letter after its first */
    return columns;
}

char *text_put_code(char *to, unsigned code)
{
    if (code < 0x80) {
        *to++ = (char)code;
    } else if (code < 0x800) {
        *to++ = (char)(0xc0 | code >> 6);
        *to++ = (char)(0x80 | (code & 0x3f));
    } else {
        *to++ = (char)(0xe0 | code >> 12);
        *to++ = (char)(0x80 | (code >> 6 & 0x3f));
        *to++ = (char)(0x80 | (code & 0x3f));
    }
    return to;
}

char *plain_line(const char *text)
{
    char *line = need(malloc(2 * strlen(text) + 1)), *to = line;
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        size_t n = sequence(s);
        if (n == 0) { /* latin-1 */
            *to++ = (char)(0xc0 | *s >> 6);
            *to++ = (char)(0x80 | (*s & 0x3f));
            s++;
        } else if (n == 1 && (*s < ' ' || *s == 127)) {
            *to++ = ' ';
            s++;
        } else {
            memcpy(to, s, n);
            to += n;
            s += n;
        }
    }
    *to = '\0';
    return line;
}

void put_html(FILE *f, const char *text)
{
    for (; text && *text; text++)
        switch (*text) {
        case '&': fputs("&amp;", f); break;
        case '<': fputs("&lt;", f); break;
        case '>': fputs("&gt;", f); break;
        case '"': fputs("&quot;", f); break;
        case '\'': fputs("&#39;", f); break;
        default:
            /* XML 1.0 has no other control characters. */
            fputc((unsigned char)*text < ' ' && !strchr("\t\n\r", *text) ? ' ' : *text, f);
        }
}

void put_csv(FILE *f, const char *text)
{
    text = text ? text : "";
    /* A spreadsheet takes these for the beginning of a formula. */
    bool formula = text[0] && strchr("=+-@\t\r", text[0]);
    if (formula && text[strspn(text, "+-.0123456789")] == '\0')
        formula = false;
    if (!formula && !strpbrk(text, ",\"\r\n;") && text[0] != ' ') {
        fputs(text, f);
        return;
    }
    fputs(formula ? "\"'" : "\"", f);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', f);
        fputc(*text, f);
    }
    fputc('"', f);
}

char *file_name(const char *key)
{
    static const char good[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    char *name = need(malloc(3 * strlen(key) + 20)), *to = name;
    unsigned long long hash = 14695981039346656037ull;
    for (const char *s = key; *s; s++) {
        hash = (hash ^ (unsigned char)*s) * 1099511628211ull;
        if (strchr(good, *s) || (*s == '.' && s > key))
            *to++ = *s;
        else
            to += sprintf(to, "~%02X", (unsigned char)*s);
    }
    *to = '\0';
    if (to - name > 120) /* file systems end at 255 */
        sprintf(name + 100, "~%016llx", hash);
    return name;
}

char *read_file(const char *path, size_t limit, size_t *size)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    size_t room = 4096, used = 0, got;
    char *text = need(malloc(room));
    while ((got = fread(text + used, 1, room - used - 1, f)) > 0) {
        used += got;
        if (used >= limit)
            break;
        if (used + 1 == room)
            text = need(realloc(text, room *= 2));
    }
    fclose(f);
    text[used] = '\0';
    if (size)
        *size = used;
    return text;
}

FILE *open_file(const char *path)
{
    char *part = format("%s.part", path);
    FILE *f = fopen(part, "w");
    if (!f)
        fprintf(stderr, "class: %s cannot be written: %s\n", part, strerror(errno));
    free(part);
    return f;
}

bool close_file(FILE *f, const char *path)
{
    char *part = format("%s.part", path);
    bool good = f && !ferror(f);
    good = f && fclose(f) == 0 && good;
    good = good && rename(part, path) == 0;
    if (!good && f)
        fprintf(stderr, "class: %s cannot be written: %s\n", path, strerror(errno));
    free(part);
    return good;
}

bool make_folders(const char *path)
{
    char *p = need(strdup(path));
    for (char *s = p + 1; *s; s++)
        if (*s == '/') {
            *s = '\0';
            mkdir(p, 0777);
            *s = '/';
        }
    bool good = mkdir(p, 0777) == 0 || errno == EEXIST;
    free(p);
    return good;
}

static int remove_one(const char *path, const struct stat *s, int type, struct FTW *where)
{
    (void)s, (void)type, (void)where;
    remove(path);
    return 0;
}

void remove_tree(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
