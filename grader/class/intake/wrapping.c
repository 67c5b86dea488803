/* Finds the class: in the given folder, or in a folder or archive inside it.
 *
 * A platform's names settle it at once. If a folder holds only one folder or archive, look inside:
 * that is the class if it holds a platform's names or several students with the same chapter. */
#include "layouts.h"
#include "reader.h"
#include "limits.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST = 4 }; /* folders and archives around a class */

/* The search: where and how to unpack, and how often that was done. */
struct search {
    const char *scratch;
    struct intake_opener open;
    enum intake_rule rule;
    int unpacked;
    double left; /* seconds for all archives */
};

static bool is_folder(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Names that platforms use, and no student's folder has. */
static bool is_from_platform(const struct intake *in)
{
    bool yes = in->count > 0;
    for (size_t i = 0; i < in->count; i++)
        yes = yes && strcmp(in->items[i].layout, "folder") != 0 &&
              strcmp(in->items[i].layout, "flat") != 0 &&
              strcmp(in->items[i].layout, "github") != 0;
    return yes;
}

/* A folder of gh classroom's with one repository: by the names of both. */
static bool is_assignment(const struct intake *in)
{
    return in->count == 1 && strcmp(in->items[0].layout, "github") == 0;
}

/* Do several students there have the same chapter? One student's files may lie in folders, too, but
 * in each of them is another chapter; and may have several names, but not three. */
static bool shares_a_chapter(const struct search *search, const struct intake *in)
{
    size_t chapters, owners[INTAKE_CHAPTER_LIMIT] = {0};
    intake_chapters(&chapters);
    for (size_t i = 0; i < in->count; i++) {
        struct work work;
        size_t least = strcmp(in->items[i].layout, "flat") == 0 ? 3 : 2;
        bool found = false;
        if (!search->open.collect(search->open.by, &in->items[i], &work))
            continue;
        for (size_t r = 0; r < chapters; r++)
            found |= work.chapters[r].text && ++owners[r] >= least;
        intake_work_free(&work);
        if (found)
            return true;
    }
    return false;
}

static bool is_file(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* Does the folder hold one student's work itself: chapters' folders or files, or a workbook? */
static bool is_one_students(const char *path)
{
    size_t chapters;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    bool yes = false;
    for (size_t r = 0; r < chapters && !yes; r++) {
        char *direct = text_format("%s/%s", path, chapter[r].directory),
             *deeper = text_format("%s/chapters/%s", path, chapter[r].directory),
             *file = text_format("%s/%s.c", path, chapter[r].topic);
        yes = is_folder(direct) || is_folder(deeper) || is_file(file);
        free(direct);
        free(deeper);
        free(file);
    }
    return yes;
}

static bool unpack(struct search *search, const char *archive, const char *folder,
                   struct notes *notes)
{
    return search->open.unpack(search->open.by, archive, folder, &search->left, notes);
}

/* The folder or archive of a submission, as a folder; to be freed. A folder is preferred to an
 * archive of the same name, which it was unpacked from. */
static char *as_folder(struct search *search, const struct submission *s, bool *unpacked,
                       struct notes *notes)
{
    *unpacked = false;
    for (size_t i = 0; i < s->count; i++)
        if (is_folder(s->paths[i]))
            return text_need(strdup(s->paths[i]));
    if (!search->scratch || s->count == 0 || !intake_is_archive(s->paths[s->count - 1]))
        return NULL;
    char *folder = text_format("%s/%d", search->scratch, ++search->unpacked);
    *unpacked = true;
    if (unpack(search, s->paths[s->count - 1], folder, notes))
        return folder;
    free(folder);
    return NULL;
}

static bool find_class(struct search *search, const char *path, int depth, struct intake *in);

static bool is_plain(const struct submission *s)
{
    return strcmp(s->layout, "folder") == 0;
}

/* Is there a class in that folder or archive? What is known to hold none is not opened again. */
static bool is_class(struct search *search, const struct submission *s, int depth,
                     struct intake *inner)
{
    struct notes notes = {0};
    bool unpacked = false, known = depth == 0 && search->open.known(search->open.by, s);
    char *folder = is_plain(s) && !known ? as_folder(search, s, &unpacked, &notes) : NULL;
    *inner = (struct intake){0};
    bool yes = folder && find_class(search, folder, depth + 1, inner);
    for (size_t i = 0; i < notes.count && yes; i++)
        notes_add(&inner->notes, "%s", notes.text[i]);
    if (folder && !yes && unpacked)
        file_remove_tree(folder);
    if (folder && !yes && depth == 0)
        search->open.remember(search->open.by, s);
    notes_free(&notes);
    free(folder);
    return yes;
}

/* Moves the submissions of one class to another. Who is in both stays as in the first. */
static void append(struct intake *in, struct intake *inner)
{
    in->items = text_need(realloc(in->items, (in->count + inner->count + 1) * sizeof *in->items));
    for (size_t i = 0; i < inner->count; i++)
        if (intake_find(in, inner->items[i].key))
            intake_free_submission(&inner->items[i]);
        else
            in->items[in->count++] = inner->items[i];
    inner->count = 0;
    for (size_t i = 0; i < inner->notes.count; i++)
        notes_add(&in->notes, "%s", inner->notes.text[i]);
}

/* Nothing but folders and archives: if each holds a class, their submissions take their place. */
static bool look_inside(struct search *search, int depth, struct intake *in)
{
    struct intake whole = {0}, inner;
    bool good = in->count > 0;
    for (size_t i = 0; i < in->count && good; i++) {
        good = is_class(search, &in->items[i], depth, &inner) &&
               (in->count == 1 || is_from_platform(&inner));
        if (good) {
            notes_add(&whole.notes, "The submissions are those in %s.", in->items[i].name);
            append(&whole, &inner);
        }
        intake_free(&inner);
    }
    if (good) {
        intake_free(in);
        *in = whole;
    } else {
        intake_free(&whole);
    }
    return good;
}

/* The archive that a platform's files came from may be among them; it is not a student. */
static void take_own_archives(struct search *search, int depth, struct intake *in)
{
    for (size_t i = 0; i < in->count;) {
        struct intake inner;
        if (is_class(search, &in->items[i], depth, &inner) && is_from_platform(&inner)) {
            notes_add(&in->notes,
                      "%s holds submissions itself; who is only there is taken from it.",
                      in->items[i].name);
            intake_free_submission(&in->items[i]);
            memmove(&in->items[i], &in->items[i + 1], (--in->count - i) * sizeof *in->items);
            append(in, &inner);
        } else {
            i++;
        }
        intake_free(&inner);
    }
}

/* Finds the submissions; returns whether they are a class for sure. */
static bool find_class(struct search *search, const char *path, int depth, struct intake *in)
{
    size_t plain = 0;
    if (!intake_list_folder(path, search->rule, in))
        return false;
    for (size_t i = 0; i < in->count; i++)
        plain += is_plain(&in->items[i]);
    if (plain == 0)
        return is_from_platform(in) || is_assignment(in) ||
               (depth > 0 && in->count > 1 && shares_a_chapter(search, in));
    if (is_one_students(path))
        return false;
    if (plain < in->count && depth < DEEPEST) {
        take_own_archives(search, depth, in);
        return is_from_platform(in);
    }
    return (depth < DEEPEST && look_inside(search, depth, in)) ||
           (depth > 0 && in->count > 1 && shares_a_chapter(search, in));
}

/* The whole folder as one student's work, who is called as the given folder or archive. */
static void become_one(struct intake *in, const char *path, const char *given)
{
    char *copy = text_need(strdup(given));
    for (size_t n = strlen(copy); n > 1 && copy[n - 1] == '/';)
        copy[--n] = '\0';
    const char *slash = strrchr(copy, '/');
    char *name = strcmp(path, given) == 0 ? text_need(strdup(slash && slash[1] ? slash + 1 : copy))
                                          : intake_without_ending(slash ? slash + 1 : copy);
    struct submission s = {.key = text_one_line(name),
                           .name = text_one_line(name),
                           .id = text_need(strdup("")),
                           .email = text_need(strdup("")),
                           .layout = "folder",
                           .paths = text_need(malloc(sizeof(char *))),
                           .labels = text_need(malloc(sizeof(char *))),
                           .attempts = text_need(calloc(1, sizeof(long long))),
                           .count = 1};
    s.paths[0] = text_need(strdup(path));
    s.labels[0] = text_need(strdup(name));
    intake_free(in);
    in->items = text_need(malloc(sizeof s));
    in->items[in->count++] = s;
    notes_add(&in->notes, "%s is the work of one student, not of a class: it holds chapters.",
              name);
    free(name);
    free(copy);
}

/* Half a class is none: the others would have no points. */
static bool is_whole(const struct notes *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strstr(notes->text[i], INTAKE_CUT))
            return false;
    return true;
}

static void tell_unreadable(const char *path, const struct notes *notes)
{
    if (notes->count > 0)
        fprintf(stderr, "class: %s Nothing in it was graded.\n", notes->text[notes->count - 1]);
    else
        fprintf(stderr,
                "class: %s is not an archive that can be read; give a folder or a .zip with "
                "SUBMISSIONS=\n",
                path);
}

/* Is there a file in the folder, or one too deep to look into? */
static bool holds_files(const char *path, int depth)
{
    struct dirent **list = NULL;
    int n = depth < LIMIT_DEPTH ? scandir(path, &list, NULL, NULL) : -1;
    bool yes = n < 0;
    for (int i = 0; i < n; i++) {
        const char *name = list[i]->d_name;
        char *inner = text_format("%s/%s", path, name);
        if (!yes && !intake_is_ignored(name))
            yes = !is_folder(inner) || holds_files(inner, depth + 1);
        free(inner);
        free(list[i]);
    }
    if (n >= 0)
        free(list);
    return yes;
}

/* Folders without a single file in all of them are no submissions. */
static void drop_empty(struct intake *in)
{
    for (size_t i = 0; i < in->count; i++)
        for (size_t p = 0; p < in->items[i].count; p++)
            if (!is_plain(&in->items[i]) || !is_folder(in->items[i].paths[p]) ||
                holds_files(in->items[i].paths[p], 0))
                return;
    while (in->count > 0)
        intake_free_submission(&in->items[--in->count]);
}

bool intake_scan(const char *path, const char *scratch, enum intake_rule rule,
                 struct intake_opener open, struct intake *in)
{
    struct stat st;
    struct search search = {
        .scratch = scratch, .open = open, .rule = rule, .left = LIMIT_CLASS_SECONDS};
    struct notes notes = {0};
    char *folder = text_need(strdup(path));
    bool good = true, archive = stat(path, &st) == 0 && S_ISREG(st.st_mode);
    *in = (struct intake){0};
    if (scratch)
        file_remove_tree(scratch); /* of a run that was killed */
    if (archive) {
        free(folder);
        folder = scratch ? text_format("%s/0", scratch) : text_need(strdup(path));
        good = scratch && intake_is_archive(path) && unpack(&search, path, folder, &notes) &&
               is_whole(&notes);
        if (!good)
            tell_unreadable(path, &notes);
    }
    if (good) {
        find_class(&search, folder, 0, in);
        good = is_folder(folder) && access(folder, R_OK | X_OK) == 0;
    }
    if (good && is_one_students(folder))
        become_one(in, folder, path);
    drop_empty(in);
    if (good && in->count == 0)
        intake_explain(folder, path);
    intake_date_files(in);
    if (rule == INTAKE_ALL)
        intake_part_attempts(in);
    for (size_t i = 0; i < notes.count; i++)
        notes_add(&in->notes, "%s", notes.text[i]);
    notes_free(&notes);
    free(folder);
    in->scratch = scratch ? text_need(strdup(scratch)) : NULL;
    return good;
}
