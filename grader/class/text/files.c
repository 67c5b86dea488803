/* Reads and writes whole files. */
#include "text.h"

#include <errno.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *file_read(const char *path, size_t limit, size_t *size)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    size_t capacity = 4096, used = 0, got;
    char *text = text_need(malloc(capacity));
    while ((got = fread(text + used, 1, capacity - used - 1, f)) > 0) {
        used += got;
        if (used >= limit)
            break;
        if (used + 1 == capacity)
            text = text_need(realloc(text, capacity *= 2));
    }
    fclose(f);
    text[used] = '\0';
    if (size)
        *size = used;
    return text;
}

char *file_read_plain(const char *path, size_t limit, size_t *size)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISREG(st.st_mode) ? file_read(path, limit, size) : NULL;
}

FILE *file_begin(const char *path)
{
    char *part = text_format("%s.part", path);
    FILE *f = fopen(part, "w");
    if (!f)
        fprintf(stderr, "class: %s cannot be written: %s\n", part, strerror(errno));
    free(part);
    return f;
}

bool file_finish(FILE *f, const char *path)
{
    char *part = text_format("%s.part", path);
    bool good = f && !ferror(f);
    good = f && fclose(f) == 0 && good;
    good = good && rename(part, path) == 0;
    if (!good && f)
        fprintf(stderr, "class: %s cannot be written: %s\n", path, strerror(errno));
    free(part);
    return good;
}

bool file_make_folders(const char *path)
{
    char *p = text_need(strdup(path));
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

void file_remove_tree(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
