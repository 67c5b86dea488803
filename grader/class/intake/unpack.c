/* The archive of a whole class, unpacked to a folder. Its files are only read, so they get neither
 * modes nor links, and no name leads out of the folder. */
#include "layouts.h"
#include "reader.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The name as one that leads nowhere else, to be freed; NULL if it does, or if it is ignored. */
static char *safe_name(const char *name)
{
    char *copy = intake_name(name), *rest = NULL, *safe = text_need(strdup(""));
    bool good = true;
    for (char *s = copy; *s; s++)
        *s = *s == '\\' ? '/' : *s;
    for (char *c = strtok_r(copy, "/", &rest); c && good; c = strtok_r(NULL, "/", &rest)) {
        if (strcmp(c, ".") == 0)
            continue;
        good = strcmp(c, "..") != 0 && !intake_is_ignored(c) && strlen(c) < 250;
        char *longer = text_format("%s/%s", safe, c);
        free(safe);
        safe = longer;
    }
    free(copy);
    if (good && *safe)
        return safe;
    free(safe);
    return NULL;
}

/* The bytes that an archive may unpack to: texts seldom shrink to a fiftieth, bombs to less. */
static long long bytes_allowed(const char *archive)
{
    struct stat st;
    long long size = stat(archive, &st) == 0 ? (long long)st.st_size : 0,
              most = size * LIMIT_CLASS_RATIO;
    most = most < (long long)LIMIT_ARCHIVE_BYTES ? (long long)LIMIT_ARCHIVE_BYTES : most;
    return most < (long long)LIMIT_CLASS_BYTES ? most : (long long)LIMIT_CLASS_BYTES;
}

/* *left: the bytes that may still be written. */
static bool write_entry(struct archive *a, const char *path, time_t time, long long *left)
{
    char *folder = text_need(strdup(path)), buffer[65536];
    *strrchr(folder, '/') = '\0';
    bool good = file_make_folders(folder);
    free(folder);
    int fd = good ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600) : -1;
    la_ssize_t got = 0;
    while (fd >= 0 && (got = archive_read_data(a, buffer, sizeof buffer)) > 0 &&
           (*left -= got) >= 0)
        if (write(fd, buffer, (size_t)got) != got) {
            got = -1;
            break;
        }
    if (fd >= 0) {
        futimens(fd, (const struct timespec[]){{time, 0}, {time, 0}});
        close(fd);
    }
    return fd >= 0 && got == 0;
}

/* Returns false to stop. */
static bool take(struct archive *a, struct archive_entry *e, const char *folder, long long *left,
                 struct notes *notes)
{
    const char *name = archive_entry_pathname(e);
    char *safe = name ? safe_name(name) : NULL;
    bool more = true;
    if (!safe)
        return true;
    char *path = text_format("%s%s", folder, safe);
    if (archive_entry_filetype(e) == AE_IFDIR) {
        file_make_folders(path); /* who handed in nothing has a folder, too */
    } else if (archive_entry_filetype(e) == AE_IFREG && !archive_entry_hardlink(e) &&
               !write_entry(a, path, archive_entry_mtime(e), left)) {
        more = *left >= 0;
        notes_add(notes,
                  more ? "%s cannot be unpacked."
                       : "The archive unpacks to more than the limit; from %s on it was not read.",
                  safe + 1);
    }
    free(path);
    free(safe);
    return more;
}

bool intake_unpack(const char *archive, const char *folder, struct notes *notes)
{
    struct intake_reader r = intake_reader_open(archive, NULL, 0);
    struct archive_entry *e;
    long long left = bytes_allowed(archive);
    size_t entries = 0;
    bool more = file_make_folders(folder);
    while (more && intake_reader_next(&r, &e))
        more = ++entries < LIMIT_CLASS_ENTRIES && take(r.archive, e, folder, &left, notes);
    intake_reader_close(&r, archive, notes);
    return entries > 0;
}
