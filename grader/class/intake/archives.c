/* Reads archives without unpacking them to disk. Names are only compared, so no path can lead
 * anywhere, and sizes are counted while reading. */
#include "collect.h"
#include "reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static char *read_entry(void *from, size_t limit, size_t *size)
{
    struct archive *a = from;
    char *data = text_need(malloc(limit + 1));
    la_ssize_t got = 0;
    *size = 0;
    while (*size < limit && (got = archive_read_data(a, data + *size, limit - *size)) > 0)
        *size += (size_t)got;
    if (got < 0) {
        free(data);
        return NULL;
    }
    data[*size] = '\0';
    return data;
}

static bool leads_out(const char *path)
{
    for (const char *p = path; (p = strstr(p, "..")) != NULL; p += 2)
        if ((p == path || strchr("/\\", p[-1])) && (!p[2] || strchr("/\\", p[2])))
            return true;
    return false;
}

/* The name without the prefix that makes it absolute. */
static const char *from_root(const char *path)
{
    if (isalpha((unsigned char)path[0]) && path[1] == ':')
        path += 2;
    return path + strspn(path, "/\\");
}

static bool has_ignored(const char *path)
{
    char *copy = text_need(strdup(path)), *rest = NULL;
    bool yes = false;
    for (char *c = strtok_r(copy, "/", &rest); c; c = strtok_r(NULL, "/", &rest))
        yes |= intake_is_ignored(c) && strcmp(c, ".") != 0;
    free(copy);
    return yes;
}

bool intake_may_read(struct work *work, const char *shown, long long bytes)
{
    if (bytes > 0)
        work->bytes += bytes;
    if (work->bytes <= (long long)LIMIT_ARCHIVE_BYTES)
        return true;
    if (!work->full)
        notes_add(&work->notes, "%s unpacks to more than %d MB; the rest was not looked at.", shown,
                  LIMIT_ARCHIVE_BYTES >> 20);
    work->full = true;
    return false;
}

/* Skips an entry's data. In formats that can only be read in sequence, the library would unpack any
 * number of bytes before it finds the next entry. */
static void pass_over(struct work *work, struct archive *a, const char *shown)
{
    const void *block;
    size_t size;
    la_int64_t at, before = 0;
    int format = archive_format(a) & ARCHIVE_FORMAT_BASE_MASK;
    if (format == ARCHIVE_FORMAT_ZIP || format == ARCHIVE_FORMAT_7ZIP)
        return;
    while (archive_read_data_block(a, &block, &size, &at) == ARCHIVE_OK &&
           intake_may_read(work, shown, at + (la_int64_t)size - before))
        before = at + (la_int64_t)size;
}

/* Returns false to stop reading this archive. */
static bool take(struct work *work, struct archive *a, struct archive_entry *e, const char *shown,
                 int depth)
{
    const char *name = archive_entry_pathname(e);
    if (++work->entries > LIMIT_ENTRIES) {
        notes_add(&work->notes, "%s holds more than %d files; the rest was not looked at.", shown,
                  LIMIT_ENTRIES);
        work->full = true;
        return false;
    }
    long long size = archive_entry_size_is_set(e) ? archive_entry_size(e) : 0;
    if (!name) {
        notes_add(&work->notes, "%s holds a file without a readable name.", shown);
        return true;
    }
    if (from_root(name) != name)
        notes_add(&work->notes, "%s holds absolute paths; they were read as if they began in it.",
                  shown);
    name = from_root(name);
    name += strncmp(name, "./", 2) == 0 ? 2 : 0;
    char *letters = intake_name(name), *path = text_format("%s/%s", shown, letters);
    free(letters);
    if (leads_out(name)) {
        notes_add(&work->notes, "%s leads out of its archive; it was left aside.", path);
    } else if (archive_entry_hardlink(e) || archive_entry_filetype(e) == AE_IFLNK) {
        if (!has_ignored(name))
            notes_add(&work->notes, "%s is a link; it was not followed.", path);
    } else if (archive_entry_filetype(e) == AE_IFREG && !has_ignored(name)) {
        if (intake_is_archive(name)) {
            size_t got = 0;
            char *data = depth < LIMIT_NESTING ? read_entry(a, LIMIT_NESTED_BYTES, &got) : NULL;
            if (data && got < LIMIT_NESTED_BYTES && intake_may_read(work, path, (long long)got))
                intake_take_archive(work, NULL, path, data, got, depth + 1);
            else
                notes_add(&work->notes, "%s, an archive in an archive, was not opened.", path);
            free(data);
        } else if (archive_entry_is_encrypted(e)) {
            notes_add(&work->notes, "%s is locked with a password; hand it in without one.", path);
        } else {
            intake_take_file(work, path, name, size, archive_entry_mtime(e), read_entry, a);
        }
    }
    pass_over(work, a, shown);
    free(path);
    return !work->full;
}

void intake_take_archive(struct work *work, const char *path, const char *shown, const char *data,
                         size_t size, int depth)
{
    struct intake_reader r = intake_reader_open(path, data, size);
    struct archive_entry *e;
    bool more = true;
    while (more && intake_reader_next(&r, &e))
        more = take(work, r.archive, e, shown, depth);
    intake_reader_close(&r, shown, &work->notes);
}
