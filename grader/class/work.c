/* What was collected of one submission: remarks on it, its hash, its files for the judge. */
#include "class.h"

#include <sha2.h>
#include <stdlib.h>
#include <string.h>

/* omp-1.c and omp (1).c: a second copy as browsers and Canvas call it, and no reason to wonder. */
static bool is_numbered(const char *path, const char *topic)
{
    size_t n = strlen(path), t = strlen(topic), end;
    if (n < 2 || strcmp(path + n - 2, ".c") != 0)
        return false;
    for (end = n - 2; end > 0 && strchr(" -()0123456789", path[end - 1]);)
        end--;
    return end < n - 2 && end >= t && strncmp(path + end - t, topic, t) == 0 &&
           (end == t || strchr("/_", path[end - t - 1]));
}

void work_finish(struct work *work)
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
        if (s->rank > NEARLY || (s->rank == NEARLY && !is_numbered(s->path, room[r].topic)))
            note(&work->notes, "%s was taken for %s.c.", s->path, room[r].topic);
        if (s->rivals > 0)
            note(&work->notes, "%d more file%s would fit %s.c; %s was judged.", s->rivals,
                 s->rivals > 1 ? "s" : "", room[r].topic, s->path);
        if (s->text[strspn(s->text, " \t\n\f\v")] == '\0')
            note(&work->notes, "%s is empty.", s->path);
    }
    SHA256End(&hash, work->hash);
    notes_gather(&work->notes, " has the line ends of another system; they were converted.",
                 "have the line ends of another system; they were converted.");
    notes_gather(&work->notes, " is not UTF-8; it was read as latin-1.", "are not UTF-8; they were read as latin-1.");
    notes_gather(&work->notes, " is in UTF-16; it was read as such.", "are in UTF-16; they were read as such.");
    if (there == 0) {
        if (work->others > 3)
            note(&work->notes, "No source file of any chapter was found, but %s and %zu more.", work->other,
                 work->others - 3);
        else
            note(&work->notes, work->other ? "No source file of any chapter was found, but %s."
                                           : "No source file of any chapter was found.", work->other);
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
void work_free(struct work *work)
{
    for (size_t r = 0; r < CHAPTER_LIMIT; r++) {
        free(work->rooms[r].text);
        free(work->rooms[r].path);
    }
    free(work->other);
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

bool work_describe(const struct work *work, const char *path)
{
    FILE *f = open_file(path);
    if (!f)
        return false;
    fprintf(f, "%s\n", work->hash);
    for (size_t i = 0; i < work->notes.count; i++)
        fprintf(f, "%s\n", work->notes.text[i]);
    return close_file(f, path);
}

bool work_unstage(struct work *work, const char *folder, const char *path)
{
    size_t rooms;
    const struct room *room = course_rooms(&rooms);
    char *text = read_file(path, ARCHIVE_LIMIT, NULL), *rest = text, *line;
    *work = (struct work){0};
    if (!text || strcspn(text, "\n") != sizeof work->hash - 1) {
        free(text);
        return false;
    }
    memcpy(work->hash, strsep(&rest, "\n"), sizeof work->hash);
    while ((line = strsep(&rest, "\n")) != NULL && *line)
        note(&work->notes, "%s", line);
    free(text);
    for (size_t r = 0; r < rooms; r++) {
        char *file = format("%s/chapters/%s/%s.c", folder, room[r].directory, room[r].topic);
        work->rooms[r].text = read_file(file, ARCHIVE_LIMIT, &work->rooms[r].size);
        free(file);
    }
    return true;
}
