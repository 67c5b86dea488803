/* The folders of one submission, walked for source files and archives. */
#include "collect.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *read_descriptor(void *from, size_t limit, size_t *size)
{
    int fd = *(int *)from;
    char *data = text_need(malloc(limit + 1));
    ssize_t got = 0;
    *size = 0;
    while (*size < limit && (got = read(fd, data + *size, limit - *size)) > 0)
        *size += (size_t)got;
    if (got < 0) {
        free(data);
        return NULL;
    }
    data[*size] = '\0';
    return data;
}

static void walk(struct work *work, int dir, const char *name, const char *shown, const char *label,
                 int depth);

/* A repository in the folder, by its full name, which git needs. */
static void take_repository(struct work *work, int folder, const char *name, const char *shown,
                            bool files)
{
    char *descriptor = text_format("/proc/self/fd/%d", folder), path[4096];
    ssize_t length = readlink(descriptor, path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    char *full = text_format("%s/%s", path, name);
    intake_take_repository(work, full, *shown ? shown : "What was handed in", files);
    free(full);
    free(descriptor);
}

static void walk_folder(struct work *work, int fd, const char *shown, const char *label, int depth)
{
    DIR *d = fdopendir(fd);
    if (!d) {
        close(fd);
        return;
    }
    if (intake_is_bare(dirfd(d))) {
        take_repository(work, dirfd(d), ".", shown, true);
        closedir(d);
        return;
    }
    for (struct dirent *e; (e = readdir(d)) != NULL && !work->full;) {
        if (strcmp(e->d_name, ".git") == 0)
            take_repository(work, dirfd(d), ".git", *shown ? shown : ".git", false);
        if (intake_is_ignored(e->d_name))
            continue;
        char *s = text_format("%s%s%s", shown, *shown ? "/" : "", e->d_name);
        char *l = text_format("%s/%s", label, e->d_name);
        walk(work, dirfd(d), e->d_name, s, l, depth + 1);
        free(s);
        free(l);
    }
    closedir(d);
}

static void walk(struct work *work, int dir, const char *name, const char *shown, const char *label,
                 int depth)
{
    struct stat st;
    if (++work->entries > LIMIT_ENTRIES || depth > LIMIT_DEPTH) {
        if (!work->full)
            notes_add(&work->notes,
                      "There are more than %d files or %d folders in folders; the rest was not "
                      "looked at.",
                      LIMIT_ENTRIES, LIMIT_DEPTH);
        work->full = work->entries > LIMIT_ENTRIES;
        return;
    }
    /* Do not hang on a pipe, do not follow a link. */
    int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0 || !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))) {
        bool link = fd < 0 && errno == ELOOP;
        notes_add(&work->notes, link ? "%s is a link; it was not followed." : "%s cannot be read.",
                  shown);
        if (fd >= 0)
            close(fd);
        return;
    }
    if (S_ISDIR(st.st_mode)) {
        walk_folder(work, fd, shown, label, depth);
        return;
    }
    if (intake_is_bundle(label)) {
        char *descriptor = text_format("/proc/self/fd/%d", fd), path[4096];
        ssize_t length = readlink(descriptor, path, sizeof path - 1);
        path[length > 0 ? length : 0] = '\0';
        intake_take_repository(work, path, shown, true);
        free(descriptor);
    } else if (!intake_is_archive(label)) {
        intake_take_file(work, shown, label, st.st_size, st.st_mtim.tv_sec, read_descriptor, &fd);
    } else if (depth == 0) {
        char *path = text_format("/proc/self/fd/%d", fd);
        intake_take_archive(work, path, shown, NULL, 0, 0);
        free(path);
    } else {
        size_t size = 0;
        char *data = read_descriptor(&fd, LIMIT_NESTED_BYTES, &size);
        intake_take_archive(work, NULL, shown, data, size, 1);
        free(data);
    }
    close(fd);
}
void intake_collect(const struct submission *submission, struct work *work)
{
    *work = (struct work){0};
    if (submission->count > 1 && strcmp(submission->layout, "folder") == 0)
        notes_add(&work->notes, "Several folders or archives have this name; all were looked at.");
    for (size_t i = 0; i < submission->count; i++) {
        const char *slash = strrchr(submission->paths[i], '/');
        struct stat st;
        bool folder = lstat(submission->paths[i], &st) == 0 && S_ISDIR(st.st_mode);
        walk(work, AT_FDCWD, submission->paths[i],
             folder  ? ""
             : slash ? slash + 1
                     : submission->paths[i],
             submission->labels[i], 0);
    }
    intake_finish(work);
}
