/* What was collected from one submission: notes on it, its hash, its files for the judge. */
#include "collect.h"

#include <sha2.h>
#include <stdlib.h>
#include <string.h>

void intake_hash(struct work *work)
{
    size_t chapters;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    SHA2_CTX hash;
    SHA256Init(&hash);
    for (size_t r = 0; r < chapters; r++) {
        const struct source *s = &work->chapters[r];
        char *head = text_format("%s %zu %d\n", chapter[r].directory, s->size, s->text != NULL);
        SHA256Update(&hash, (const uint8_t *)head, strlen(head));
        free(head);
        if (s->text)
            SHA256Update(&hash, (const uint8_t *)s->text, s->size);
    }
    SHA256End(&hash, work->hash);
}

void intake_finish(struct work *work)
{
    size_t chapters, there = 0;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    intake_hash(work);
    for (size_t r = 0; r < chapters; r++) {
        const struct source *s = &work->chapters[r];
        if (!s->text && work->instead[r])
            notes_add(&work->notes, "%s is not a source file; hand in %s.c itself.",
                      work->instead[r], chapter[r].topic);
        if (!s->text)
            continue;
        there++;
        if (s->rank > NEARLY || (s->rank == NEARLY && intake_copy(s->path, chapter[r].topic) < 0))
            notes_add(&work->notes, "%s was taken for %s.c.", s->path, chapter[r].topic);
        if (s->rivals > 0)
            notes_add(&work->notes, "%d more file%s would fit %s.c; %s was judged.", s->rivals,
                      s->rivals > 1 ? "s" : "", chapter[r].topic, s->path);
        if (s->text[strspn(s->text, " \t\n\f\v")] == '\0')
            notes_add(&work->notes, "%s is empty.", s->path);
    }
    notes_gather(&work->notes, " has the line ends of another system; they were converted.",
                 "have the line ends of another system; they were converted.");
    notes_gather(&work->notes, " is not UTF-8; it was read as latin-1.",
                 "are not UTF-8; they were read as latin-1.");
    notes_gather(&work->notes, " is in UTF-16; it was read as such.",
                 "are in UTF-16; they were read as such.");
    if (there == 0) {
        if (work->others > 3)
            notes_add(&work->notes, "No source file of any chapter was found, but %s and %zu more.",
                      work->other, work->others - 3);
        else
            notes_add(&work->notes,
                      work->other ? "No source file of any chapter was found, but %s."
                                  : "No source file of any chapter was found.",
                      work->other);
        return;
    }
    char *missing = text_need(strdup(""));
    for (size_t r = 0; r < chapters; r++)
        if (!work->chapters[r].text) {
            char *longer = text_format("%s%s%s.c", missing, *missing ? ", " : "", chapter[r].topic);
            free(missing);
            missing = longer;
        }
    if (*missing)
        notes_add(&work->notes, "Not there: %s.", missing);
    free(missing);
}
void intake_work_free(struct work *work)
{
    for (size_t r = 0; r < INTAKE_CHAPTER_LIMIT; r++) {
        free(work->chapters[r].text);
        free(work->chapters[r].path);
        free(work->instead[r]);
    }
    free(work->other);
    notes_free(&work->notes);
    *work = (struct work){0};
}

bool intake_stage(const struct work *work, const char *folder)
{
    size_t chapters;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    bool good = file_make_folders(folder);
    for (size_t r = 0; r < chapters; r++) {
        char *place = text_format("%s/chapters/%s", folder, chapter[r].directory);
        good = file_make_folders(place) && good;
        char *path = text_format("%s/%s.c", place, chapter[r].topic);
        FILE *f = work->chapters[r].text ? fopen(path, "w") : NULL;
        if (work->chapters[r].text)
            good = f &&
                   fwrite(work->chapters[r].text, 1, work->chapters[r].size, f) ==
                       work->chapters[r].size &&
                   good;
        if (f && fclose(f) != 0)
            good = false;
        free(path);
        free(place);
    }
    return good;
}

bool intake_describe(const struct work *work, const char *path)
{
    FILE *f = file_begin(path);
    if (!f)
        return false;
    fprintf(f, "%s\n%lld\n", work->hash, work->committed);
    for (size_t i = 0; i < work->notes.count; i++)
        fprintf(f, "%s\n", work->notes.text[i]);
    return file_finish(f, path);
}

bool intake_unstage(struct work *work, const char *folder, const char *path)
{
    size_t chapters;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    char *text = file_read(path, LIMIT_ARCHIVE_BYTES, NULL), *rest = text, *line;
    *work = (struct work){0};
    if (!text || strcspn(text, "\n") != sizeof work->hash - 1) {
        free(text);
        return false;
    }
    memcpy(work->hash, strsep(&rest, "\n"), sizeof work->hash);
    line = strsep(&rest, "\n");
    work->committed = line ? atoll(line) : 0;
    while (rest && (line = strsep(&rest, "\n")) != NULL && *line)
        notes_add(&work->notes, "%s", line);
    free(text);
    for (size_t r = 0; r < chapters; r++) {
        char *file = text_format("%s/chapters/%s/%s.c", folder, chapter[r].directory,
                                 chapter[r].topic);
        work->chapters[r].text = file_read(file, LIMIT_ARCHIVE_BYTES, &work->chapters[r].size);
        free(file);
    }
    return true;
}
