/* Finds whose submissions are in a folder: one row per student, each with files, folders and
 * archives.
 *
 * platforms.c reads single names. This file finds what only all names together show:
 *   GitHub Classroom  assignment-user/, two or more with the same beginning
 *   Google Classroom  Jane Doe - name.c, as Drive downloads them
 *   flat files        jane_doe_omp.c, omp - Jane Doe.c: a student's name and a chapter's
 * and which of several attempts counts (attempts.c). */
#include "layouts.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct submission *intake_find(const struct intake *in, const char *key)
{
    for (size_t i = in->count; i-- > 0;)
        if (strcmp(in->items[i].key, key) == 0)
            return &in->items[i];
    return NULL;
}

void intake_add_path(struct submission *s, char *path, const char *label, long long attempt)
{
    s->paths = text_need(realloc(s->paths, (s->count + 1) * sizeof *s->paths));
    s->labels = text_need(realloc(s->labels, (s->count + 1) * sizeof *s->labels));
    s->attempts = text_need(realloc(s->attempts, (s->count + 1) * sizeof *s->attempts));
    s->paths[s->count] = path;
    s->labels[s->count] = text_need(strdup(label));
    s->attempts[s->count++] = attempt;
}

static void add(struct intake *in, struct entry *e)
{
    char *key = text_one_line(e->key), *name = text_one_line(e->name);
    const char *email = e->email                                          ? e->email
                        : intake_matches("^[^@ ]+@[^@ ]+$", key, NULL, 0) ? key
                                                                          : "";
    struct submission *s = intake_find(in, key);
    if (!s) {
        if ((in->count & (in->count + 1)) == 0 || in->count == 0)
            in->items = text_need(realloc(in->items, (2 * in->count + 2) * sizeof *in->items));
        s = &in->items[in->count++];
        *s = (struct submission){.key = text_need(strdup(key)),
                                 .name = text_need(strdup(name)),
                                 .layout = e->layout,
                                 .id = text_one_line(e->id ? e->id : ""),
                                 .email = text_one_line(email)};
    } else if (strcmp(s->name, s->key) == 0) {
        free(s->name); /* only one of Blackboard's files may tell it */
        s->name = text_need(strdup(name));
    } else if (strcmp(name, s->name) != 0 && strcmp(name, key) != 0) {
        notes_add(&in->notes,
                  "%s and %s are both %s by their platform; their files were put together.",
                  s->name, name, key);
    }
    s->late |= e->late;
    s->time = e->time > s->time ? e->time : s->time;
    intake_add_path(s, text_format("%s/%s", e->folder, e->file), e->label ? e->label : e->file,
                    e->attempt);
    free(key);
    free(name);
}

/* jane_doe.zip and jane_doe_omp.c are one student's. */
static void join_flat(struct intake *in)
{
    for (size_t i = 0; i < in->count; i++) {
        struct submission *to = &in->items[i];
        char *plain = strcmp(to->layout, "folder") == 0 ? intake_plain_key(to->key) : NULL;
        struct submission *flat = plain ? intake_find(in, plain) : NULL;
        free(plain);
        if (!flat || strcmp(flat->layout, "flat") != 0)
            continue;
        for (size_t p = 0; p < flat->count; p++)
            intake_add_path(to, text_need(strdup(flat->paths[p])), flat->labels[p], 0);
        notes_add(&in->notes, "%s has files of the same name beside it; all were looked at.",
                  to->name);
        intake_free_submission(flat);
        memmove(flat, flat + 1, (size_t)(&in->items[in->count] - flat - 1) * sizeof *flat);
        in->count--;
        i -= flat <= to;
    }
}

/* Two or more folders, all with the same beginning up to a dash: GitHub Classroom's. */
/* The length of "week-1" in the folder "week-1-submissions", where gh classroom clones to; or 0. */
static size_t length_of_assignment(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash ? strlen(slash + 1) : 0, e = strlen("-submissions");
    return n > e && strcmp(slash + 1 + n - e, "-submissions") == 0 ? n - e : 0;
}

static void name_github(struct intake *in, const char *path)
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
    size_t told = length_of_assignment(path);
    if (told > 0 && first && strncmp(strrchr(path, '/') + 1, first, told) == 0 &&
        first[told] == '-')
        common = told + 1, folders += folders == 1; /* one repository is one, too */
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

/* Adds a row for each member of the group that handed in the folder. */
static void take_group(struct intake *in, const char *folder, const char *file,
                       const struct intake_people *people)
{
    size_t members = 0;
    for (size_t i = 0; i <= people->count; i++) {
        const struct intake_person *one = i < people->count ? &people->items[i] : NULL;
        if (one ? strcmp(one->folder, file) != 0 : members > 0)
            continue;
        struct entry e = {.folder = folder, .file = text_need(strdup(file)), .is_folder = true};
        intake_recognise_gradescope(&e, one);
        add(in, &e);
        intake_free_entry(&e);
        members++;
    }
}

static void take(struct intake *in, const struct intake_folder *f, const char *file)
{
    char *path = text_format("%s/%s", f->path, file);
    struct stat st;
    struct entry e = {.folder = f->path, .file = text_need(strdup(file))};
    if (lstat(path, &st) != 0 || !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))) {
        notes_add(&in->notes,
                  "%s is neither file nor folder, but a link or the like; it was left aside.",
                  file);
    } else if (S_ISDIR(st.st_mode) && intake_matches("^submission_[0-9]+$", file, NULL, 0)) {
        take_group(in, f->path, file, &f->people);
    } else {
        e.is_folder = S_ISDIR(st.st_mode);
        if (f->drive ? intake_recognise_drive(&e)
                     : intake_recognise(&e) || (!e.is_folder && intake_recognise_flat(&e)))
            add(in, &e);
        else if (strcmp(file, "submission_metadata.yml") != 0 &&
                 !intake_take_pushes(path, &(struct intake){0}))
            notes_add(&in->notes, "%s is not a student's submission by its name; it was ignored.",
                      file);
    }
    intake_free_entry(&e);
    free(path);
}

/* The times in tables that lie in the folder, or beside it where gh classroom made it. */
static void take_pushes(struct intake *in, const char *path)
{
    struct dirent **list;
    int n = scandir(path, &list, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char *file = text_format("%s/%s", path, list[i]->d_name);
        intake_take_pushes(file, in);
        free(file);
        free(list[i]);
    }
    if (n >= 0)
        free(list);
}

bool intake_list_folder(const char *path, enum intake_rule rule, struct intake *in)
{
    struct dirent **list;
    int n = scandir(path, &list, NULL, alphasort);
    *in = (struct intake){0};
    if (n < 0) {
        fprintf(stderr, "class: %s cannot be read: %s; give a folder or a .zip with SUBMISSIONS=\n",
                path, strerror(errno));
        return false;
    }
    char *yml = text_format("%s/submission_metadata.yml", path);
    struct intake_folder f = {.path = path};
    intake_read_people(yml, &f.people, &in->notes);
    f.drive = intake_is_drive(path, list, n);
    for (int i = 0; i < n; i++) {
        if (list[i]->d_name[0] != '.' && !intake_is_ignored(list[i]->d_name))
            take(in, &f, list[i]->d_name);
        free(list[i]);
    }
    free(list);
    intake_people_free(&f.people);
    free(yml);
    join_flat(in);
    intake_choose_attempts(in, rule);
    name_github(in, path);
    take_pushes(in, path);
    if (length_of_assignment(path) > 0) {
        char *beside = text_format("%s/..", path);
        take_pushes(in, beside);
        free(beside);
    }
    return true;
}

void intake_free_submission(struct submission *s)
{
    for (size_t p = 0; p < s->count; p++) {
        free(s->paths[p]);
        free(s->labels[p]);
    }
    free(s->paths);
    free(s->labels);
    free(s->attempts);
    free(s->key);
    free(s->name);
    free(s->id);
    free(s->email);
}

void intake_free(struct intake *in)
{
    for (size_t i = 0; i < in->count + in->ignored; i++)
        intake_free_submission(&in->items[i]);
    free(in->items);
    notes_free(&in->notes);
    if (in->scratch)
        file_remove_tree(in->scratch);
    free(in->scratch);
    *in = (struct intake){0};
}
