/* Two similar files side by side. */
#include <stdlib.h>
#include <string.h>

#include "similar.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Side by side</title>\n"
    "<style>body{font:14px/1.4 system-ui,sans-serif;margin:1rem;color:#222}"
    "main{display:grid;grid-template-columns:1fr 1fr;gap:1rem}h2{font-size:1rem}"
    "pre{margin:0;font:12px/1.5 ui-monospace,monospace;white-space:pre-wrap;"
    "overflow-wrap:anywhere;counter-reset:line}section{min-width:0}"
    "span{display:block;padding-left:3.2em;min-height:1.5em}span::before{counter-increment:line;"
    "content:counter(line);display:inline-block;width:2.6em;margin-left:-3.2em;margin-right:.6em;"
    "text-align:right;color:#888}.s{background:#ffe08a}"
    "@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}.s{background:#5b4a12}}"
    "</style>\n<p>Lines in colour are in both files, whatever the names, the layout and the kind of"
    " loop; those of the skeleton are not marked.</p>\n<main>\n";

static char *source_of(sqlite3 *db, long long judgement, const char *chapter)
{
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT text FROM source WHERE judgement = ?1 AND chapter = ?2");
    sqlite3_bind_int64(q, 1, judgement);
    sqlite3_bind_text(q, 2, chapter, -1, SQLITE_STATIC);
    char *text = gradebook_step(q) ? text_need(strdup(gradebook_text(q, 0))) : NULL;
    sqlite3_finalize(q);
    return text;
}

static void put_name(sqlite3 *db, FILE *f, long long judgement)
{
    sqlite3_stmt *q = gradebook_query(db, "SELECT name FROM temp.week_total WHERE judgement = ?1");
    sqlite3_bind_int64(q, 1, judgement);
    fputs("<section><h2>", f);
    text_html(f, gradebook_step(q) ? gradebook_text(q, 0) : "");
    fputs("</h2>\n<pre>", f);
    sqlite3_finalize(q);
}

static void put_text(FILE *f, const char *text, const char *other, const char *skeleton)
{
    bool *shared = text_need(calloc(strlen(text) + 2, sizeof *shared));
    gradebook_mark_shared(text, other, skeleton, shared);
    char *copy = text_need(strdup(text)), *rest = copy, *line;
    for (size_t i = 0; (line = strsep(&rest, "\n")) != NULL; i++) {
        fprintf(f, "<span%s>", shared[i] ? " class=\"s\"" : "");
        text_html(f, line);
        fputs("</span>", f);
    }
    fputs("</pre></section>\n", f);
    free(copy);
    free(shared);
}

bool export_similar_page(sqlite3 *db, const char *out, int number, int chapter,
                         const long long *judgements)
{
    size_t count;
    const struct intake_chapter *c = &intake_chapters(&count)[chapter];
    char *one = source_of(db, judgements[0], c->directory),
         *other = source_of(db, judgements[1], c->directory);
    char *folder = text_format("%s/similar", out),
         *path = text_format("%s/%d.html", folder, number);
    FILE *f = one && other && file_make_folders(folder) ? file_begin(path) : NULL;
    if (f) {
        fputs(head, f);
        put_name(db, f, judgements[0]);
        put_text(f, one, other, c->skeleton);
        put_name(db, f, judgements[1]);
        put_text(f, other, one, c->skeleton);
        fputs("</main>\n</html>\n", f);
    }
    bool good = f && file_finish(f, path);
    free(one);
    free(other);
    free(folder);
    free(path);
    return good;
}
