/* Archives are opened with the formats and filters named here, and no others. */
#include "reader.h"

struct intake_reader intake_reader_open(const char *path, const char *data, size_t size)
{
    struct intake_reader r = {.utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0)};
    if (r.utf8)
        r.before = uselocale(r.utf8);
    r.archive = text_need(archive_read_new());
    archive_read_support_format_zip(r.archive);
    archive_read_support_format_tar(r.archive);
    archive_read_support_format_gnutar(r.archive);
    archive_read_support_format_7zip(r.archive);
    archive_read_support_filter_gzip(r.archive);
    archive_read_support_filter_bzip2(r.archive);
    archive_read_support_filter_xz(r.archive);
    r.status = path ? archive_read_open_filename(r.archive, path, 65536)
                    : archive_read_open_memory(r.archive, data ? data : "", data ? size : 0);
    return r;
}

bool intake_reader_next(struct intake_reader *r, struct archive_entry **e)
{
    if (r->status < ARCHIVE_WARN)
        return false;
    r->status = archive_read_next_header(r->archive, e);
    return r->status >= ARCHIVE_WARN && r->status != ARCHIVE_EOF;
}

void intake_reader_close(struct intake_reader *r, const char *shown, struct notes *notes)
{
    const char *why = archive_error_string(r->archive);
    if (r->status < ARCHIVE_WARN)
        notes_add(notes, "The archive %s " INTAKE_CUT ": %s.", shown, why ? why : "it is damaged");
    archive_read_free(r->archive);
    if (r->utf8) {
        uselocale(r->before);
        freelocale(r->utf8);
    }
}
