/* Which chapter a file is for, and which of two files to judge. */
#include "platforms.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool intake_is_ignored(const char *component)
{
    static const char *const names[] = {"__MACOSX", ".git",      "node_modules", ".",
                                        "..",       "Thumbs.db", "desktop.ini",  "$RECYCLE.BIN"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(component, names[i]) == 0)
            return true;
    if (strcmp(component, "build") == 0)
        return true;
    return strncmp(component, "._", 2) == 0; /* a Mac's shadow of a file */
}

static bool ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name), e = strlen(ending);
    return n > e && strcasecmp(name + n - e, ending) == 0;
}

static bool ends_in_one(const char *name, const char *const *endings)
{
    while (*endings && !ends_in(name, *endings))
        endings++;
    return *endings != NULL;
}

bool intake_is_archive(const char *name)
{
    static const char *const endings[] = {".zip",  ".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2",
                                          ".tbz2", ".tbz", ".txz",    ".7z",  ".zipx",   NULL};
    return ends_in_one(name, endings);
}

bool intake_is_foreign_archive(const char *name)
{
    static const char *const endings[] = {".rar", ".gz",  ".bz2", ".xz",  ".zst", ".tzst",
                                          ".lz",  ".lzh", ".lha", ".arj", ".ace", ".cab",
                                          ".dmg", ".iso", ".sit", ".jar", NULL};
    return !intake_is_archive(name) && ends_in_one(name, endings);
}

/* The name in lower case, without endings and marks of a copy: " (1)", "-2", "copy". */
static char *stem_of(const char *name)
{
    char *stem = text_need(strdup(name));
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

/* Is topic in stem, with no letter just before or after it? */
static bool contains(const char *stem, const char *topic)
{
    const char *at = strstr(stem, topic);
    return at && (at == stem || !isalpha((unsigned char)at[-1])) &&
           !isalpha((unsigned char)at[strlen(topic)]);
}

static int rank_of(const char *path, const char *name, const struct intake_chapter *chapter)
{
    char *file = text_format("%s.c", chapter->topic),
         *place = text_format("%s/%s.c", chapter->directory, chapter->topic);
    char *stem = stem_of(name);
    /* spaces and dashes for underscores: "hard threshold.c" */
    for (char *s = stem; *s; s++)
        if (strchr(" -.", *s))
            *s = '_';
    size_t n = strlen(path), p = strlen(place);
    int rank = strcmp(name, file) == 0 && n >= p && strcmp(path + n - p, place) == 0
                   ? IN_ITS_CHAPTER
               : strcmp(name, file) == 0           ? EXACT
               : strcmp(stem, chapter->topic) == 0 ? NEARLY
               : contains(stem, chapter->topic)    ? CONTAINED
                                                   : NOT_AT_ALL;
    free(file);
    free(place);
    free(stem);
    return rank;
}

/* Does the path lead into one of a workbook's own folders, whose files are named after chapters,
 * too? */
static bool is_in_workbook(const char *path)
{
    return intake_matches("(^|/)(lib|figures|grader|tests|bench|book|data|student)/", path, NULL,
                          0);
}

/* Is it one of a workbook's own files beside a student's, in a chapter's folder? */
static bool is_ours(const char *path, const char *name)
{
    size_t chapters;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    bool in_chapter = false, in_solutions = false;
    for (size_t r = 0; r < chapters; r++) {
        char *there = text_format("%s/%s", chapter[r].directory, name),
             *solution = text_format("solutions/%s", there);
        in_chapter |= ends_in(path, there);
        in_solutions |= ends_in(path, solution);
        free(there);
        free(solution);
    }
    return in_solutions ||
           (in_chapter && (strncmp(name, "test_", 5) == 0 || strcmp(name, "solution.c") == 0));
}

static bool has_ending(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strchr(slash ? slash : path, '.') != NULL;
}

static bool is_source(const char *path, const char *name)
{
    static const char *const endings[] = {".c", ".txt", ".cpp", ".cc", NULL};
    return (ends_in_one(name, endings) || !has_ending(name)) && !is_ours(path, name) &&
           strcmp(name, "CMakeLists.txt") != 0;
}

/* Remembers a file that is named after a chapter and is not a source: omp.docx. */
static void remember_kind(struct work *work, const char *path, const char *name)
{
    size_t chapters;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    char *stem = text_need(strndup(name, strcspn(name, "."))), *plain = stem_of(stem);
    for (size_t r = 0; r < chapters; r++)
        if (!work->instead[r] && contains(plain, chapter[r].topic))
            work->instead[r] = text_need(strdup(path));
    free(stem);
    free(plain);
}

static bool is_untouched(const struct intake_chapter *chapter, const struct source *s)
{
    return s->size == 0 || (chapter->skeleton && strcmp(chapter->skeleton, s->text) == 0);
}

int intake_copy(const char *path, const char *topic)
{
    size_t n = strlen(path), t = strlen(topic), end;
    if (n < 2 || strcmp(path + n - 2, ".c") != 0)
        return -1;
    for (end = n - 2; end > 0 && strchr(" -()0123456789", path[end - 1]);)
        end--;
    if (end < t || strncmp(path + end - t, topic, t) != 0 ||
        (end > t && !strchr("/_", path[end - t - 1])))
        return -1;
    const char *digits = path + end + strcspn(path + end, "0123456789.");
    return atoi(digits);
}

/* Is the new file preferred? The name counts first, then work over an untouched skeleton, then the
 * later time, the later copy, and the order of the paths. */
static bool is_better(const struct intake_chapter *chapter, const struct source *fresh,
                      const struct source *old)
{
    bool fresh_empty = is_untouched(chapter, fresh), old_empty = is_untouched(chapter, old);
    int fresh_copy = intake_copy(fresh->path, chapter->topic),
        old_copy = intake_copy(old->path, chapter->topic),
        fresh_rank = fresh->rank == NEARLY && fresh_copy >= 0 ? EXACT : fresh->rank,
        old_rank = old->rank == NEARLY && old_copy >= 0 ? EXACT : old->rank;
    if (fresh_empty != old_empty)
        return old_empty;
    if (fresh_rank != old_rank)
        return fresh_rank < old_rank;
    if (fresh->changed != old->changed)
        return fresh->changed > old->changed;
    if (fresh_copy != old_copy)
        return fresh_copy > old_copy;
    return strcmp(fresh->path, old->path) < 0;
}

static void place(const struct intake_chapter *chapter, struct source *slot, struct source fresh)
{
    if (!slot->text) {
        *slot = fresh;
        return;
    }
    int rivals = slot->rivals + (strcmp(slot->text, fresh.text) != 0);
    struct source worse = fresh;
    if (is_better(chapter, &fresh, slot)) {
        worse = *slot;
        *slot = fresh;
    }
    slot->rivals = rivals;
    free(worse.text);
    free(worse.path);
}

/* Remembers a file that fits no chapter, to name it if no file fits one. */
static void remember(struct work *work, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (name[0] == '.' || ++work->others > 3)
        return;
    char *longer = text_format("%s%s%s", work->other ? work->other : "", work->other ? ", " : "",
                               name);
    free(work->other);
    work->other = longer;
}

/* A source file that was read. */
struct found {
    const char *path, *text;
    size_t length;
    long long changed;
};

/* Blanks the lines that include other chapters' headers, which the compiler does not see: a file of
 * several chapters includes them all. */
static void drop_headers(char *text, size_t r)
{
    size_t chapters;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    for (char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        size_t n = strcspn(line, "\n");
        char *copy = text_need(strndup(line, n));
        for (size_t i = 0; i < chapters; i++) {
            char *pattern = text_format("^[ \t]*#[ \t]*include[ \t]*\"([^\"]*/)?%s\\.h\"",
                                        chapter[i].topic);
            if (i != r && intake_matches(pattern, copy, NULL, 0))
                memset(line, ' ', n);
            free(pattern);
        }
        free(copy);
    }
}

static void place_for(struct work *work, const struct found *f, size_t r, int rank, bool shared)
{
    size_t chapters;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    char *text = text_need(strdup(f->text));
    if (shared)
        drop_headers(text, r);
    place(&chapter[r], &work->chapters[r],
          (struct source){text, f->length, text_need(strdup(f->path)), rank, f->changed, 0});
}

/* Assigns the file to the chapter of its name and to every chapter whose functions it defines: some
 * students hand in one file for all chapters, or a chapter under another's name. Returns false if
 * it fits none. */
static bool place_all(struct work *work, const struct found *f, int rank, size_t best)
{
    size_t chapters, others = 0;
    double shares[INTAKE_CHAPTER_LIMIT];
    bool in_workbook = is_in_workbook(f->path);
    intake_chapters(&chapters);
    intake_shares(f->text, shares);
    for (size_t r = 0; r < chapters && !in_workbook; r++)
        others += shares[r] >= INTAKE_ENOUGH && (rank == NOT_AT_ALL || r != best);
    /* By its name, unless it defines another chapter or is a part of a workbook. */
    bool unclear = in_workbook || !has_ending(f->path); /* a program may be called omp */
    bool named = rank != NOT_AT_ALL && (shares[best] > 0.0 || (others == 0 && !unclear));
    for (size_t r = 0; r < chapters && others > 0; r++)
        if (shares[r] >= INTAKE_ENOUGH && (rank == NOT_AT_ALL || r != best))
            place_for(work, f, r, BY_CONTENT, others + named > 1);
    if (named)
        place_for(work, f, best, rank, others > 0);
    return others + named > 0;
}

void intake_take_file(struct work *work, const char *path, const char *label, long long size,
                      long long changed, reader read, void *from)
{
    size_t chapters, best = 0, length;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    const char *slash = strrchr(label, '/'), *name = slash ? slash + 1 : label;
    int rank = NOT_AT_ALL;
    if (intake_is_foreign_archive(name))
        notes_add(&work->notes,
                  "%s is an archive of a kind that is not opened: .zip and .tar.gz are.", path);
    if (!is_source(label, name)) {
        remember(work, path);
        if (!is_in_workbook(label) && !is_ours(label, name))
            remember_kind(work, path, name);
        return;
    }
    for (size_t r = 0; r < chapters && strncmp(name, "test_", 5) != 0; r++)
        if (rank_of(label, name, &chapter[r]) < rank) {
            rank = rank_of(label, name, &chapter[r]);
            best = r;
        }
    if (size > (long long)LIMIT_SOURCE_BYTES && !has_ending(name)) {
        remember(work, path); /* a program, mostly */
        return;
    }
    if (size > (long long)LIMIT_SOURCE_BYTES) {
        notes_add(&work->notes, "%s is larger than %d bytes; it was not read.", path,
                  LIMIT_SOURCE_BYTES);
        return;
    }
    size_t got = 0;
    char *data = read(from, LIMIT_SOURCE_BYTES + 1, &got);
    if (!intake_may_read(work, path, (long long)got)) {
        free(data);
        return;
    }
    if (!data || got > LIMIT_SOURCE_BYTES) {
        notes_add(&work->notes,
                  data ? "%s is larger than it says; it was not read." : "%s cannot be read.",
                  path);
        free(data);
        return;
    }
    struct notes remarks = {0};
    char *text = intake_clean(data, got, path, &length, &remarks);
    free(data);
    struct found found = {.path = path, .changed = changed, .text = text, .length = length};
    if (place_all(work, &found, rank, best))
        for (size_t i = 0; i < remarks.count; i++)
            notes_add(&work->notes, "%s", remarks.text[i]);
    else
        remember(work, path);
    free(text);
    notes_free(&remarks);
}
