/* Whose submissions lie in a folder: one row per student, each with files, folders and archives.
 *
 * What single names tell is in platforms.c. Here is what only all of them together tell:
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

static void add_path(struct submission *s, char *path, const char *label, long long attempt)
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
    struct submission *s = intake_find(in, key);
    if (!s) {
        if ((in->count & (in->count + 1)) == 0 || in->count == 0)
            in->items = text_need(realloc(in->items, (2 * in->count + 2) * sizeof *in->items));
        s = &in->items[in->count++];
        *s = (struct submission){.key = text_need(strdup(key)),
                                 .name = text_need(strdup(name)),
                                 .layout = e->layout,
                                 .id = text_one_line(e->id ? e->id : ""),
                                 .email = text_one_line(e->email ? e->email : "")};
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
    add_path(s, text_format("%s/%s", e->folder, e->file), e->label ? e->label : e->file,
             e->attempt);
    free(key);
    free(name);
}

/* Two or more folders, all with the same beginning up to a dash: GitHub Classroom's. */
static void name_github(struct intake *in)
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
        notes_add(&in->notes, "%s is neither file nor folder; it was left aside.", file);
    } else if (S_ISDIR(st.st_mode) && intake_matches("^submission_[0-9]+$", file, NULL, 0)) {
        take_group(in, f->path, file, &f->people);
    } else {
        e.is_folder = S_ISDIR(st.st_mode);
        if (f->drive ? intake_recognise_drive(&e)
                     : intake_recognise(&e) || (!e.is_folder && intake_recognise_flat(&e)))
            add(in, &e);
        else if (strcmp(file, "submission_metadata.yml") != 0)
            notes_add(&in->notes, "%s is no student's submission by its name; it was left aside.",
                      file);
    }
    intake_free_entry(&e);
    free(path);
}

bool intake_list_folder(const char *path, bool first, struct intake *in)
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
    intake_choose_attempts(in, first);
    name_github(in);
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
