/* Feedback packed as the platforms import it.
 *
 *   Moodle        Jane Doe_77_assignfeedback_file_feedback.html: full name, participant, plugin and
 *                 file, parted by _ (mod/assign/feedback/file/importziplib.php, explode('_', 5))
 *   Canvas        a file with the very name that it had in the download: the first two numbers
 *                 between _ are user and attachment (infer_comment_context_from_filename); it is
 *                 shown under the attachment's own name
 *   Brightspace   a folder with the very name of the download, with files in it */
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "export.h"
#include "limits.h"

/* An entry of the archive with the text of a file. */
static bool put(struct archive *a, const char *name, const char *path)
{
    size_t size = 0;
    char *text = file_read(path, LIMIT_OWN_FILE_BYTES, &size);
    struct archive_entry *e = archive_entry_new();
    if (!text || !e) {
        fprintf(stderr, "class: %s cannot be read\n", path);
        archive_entry_free(e);
        free(text);
        return false;
    }
    archive_entry_set_pathname_utf8(e, name);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0644);
    archive_entry_set_size(e, (la_int64_t)size);
    archive_entry_set_mtime(e, 315532800, 0); /* 1980, so that equal feedback gives equal zips */
    bool good = archive_write_header(a, e) >= ARCHIVE_WARN &&
                archive_write_data(a, text, size) == (la_ssize_t)size;
    archive_entry_free(e);
    free(text);
    return good;
}

static char *moodle_name(const char *name, const char *id, const char *files)
{
    (void)files;
    char *copy = text_need(strdup(name));
    for (char *s = copy; *s; s++)
        *s = strchr("_/\\", *s) ? ' ' : *s;
    const char *hidden = strncmp(copy, "Participant ", 12) == 0 ? "Participant" : copy;
    char *entry = text_format("%s_%s_assignfeedback_file_feedback.html", hidden, id);
    free(copy);
    return entry;
}

/* Which of a student's files Canvas may show the feedback under: text, if there is one. */
static char *canvas_name(const char *name, const char *id, const char *files)
{
    (void)name, (void)id;
    char *copy = text_need(strdup(files)), *best = NULL;
    regex_t re;
    if (regcomp(&re, "_[0-9]+_[0-9]+_.", REG_EXTENDED | REG_NOSUB) != 0)
        return NULL;
    for (char *rest = copy, *line; (line = strsep(&rest, "\n")) != NULL;) {
        size_t n = strlen(line);
        bool text = n > 2 && (strcmp(line + n - 2, ".c") == 0 ||
                              (n > 4 && strcmp(line + n - 4, ".txt") == 0));
        if (regexec(&re, line, 0, NULL, 0) == 0 && (!best || text)) {
            free(best);
            best = text_need(strdup(line));
        }
    }
    regfree(&re);
    free(copy);
    return best;
}

static char *brightspace_name(const char *name, const char *id, const char *files)
{
    (void)name, (void)id;
    size_t n = strcspn(files, "\n");
    return n ? text_format("%.*s/feedback.html", (int)n, files) : NULL;
}

/* A group has one place for the feedback of all: each member's is named after them. Where the whole
 * name is the platform's, as with Canvas, it is that of each, and the last one stays. */
static char *for_member(char *name, const char *member)
{
    char *slash = strrchr(name, '/');
    if (!slash)
        return name;
    char *plain = text_need(strdup(member));
    for (char *s = plain; *s; s++)
        *s = strchr("/\\", *s) ? ' ' : *s;
    char *own = text_format("%.*s/feedback %s.html", (int)(slash - name), name, plain);
    free(plain);
    free(name);
    return own;
}

static const struct platform {
    const char *layout, *zip, *ending;
    char *(*name)(const char *name, const char *id, const char *files);
} platforms[] = {
    {"moodle", "moodle_feedback.zip", "html", moodle_name},
    {"canvas", "canvas_feedback.zip", "txt", canvas_name},
    {"brightspace", "brightspace_feedback.zip", "html", brightspace_name},
};

static bool write_entries(sqlite3 *db, const char *out, const struct platform *p, struct archive *a)
{
    bool good = true;
    sqlite3_stmt *q = gradebook_query(
        db, "SELECT t.key, s.name, t.lms_id, t.files, t.name, (SELECT count(*) FROM belongs b"
            " WHERE b.student = t.account) > 1 FROM total t JOIN student s ON s.id = t.account"
            " WHERE t.layout = ?1 ORDER BY t.key");
    sqlite3_bind_text(q, 1, p->layout, -1, SQLITE_STATIC);
    while (good && gradebook_step(q)) {
        char *file = text_file_name(gradebook_text(q, 0)),
             *path = text_format("%s/feedback/%s.%s", out, file, p->ending),
             *name = p->name(gradebook_text(q, 1), gradebook_text(q, 2), gradebook_text(q, 3));
        if (name && sqlite3_column_int(q, 5))
            name = for_member(name, gradebook_text(q, 4));
        good = !name || put(a, name, path);
        free(file);
        free(path);
        free(name);
    }
    sqlite3_finalize(q);
    return good;
}

static bool write_zip(sqlite3 *db, const char *out, const struct platform *p)
{
    char *path = text_format("%s/%s", out, p->zip), *part = text_format("%s.part", path);
    sqlite3_stmt *q = gradebook_query(db, "SELECT count(*) FROM total WHERE layout = ?1");
    sqlite3_bind_text(q, 1, p->layout, -1, SQLITE_STATIC);
    bool wanted = gradebook_step(q) && sqlite3_column_int(q, 0) > 0, good = true;
    sqlite3_finalize(q);
    if (wanted) {
        struct archive *a = text_need(archive_write_new());
        good = archive_write_set_format_zip(a) == ARCHIVE_OK &&
               archive_write_set_options(a, "hdrcharset=UTF-8") >= ARCHIVE_WARN &&
               archive_write_open_filename(a, part) == ARCHIVE_OK && write_entries(db, out, p, a);
        good = archive_write_close(a) == ARCHIVE_OK && good;
        archive_write_free(a);
        good = good && rename(part, path) == 0;
        if (!good)
            fprintf(stderr, "class: %s cannot be written\n", path);
    }
    free(part);
    free(path);
    return good;
}

bool export_feedback_zips(sqlite3 *db, const char *out)
{
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
    bool good = true;
    for (size_t i = 0; i < sizeof platforms / sizeof *platforms; i++)
        good = write_zip(db, out, &platforms[i]) && good;
    if (utf8) {
        uselocale(before);
        freelocale(utf8);
    }
    return good;
}
