/* Collected work as a stream of bytes: from the sandbox where foreign archives are opened, to the
 * program that judges, which believes nothing of it that it cannot check.
 *
 *   begun
 *   note SIZE, and so many bytes
 *   file CHAPTER SIZE, and so many bytes
 *   time SECONDS, if there is a repository
 *   end */
#include "collect.h"

#include <stdlib.h>
#include <string.h>

void intake_send_begin(FILE *to)
{
    fputs("begun\n", to);
    fflush(to);
}

bool intake_send(const struct work *work, FILE *to)
{
    for (size_t i = 0; i < work->notes.count; i++)
        fprintf(to, "note %zu\n%s\n", strlen(work->notes.text[i]), work->notes.text[i]);
    for (size_t r = 0; r < INTAKE_CHAPTER_LIMIT; r++) {
        const struct source *s = &work->chapters[r];
        if (!s->text)
            continue;
        fprintf(to, "file %zu %zu\n", r, s->size);
        fwrite(s->text, 1, s->size, to);
        putc('\n', to);
    }
    if (work->committed > 0)
        fprintf(to, "time %lld\n", work->committed);
    fputs("end\n", to);
    return fflush(to) == 0 && !ferror(to);
}

size_t intake_transfer_limit(void)
{
    size_t chapters;
    intake_chapters(&chapters);
    return (chapters + 1) * INTAKE_TEXT_LIMIT;
}

enum intake_received intake_receive(struct work *work, const char *data, size_t size)
{
    const char *at = data, *end = data + size;
    size_t chapters;
    intake_chapters(&chapters);
    *work = (struct work){0};
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        char line[64];
        size_t r = 0, bytes = 0, length = line_end ? (size_t)(line_end - at) : sizeof line;
        if (length >= sizeof line)
            break;
        memcpy(line, at, length);
        line[length] = '\0';
        at = line_end + 1;
        if (strcmp(line, "begun") == 0 && line_end == data + 5)
            continue;
        if (strcmp(line, "end") == 0 && at == end) {
            intake_hash(work);
            return INTAKE_WHOLE;
        }
        if (sscanf(line, "time %lld", &work->committed) == 1 && work->committed > 0)
            continue;
        bool file = sscanf(line, "file %zu %zu", &r, &bytes) == 2;
        if ((!file && sscanf(line, "note %zu", &bytes) != 1) || bytes >= (size_t)(end - at) ||
            bytes > INTAKE_TEXT_LIMIT || r >= chapters || (file && work->chapters[r].text))
            break;
        char *text = text_need(malloc(bytes + 1));
        memcpy(text, at, bytes);
        text[bytes] = '\0';
        at += bytes + 1;
        if (file) {
            work->chapters[r].text = text;
            work->chapters[r].size = bytes;
        } else {
            notes_add(&work->notes, "%s", text);
            free(text);
        }
    }
    intake_work_free(work);
    return size >= 6 && memcmp(data, "begun\n", 6) == 0 ? INTAKE_PART : INTAKE_NOTHING;
}
