/* Reads a CSV file with libcsv: one call per row, with the line it begins on. */
#include "limits.h"
#include "text.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    struct text_row row;
    bool (*take)(void *to, const struct text_row *row);
    void *to;
    size_t line;
    bool good;
};

static void on_field(void *text, size_t size, void *to)
{
    struct reading *r = to;
    struct text_row *row = &r->row;
    if (row->count == TEXT_ROW_FIELDS)
        return;
    char *field = text_need(strndup(text ? text : "", text ? size : 0));
    row->field[row->count++] = text_one_line(field);
    free(field);
}

static void on_row(int end, void *to)
{
    (void)end;
    struct reading *r = to;
    if (r->good && r->row.count > 0)
        r->good = r->take(r->to, &r->row);
    for (size_t i = 0; i < r->row.count; i++)
        free(r->row.field[i]);
    r->row.count = 0;
}

/* What parts the columns: of comma, semicolon and tab the one that the first line has most of. */
static unsigned char delimiter_of(const char *text)
{
    size_t n = strcspn(text, "\r\n"), most = 0;
    unsigned char best = ',';
    for (const char *d = ",;\t"; *d; d++) {
        size_t there = 0;
        for (size_t i = 0; i < n; i++)
            there += text[i] == *d;
        if (there > most) {
            most = there;
            best = (unsigned char)*d;
        }
    }
    return best;
}

bool text_read_csv(const char *path, bool (*take)(void *to, const struct text_row *row), void *to,
                   size_t *broken)
{
    struct csv_parser p;
    size_t size = 0;
    char *text = file_read_plain(path, LIMIT_OWN_FILE_BYTES, &size);
    *broken = 0;
    if (!text)
        return false;
    const char *start = text + (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0);
    struct reading r = {.take = take, .to = to, .good = true, .line = 1, .row = {.line = 1}};
    bool told = strncasecmp(start, "sep=", 4) == 0 && start[4] && strchr("\r\n", start[5]);
    unsigned char delimiter = told ? (unsigned char)start[4] : delimiter_of(start);
    if (told) { /* so spreadsheets write down which it is */
        start += strcspn(start, "\n");
        start += *start == '\n';
        r.line = r.row.line = 2;
    }
    /* Strict: a quote that is never closed would swallow the rows below it. */
    text_need(csv_init(&p, CSV_APPEND_NULL | CSV_STRICT | CSV_STRICT_FINI) == 0 ? text : NULL);
    csv_set_delim(&p, delimiter);
    for (const char *s = start; s < text + size && r.good && !*broken; s++) {
        if (csv_parse(&p, s, 1, on_field, on_row, &r) != 1)
            *broken = r.line;
        if (*s == '\n')
            r.line++;
        if (p.pstate == 0) /* between rows */
            r.row.line = r.line;
    }
    if (!*broken && csv_fini(&p, on_field, on_row, &r) != 0)
        *broken = r.row.line;
    if (*broken)
        for (size_t i = 0; i < r.row.count; i++)
            free(r.row.field[i]);
    csv_free(&p);
    free(text);
    return r.good && !*broken;
}

int text_column(const struct text_row *head, const char *names)
{
    for (size_t c = 0; c < head->count; c++) {
        char *name = text_fold(head->field[c]), *framed = text_format("|%s|", name);
        bool found = *name && strstr(names, framed);
        free(name);
        free(framed);
        if (found)
            return (int)c;
    }
    return -1;
}

const char *text_field(const struct text_row *row, int column)
{
    return column >= 0 && (size_t)column < row->count ? row->field[column] : "";
}
