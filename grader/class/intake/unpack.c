/* The archive of a whole class, unpacked to a folder, in the sandbox. Files get no modes and no
 * links, since they are only read, and no name leads out of the folder. */
#include "collect.h"
#include "reader.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_OF_NAME = 3000, MOST_OF_PART = 250 }; /* bytes that the system takes, with OUT before */

/* The name, made relative, to be freed; NULL if it leads elsewhere (*astray) or is ignored. */
static char *safe_name(const char *name, bool *astray)
{
    char *copied = intake_name(name), *rest = NULL, *safe = text_need(strdup(""));
    bool good = true;
    for (char *s = copied; *s; s++)
        *s = *s == '\\' ? '/' : *s;
    *astray = strlen(copied) > MOST_OF_NAME;
    for (char *c = strtok_r(copied, "/", &rest); c && good && !*astray;
         c = strtok_r(NULL, "/", &rest)) {
        if (strcmp(c, ".") == 0)
            continue;
        good = !intake_is_ignored(c);
        *astray = strcmp(c, "..") == 0 || strlen(c) > MOST_OF_PART;
        char *longer = text_format("%s/%s", safe, c);
        free(safe);
        safe = longer;
    }
    free(copied);
    if (good && *safe && !*astray)
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

/* The archive that is being unpacked. */
struct unpacking {
    struct archive *archive;
    const char *name, *folder; /* what it is called, and where it goes */
    long long left;            /* the bytes that may still be written */
    size_t astray;             /* files whose names lead elsewhere, or are too long */
    struct notes *notes;
};

/* How much of a file is ever read; more would only fill the disk. */
static long long bytes_wanted(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (strcmp(slash + 1, "submission_metadata.yml") == 0)
        return LIMIT_OWN_FILE_BYTES;
    return intake_is_archive(path) ? LIMIT_ARCHIVE_BYTES : LIMIT_SOURCE_BYTES + 1;
}

/* Copies as many of an entry's bytes as are wanted. The library skips the rest. */
static bool copy(struct unpacking *u, int fd, long long wanted)
{
    char buffer[65536];
    la_ssize_t got = 0;
    while (wanted > 0 && (got = archive_read_data(u->archive, buffer, sizeof buffer)) > 0) {
        got = got < wanted ? got : (la_ssize_t)wanted;
        if ((u->left -= got) < 0 || write(fd, buffer, (size_t)got) != got)
            return false;
        wanted -= got;
    }
    return got >= 0;
}

/* Remove half a file, which would be judged as if it were whole. */
static bool write_entry(struct unpacking *u, struct archive_entry *e, const char *path)
{
    char *folder = text_need(strdup(path));
    *strrchr(folder, '/') = '\0';
    bool good = file_make_folders(folder);
    free(folder);
    int fd = good ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600) : -1;
    if (fd < 0)
        return false;
    good = copy(u, fd, bytes_wanted(path));
    futimens(fd,
             (const struct timespec[]){{archive_entry_mtime(e), 0}, {archive_entry_mtime(e), 0}});
    close(fd);
    if (!good)
        unlink(path);
    return good;
}

/* Returns false to stop. */
static bool take(struct unpacking *u, struct archive_entry *e)
{
    const char *name = archive_entry_pathname(e);
    bool astray = !name;
    char *safe = name ? safe_name(name, &astray) : NULL;
    u->astray += astray;
    if (!safe)
        return true;
    char *path = text_format("%s%s", u->folder, safe);
    if (archive_entry_filetype(e) == AE_IFDIR) {
        file_make_folders(path); /* students who handed in nothing have a folder, too */
    } else if (archive_entry_filetype(e) != AE_IFREG || archive_entry_hardlink(e)) {
        notes_add(u->notes, "%s in %s is a link or a device; it was left aside.", safe + 1,
                  u->name);
    } else if (archive_entry_is_encrypted(e)) {
        notes_add(u->notes,
                  "Files in %s are encrypted; unpack it with its password and give the "
                  "folder.",
                  u->name);
    } else if (!write_entry(u, e, path)) {
        notes_add(u->notes,
                  u->left >= 0 ? "%s in %s cannot be unpacked."
                               : "From %s on %s was not read: it unpacks to more than the limit.",
                  safe + 1, u->name);
    }
    free(path);
    free(safe);
    return u->left >= 0;
}

void intake_unpack(const char *archive, const char *name, const char *folder, struct notes *notes)
{
    struct intake_reader r = intake_reader_open(archive, NULL, 0);
    struct unpacking u = {.archive = r.archive,
                          .name = name,
                          .folder = folder,
                          .left = bytes_allowed(archive),
                          .notes = notes};
    struct archive_entry *e;
    size_t entries = 0;
    while (intake_reader_next(&r, &e) && entries++ < LIMIT_CLASS_ENTRIES && take(&u, e))
        ;
    if (entries > LIMIT_CLASS_ENTRIES)
        notes_add(notes, "%s holds more than %d files; the rest was not read.", name,
                  LIMIT_CLASS_ENTRIES);
    if (u.astray > 0)
        notes_add(notes,
                  "%zu file%s in %s ha%s a name that is too long or leads out of it; the%s "
                  "left aside.",
                  u.astray, u.astray > 1 ? "s" : "", name, u.astray > 1 ? "ve" : "s",
                  u.astray > 1 ? "y were" : " file was");
    intake_reader_close(&r, name, notes);
}
