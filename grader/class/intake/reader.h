/* reader.h: the kinds of archive that students send, opened to be read. */
#ifndef SB_INTAKE_READER_H
#define SB_INTAKE_READER_H

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdbool.h>
#include <stddef.h>

#include "class/text/text.h"

struct intake_reader {
    struct archive *archive;
    int status;            /* of libarchive's last call */
    locale_t utf8, before; /* names are converted to the locale, which the caller's may not have */
};

/* From the file, or, if path is NULL, from size bytes of data. */
struct intake_reader intake_reader_open(const char *path, const char *data, size_t size);

/* The next entry; false at the end, and where the archive cannot be read any further. */
bool intake_reader_next(struct intake_reader *r, struct archive_entry **e);

/* In the note on an archive that is damaged or cut off. */
#define INTAKE_CUT "cannot be read to its end"
/* Frees the reader. Where the archive could not be read any further, a note says so; `shown` is
 * its name there. */
void intake_reader_close(struct intake_reader *r, const char *shown, struct notes *notes);

#endif
