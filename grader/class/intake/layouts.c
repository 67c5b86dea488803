/* Finds out whose submissions are in a folder, in the layouts of
 *   Canvas            doejane_LATE_123_456_name.c      student, LATE or nothing, id, file
 *                     LATE_anon_aB3xZ_456_name.c       where names are hidden
 *                     doejane_123_text.html, _link.html  typed into its form
 *   Moodle            Jane Doe_123_assignsubmission_file_/   and the same as one flat file
 *   Gradescope        submission_123/, and submission_metadata.yml beside them
 *   GitHub Classroom  assignment-user/, two or more with the same beginning
 *   anything else     one folder or archive per student */
#include "collect.h"

#include <dirent.h>
#include <errno.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "gradescope.h"

/* What one name in the folder tells. */
struct entry {
    char *file, *key, *name, *id, *email, *label;
    const char *layout;
    bool late, folder;
};

static char *part_of(const char *text, regmatch_t m)
{
    return m.rm_so < 0 ? text_need(strdup(""))
                       : text_need(strndup(text + m.rm_so, (size_t)(m.rm_eo - m.rm_so)));
}

static bool matches(const char *pattern, const char *text, regmatch_t *m, size_t count)
{
    regex_t re;
    if (regcomp(&re, pattern, REG_EXTENDED) != 0)
        return false;
    bool yes = regexec(&re, text, count, m, 0) == 0;
    regfree(&re);
    return yes;
}

static char *without_ending(const char *file)
{
    char *name = text_need(strdup(file));
    static const char *const endings[] = {".zip",     ".tar.gz", ".tgz", ".tar.xz",
                                          ".tar.bz2", ".tar",    ".7z",  ".rar"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(name), e = strlen(endings[i]);
        if (n > e && strcasecmp(name + n - e, endings[i]) == 0) {
            name[n - e] = '\0';
            break;
        }
    }
    return name;
}

/* Canvas: a student's name may have an underscore in it, so the first place that fits counts. */
static bool recognise_canvas(struct entry *e)
{
    regmatch_t m[6], date[1];
    const char *f = e->file;
    if (matches("^(LATE_)?(anon_[A-Za-z0-9]+)_([0-9]+)_(.+)$", f, m, 5)) {
        e->key = part_of(f, m[2]);
        e->late = m[1].rm_so >= 0;
        e->label = part_of(f, m[4]);
    } else if (matches("_(LATE_|late_)?([0-9]+)_([0-9]+)_(.+)$", f, m, 5) && m[0].rm_so > 0) {
        if (matches("^_(19|20)[0-9][0-9]_(0?[1-9]|1[0-2])_[0-9]", f + m[0].rm_so, date, 1))
            return false; /* jane_doe_2026_05_31.zip */
        e->label = part_of(f, m[4]);
    } else if (matches("_(LATE_|late_)?([0-9]+)_((text|link)\\.html)$", f, m, 5) &&
               m[0].rm_so > 0) {
        e->label = part_of(f, m[3]);
    } else {
        return false;
    }
    e->layout = "canvas";
    if (!e->key) {
        e->name = text_need(strndup(f, (size_t)m[0].rm_so));
        e->late = m[1].rm_so >= 0;
        e->id = part_of(f, m[2]);
        e->key = text_format("%s_%s", e->name, e->id);
    }
    return true;
}

/* Moodle writes the student's name without underscores, so the name ends at the first one; a
 * student's own file may be called x_456_assignsubmission_file_y.c. */
static bool recognise_moodle(struct entry *e)
{
    regmatch_t m[5];
    const char *f = e->file;
    if (!matches("^([^_]+)_([0-9]+)_assignsubmission_(file|onlinetext)_?(.*)$", f, m, 5))
        return false;
    e->layout = "moodle";
    e->name = part_of(f, m[1]);
    e->id = part_of(f, m[2]);
    e->label = part_of(f, m[4]);
    e->key = text_format("%s_%s", e->name, e->id);
    if (strcmp(e->name, "Participant") == 0) { /* where names are hidden */
        free(e->name);
        e->name = text_format("Participant %s", e->id);
    }
    return true;
}

/* A Gradescope folder; person: one of those who handed it in, or NULL if nobody is known. */
static void become_gradescope(struct entry *e, const struct intake_person *person)
{
    e->layout = "gradescope";
    if (person) {
        e->name = *person->name ? text_need(strdup(person->name)) : NULL;
        e->id = text_need(strdup(person->sid));
        e->email = text_need(strdup(person->email));
    }
    /* A new attempt is a new folder, but the person stays the same. */
    const char *key = person && *person->email ? person->email
                      : person && *person->sid ? person->sid
                                               : e->file;
    e->key = text_need(strdup(key));
    if (!e->name)
        e->name = text_need(strdup(e->key));
}

/* Returns false if the entry is not a student's. */
static bool recognise(struct entry *e)
{
    const char *f = e->file;
    if (recognise_moodle(e)) {
        ;
    } else if (!e->folder && recognise_canvas(e)) {
        ;
    } else if (e->folder || intake_is_archive(f) || intake_is_foreign_archive(f)) {
        e->layout = "folder";
        e->key = e->folder ? text_need(strdup(f)) : without_ending(f);
    } else {
        return false;
    }
    if (!e->name)
        e->name = text_need(strdup(e->key));
    return true;
}

static void add(struct intake *in, struct entry *e, const char *folder)
{
    char *key = text_one_line(e->key);
    struct submission *s = NULL;
    for (size_t i = in->count; i-- > 0 && !s;)
        if (strcmp(in->items[i].key, key) == 0)
            s = &in->items[i];
    if (!s) {
        if ((in->count & (in->count + 1)) == 0 || in->count == 0)
            in->items = text_need(realloc(in->items, (2 * in->count + 2) * sizeof *in->items));
        s = &in->items[in->count++];
        *s = (struct submission){.key = key,
                                 .name = text_one_line(e->name),
                                 .layout = e->layout,
                                 .id = text_one_line(e->id ? e->id : ""),
                                 .email = text_one_line(e->email ? e->email : "")};
    } else {
        char *name = text_one_line(e->name);
        if (strcmp(name, s->name) != 0)
            notes_add(&in->notes,
                      "%s and %s are both %s by their platform; their files were put "
                      "together.",
                      s->name, name, key);
        free(name);
        free(key);
    }
    s->late |= e->late;
    s->paths = text_need(realloc(s->paths, (s->count + 1) * sizeof *s->paths));
    s->labels = text_need(realloc(s->labels, (s->count + 1) * sizeof *s->labels));
    s->paths[s->count] = text_format("%s/%s", folder, e->file);
    s->labels[s->count++] = text_need(strdup(e->label ? e->label : e->file));
}

/* Two or more folders, all with the same beginning up to a dash: GitHub Classroom's. */
static void github_names(struct intake *in)
{
    const char *first = NULL;
    size_t common = 0, folders = 0;
    for (size_t i = 0; i < in->count; i++) {
        if (strcmp(in->items[i].layout, "folder") != 0)
            return;
        const char *k = in->items[i].key;
        if (!first) {
            first = k;
            common = strlen(k);
        }
        size_t n = 0;
        while (n < common && k[n] == first[n])
            n++;
        common = n;
        folders++;
    }
    while (common > 0 && first[common - 1] != '-')
        common--;
    for (size_t i = 0; i < in->count && common > 0; i++)
        if (!in->items[i].key[common])
            return;
    for (size_t i = 0; folders > 1 && common > 1 && i < in->count; i++) {
        struct submission *s = &in->items[i];
        free(s->name);
        free(s->id);
        s->name = text_need(strdup(s->key + common));
        s->id = text_need(strdup(s->key + common));
        s->layout = "github";
    }
}

static void entry_free(struct entry *e)
{
    free(e->key);
    free(e->name);
    free(e->id);
    free(e->email);
    free(e->label);
    free(e->file);
}

/* Adds a row for each member of the group that handed in the folder. */
static void take_group(struct intake *in, const char *folder, const char *file,
                       const struct intake_people *people)
{
    size_t members = 0;
    for (size_t i = 0; i <= people->count; i++) {
        const struct intake_person *one = i < people->count ? &people->items[i] : NULL;
        if (one ? strcmp(one->folder, file) != 0 : members > 0)
            continue;
        struct entry e = {.file = text_need(strdup(file)), .folder = true};
        become_gradescope(&e, one);
        add(in, &e, folder);
        entry_free(&e);
        members++;
    }
}

static void take(struct intake *in, const char *folder, const char *file,
                 const struct intake_people *people)
{
    char *path = text_format("%s/%s", folder, file);
    struct stat st;
    struct entry e = {.file = text_need(strdup(file))};
    if (lstat(path, &st) != 0 || !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))) {
        notes_add(&in->notes, "%s is neither file nor folder; it was left aside.", file);
    } else if (S_ISDIR(st.st_mode) && matches("^submission_[0-9]+$", file, NULL, 0)) {
        take_group(in, folder, file, people);
    } else {
        e.folder = S_ISDIR(st.st_mode);
        if (recognise(&e))
            add(in, &e, folder);
        else if (strcmp(file, "submission_metadata.yml") != 0)
            notes_add(&in->notes, "%s is no student's submission by its name; it was left aside.",
                      file);
    }
    entry_free(&e);
    free(path);
}

/* Names that platforms use, and no student's folder has. */
static bool from_platform(const struct intake *in)
{
    bool yes = in->count > 0;
    for (size_t i = 0; i < in->count; i++)
        yes = yes && (strcmp(in->items[i].layout, "canvas") == 0 ||
                      strcmp(in->items[i].layout, "moodle") == 0 ||
                      strcmp(in->items[i].layout, "gradescope") == 0);
    return yes;
}

/* If the export was unpacked into a folder of its own, that folder is the class, not a student. */
static void open_only_folder(struct intake *in)
{
    struct stat st;
    struct intake inner;
    if (in->count != 1 || in->items[0].count != 1 || strcmp(in->items[0].layout, "folder") != 0 ||
        lstat(in->items[0].paths[0], &st) != 0 || !S_ISDIR(st.st_mode) ||
        !intake_scan(in->items[0].paths[0], &inner))
        return;
    if (from_platform(&inner)) {
        notes_add(&inner.notes, "The submissions are those in %s.", in->items[0].name);
        intake_free(in);
        *in = inner;
    } else {
        intake_free(&inner);
    }
}

bool intake_scan(const char *folder, struct intake *in)
{
    struct dirent **list;
    int n = scandir(folder, &list, NULL, alphasort);
    *in = (struct intake){0};
    if (n < 0) {
        fprintf(stderr, "class: %s cannot be read: %s; give a folder with SUBMISSIONS=\n", folder,
                strerror(errno));
        return false;
    }
    char *yml = text_format("%s/submission_metadata.yml", folder);
    struct intake_people people;
    intake_read_people(yml, &people, &in->notes);
    for (int i = 0; i < n; i++) {
        if (list[i]->d_name[0] != '.' && !intake_is_ignored(list[i]->d_name))
            take(in, folder, list[i]->d_name, &people);
        free(list[i]);
    }
    free(list);
    intake_people_free(&people);
    free(yml);
    github_names(in);
    open_only_folder(in);
    return true;
}

void intake_free(struct intake *in)
{
    for (size_t i = 0; i < in->count; i++) {
        struct submission *s = &in->items[i];
        for (size_t p = 0; p < s->count; p++) {
            free(s->paths[p]);
            free(s->labels[p]);
        }
        free(s->paths);
        free(s->labels);
        free(s->key);
        free(s->name);
        free(s->id);
        free(s->email);
    }
    free(in->items);
    notes_free(&in->notes);
}
