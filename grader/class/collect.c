/* The source files of one submission, wherever they lie in it. */
#include "class.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <sha2.h>
#include <stdlib.h>
#include <string.h>
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

/* How well a file's name fits a chapter: lower is better. */
enum { IN_ITS_ROOM, EXACT, NEARLY, CONTAINED, BY_CONTENT, NOT_AT_ALL };

bool is_ignored(const char *component)
{
    static const char *const names[] = {"__MACOSX", ".git", "build", "solutions", "node_modules",
                                        ".", "..", "Thumbs.db"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(component, names[i]) == 0)
            return true;
    return strncmp(component, "._", 2) == 0; /* a Mac's shadow of a file */
}

static bool ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name), e = strlen(ending);
    return n > e && strcasecmp(name + n - e, ending) == 0;
}

bool is_archive(const char *name)
{
    return ends_in(name, ".zip") || ends_in(name, ".tar.gz") || ends_in(name, ".tgz") ||
           ends_in(name, ".tar") || ends_in(name, ".tar.xz") || ends_in(name, ".tar.bz2") ||
           ends_in(name, ".7z");
}

/* The name in lower case, without endings and marks of a copy: " (1)", "-2", "copy". */
static char *stem_of(const char *name)
{
    char *stem = need(strdup(name));
    for (char *s = stem; *s; s++)
        *s = (char)tolower((unsigned char)*s);
    static const char *const endings[] = {".txt", ".c", ".cpp", ".cc"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_in(stem, endings[i]))
            stem[strlen(stem) - strlen(endings[i])] = '\0';
    for (;;) {
        size_t n = strlen(stem), before = n;
        while (n > 0 && strchr(" -_.()0123456789", stem[n - 1]))
            stem[--n] = '\0';
        if (n > 4 && strcmp(stem + n - 4, "copy") == 0)
            stem[n - 4] = '\0';
        if (strlen(stem) == before)
            return stem;
    }
}

/* Is topic in stem, bounded by what is no letter? */
static bool contains(const char *stem, const char *topic)
{
    const char *at = strstr(stem, topic);
    return at && (at == stem || !isalpha((unsigned char)at[-1])) &&
           !isalpha((unsigned char)at[strlen(topic)]);
}

static int rank_of(const char *path, const char *name, const struct room *room)
{
    char *file = format("%s.c", room->topic), *place = format("%s/%s.c", room->directory, room->topic);
    char *stem = stem_of(name);
    /* spaces and dashes for underscores: "hard threshold.c" */
    for (char *s = stem; *s; s++)
        if (strchr(" -.", *s))
            *s = '_';
    size_t n = strlen(path), p = strlen(place);
    int rank = strcmp(name, file) == 0 && n >= p && strcmp(path + n - p, place) == 0 ? IN_ITS_ROOM
               : strcmp(name, file) == 0                                             ? EXACT
               : strcmp(stem, room->topic) == 0                                      ? NEARLY
               : contains(stem, room->topic)                                         ? CONTAINED
                                                                                     : NOT_AT_ALL;
    free(file);
    free(place);
    free(stem);
    return rank;
}

static bool is_source(const char *name)
{
    return (ends_in(name, ".c") || ends_in(name, ".txt") || ends_in(name, ".cpp") ||
            ends_in(name, ".cc")) &&
           strncmp(name, "test_", 5) != 0 && strcmp(name, "solution.c") != 0 &&
           strcmp(name, "mistakes.c") != 0 && strcmp(name, "CMakeLists.txt") != 0;
}

static bool is_skeleton(const struct room *room, const char *text)
{
    return room->skeleton && strcmp(room->skeleton, text) == 0;
}

/* Is the new file to be preferred? Its name first; work before an untouched
 * skeleton; then the later one; then the order of the paths. */
static bool is_better(const struct room *room, const struct source *fresh, const struct source *old)
{
    bool fresh_empty = is_skeleton(room, fresh->text) || fresh->size == 0;
    bool old_empty = is_skeleton(room, old->text) || old->size == 0;
    if (fresh_empty != old_empty)
        return old_empty;
    if (fresh->rank != old->rank)
        return fresh->rank < old->rank;
    if (fresh->changed != old->changed)
        return fresh->changed > old->changed;
    return strcmp(fresh->path, old->path) < 0;
}

static void place(const struct room *room, struct source *slot, struct source fresh)
{
    if (!slot->text) {
        *slot = fresh;
        return;
    }
    int rivals = slot->rivals + (strcmp(slot->text, fresh.text) != 0);
    struct source worse = fresh;
    if (is_better(room, &fresh, slot)) {
        worse = *slot;
        *slot = fresh;
    }
    slot->rivals = rivals;
    free(worse.text);
    free(worse.path);
}

void collect_file(struct work *work, const char *path, const char *label, long long size,
                  long long changed, reader read, void *from)
{
    size_t rooms, best = 0, length;
    const struct room *room = course_rooms(&rooms);
    const char *slash = strrchr(label, '/'), *name = slash ? slash + 1 : label;
    int rank = NOT_AT_ALL;
    if (!is_source(name))
        return;
    for (size_t r = 0; r < rooms; r++)
        if (rank_of(label, name, &room[r]) < rank) {
            rank = rank_of(label, name, &room[r]);
            best = r;
        }
    if (size > (long long)FILE_LIMIT) {
        note(&work->notes, "%s is larger than %u bytes; it was not read.", path, FILE_LIMIT);
        return;
    }
    size_t got = 0;
    char *data = read(from, FILE_LIMIT + 1, &got);
    if (!data || got > FILE_LIMIT) {
        note(&work->notes, data ? "%s is larger than it says; it was not read." : "%s cannot be read.",
             path);
        free(data);
        return;
    }
    struct notes remarks = {0};
    char *text = clean(data, got, path, &length, &remarks);
    free(data);
    int content = rank == NOT_AT_ALL ? room_by_content(text) : -1;
    if (content >= 0) {
        rank = BY_CONTENT;
        best = (size_t)content;
    }
    if (rank == NOT_AT_ALL) {
        free(text);
    } else {
        for (size_t i = 0; i < remarks.count; i++)
            note(&work->notes, "%s", remarks.text[i]);
        place(&room[best], &work->rooms[best],
              (struct source){text, length, need(strdup(path)), rank, changed, 0});
    }
    notes_free(&remarks);
}

static char *read_descriptor(void *from, size_t limit, size_t *size)
{
    int fd = *(int *)from;
    char *data = need(malloc(limit + 1));
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

static void walk(struct work *work, int dir, const char *name, const char *shown, const char *label, int depth);

static void walk_folder(struct work *work, int fd, const char *shown, const char *label, int depth)
{
    DIR *d = fdopendir(fd);
    if (!d) {
        close(fd);
        return;
    }
    for (struct dirent *e; (e = readdir(d)) != NULL && !work->full;) {
        if (is_ignored(e->d_name))
            continue;
        char *s = format("%s%s%s", shown, *shown ? "/" : "", e->d_name);
        char *l = format("%s/%s", label, e->d_name);
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
    if (++work->entries > ENTRY_LIMIT || depth > DEPTH_LIMIT) {
        if (!work->full)
            note(&work->notes, "There are more than %d files or %d folders in folders; the rest was not "
                 "looked at.", ENTRY_LIMIT, DEPTH_LIMIT);
        work->full = work->entries > ENTRY_LIMIT;
        return;
    }
    /* Not to hang on a pipe, not to follow a link. */
    int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0 || !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))) {
        bool link = fd < 0 && errno == ELOOP;
        note(&work->notes, link ? "%s is a link; it was not followed." : "%s cannot be read.", shown);
        if (fd >= 0)
            close(fd);
        return;
    }
    if (S_ISDIR(st.st_mode)) {
        walk_folder(work, fd, shown, label, depth);
        return;
    }
    if (!is_archive(label)) {
        collect_file(work, shown, label, st.st_size, st.st_mtim.tv_sec, read_descriptor, &fd);
    } else if (depth == 0) {
        char *path = format("/proc/self/fd/%d", fd);
        collect_archive(work, path, shown, NULL, 0, 0);
        free(path);
    } else {
        size_t size = 0;
        char *data = read_descriptor(&fd, NESTED_LIMIT, &size);
        collect_archive(work, NULL, shown, data, size, 1);
        free(data);
    }
    close(fd);
}

static void remarks(struct work *work)
{
    size_t rooms, there = 0;
    const struct room *room = course_rooms(&rooms);
    SHA2_CTX hash;
    SHA256Init(&hash);
    for (size_t r = 0; r < rooms; r++) {
        const struct source *s = &work->rooms[r];
        char *head = format("%s %zu %d\n", room[r].directory, s->size, s->text != NULL);
        SHA256Update(&hash, (const uint8_t *)head, strlen(head));
        free(head);
        if (!s->text)
            continue;
        SHA256Update(&hash, (const uint8_t *)s->text, s->size);
        there++;
        if (s->rank >= NEARLY)
            note(&work->notes, "%s was taken for %s.c.", s->path, room[r].topic);
        if (s->rivals > 0)
            note(&work->notes, "%d more file%s would fit %s.c; %s was judged.", s->rivals,
                 s->rivals > 1 ? "s" : "", room[r].topic, s->path);
        if (s->text[strspn(s->text, " \t\n\f\v")] == '\0')
            note(&work->notes, "%s is empty.", s->path);
    }
    SHA256End(&hash, work->hash);
    if (there == 0) {
        note(&work->notes, "No source file of any chapter was found.");
        return;
    }
    char *missing = need(strdup(""));
    for (size_t r = 0; r < rooms; r++)
        if (!work->rooms[r].text) {
            char *longer = format("%s%s%s.c", missing, *missing ? ", " : "", room[r].topic);
            free(missing);
            missing = longer;
        }
    if (*missing)
        note(&work->notes, "Not there: %s.", missing);
    free(missing);
}

void collect(const struct submission *submission, struct work *work)
{
    *work = (struct work){0};
    if (submission->count > 1 && strcmp(submission->layout, "folder") == 0)
        note(&work->notes, "There are a folder and an archive of this name; both were looked at.");
    for (size_t i = 0; i < submission->count; i++) {
        const char *slash = strrchr(submission->paths[i], '/');
        struct stat st;
        bool folder = lstat(submission->paths[i], &st) == 0 && S_ISDIR(st.st_mode);
        walk(work, AT_FDCWD, submission->paths[i], folder ? "" : slash ? slash + 1 : submission->paths[i],
             submission->labels[i], 0);
    }
    remarks(work);
}

void work_free(struct work *work)
{
    for (size_t r = 0; r < CHAPTER_LIMIT; r++) {
        free(work->rooms[r].text);
        free(work->rooms[r].path);
    }
    notes_free(&work->notes);
    *work = (struct work){0};
}

bool work_stage(const struct work *work, const char *folder)
{
    size_t rooms;
    const struct room *room = course_rooms(&rooms);
    bool good = make_folders(folder);
    for (size_t r = 0; r < rooms; r++) {
        char *place = format("%s/chapters/%s", folder, room[r].directory);
        good = make_folders(place) && good;
        char *path = format("%s/%s.c", place, room[r].topic);
        FILE *f = work->rooms[r].text ? fopen(path, "w") : NULL;
        if (work->rooms[r].text)
            good = f && fwrite(work->rooms[r].text, 1, work->rooms[r].size, f) == work->rooms[r].size && good;
        if (f && fclose(f) != 0)
            good = false;
        free(path);
        free(place);
    }
    return good;
}
