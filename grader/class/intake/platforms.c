/* Whose a file or folder is, from the name that a platform gave it:
 *   Canvas            doejane_LATE_123_456_name.c      student, LATE or nothing, id, file
 *                     LATE_anon_aB3xZ_456_name.c       where names are hidden
 *                     doejane_123_text.html, _link.html  typed into its form
 *   Moodle            Jane Doe_123_assignsubmission_file/    and the same as one flat file
 *   Gradescope        submission_123/, and submission_metadata.yml beside them
 *   Blackboard        Week 1_jdoe_attempt_2026-03-04-12-34-56_name.c, and the same .txt about it
 *   Brightspace       7-123 - Jane Doe - Mar 4, 2026 1234 PM/   and the same as one flat file
 *   anything else     one folder or archive per student
 * In each name the platform's part comes first and the student's after it, so the first match
 * counts. */
#include "platforms.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "gradescope.h"

static char *part_of(const char *text, regmatch_t m)
{
    return m.rm_so < 0 ? text_need(strdup(""))
                       : text_need(strndup(text + m.rm_so, (size_t)(m.rm_eo - m.rm_so)));
}

bool intake_matches(const char *pattern, const char *text, void *matches, size_t count)
{
    regex_t re;
    if (regcomp(&re, pattern, REG_EXTENDED) != 0)
        return false;
    bool yes = regexec(&re, text, count, matches, 0) == 0;
    regfree(&re);
    return yes;
}

char *intake_without_ending(const char *file)
{
    char *name = text_need(strdup(file));
    char *dot = strrchr(name, '.');
    if (!dot || dot == name ||
        !(intake_is_archive(name) || intake_is_foreign_archive(name) || intake_is_repository(name)))
        return name;
    *dot = '\0';
    char *tar = strrchr(name, '.');
    if (tar && tar > name && strcasecmp(tar, ".tar") == 0)
        *tar = '\0';
    return name;
}

/* A student's name may have an underscore in it. */
static bool recognise_canvas(struct entry *e, const char *f)
{
    regmatch_t m[6], date[1];
    if (intake_matches("^(LATE_)?(anon_[A-Za-z0-9]+)_([0-9]+)_(.+)$", f, m, 5)) {
        e->key = part_of(f, m[2]);
        e->late = m[1].rm_so >= 0;
        e->label = part_of(f, m[4]);
    } else if (intake_matches("_(LATE_|late_)?([0-9]+)_([0-9]+)_(.+)$", f, m, 5) &&
               m[0].rm_so > 0) {
        if (intake_matches("^_(19|20)[0-9][0-9]_(0?[1-9]|1[0-2])_[0-9]", f + m[0].rm_so, date, 1))
            return false; /* jane_doe_2026_05_31.zip */
        e->label = part_of(f, m[4]);
    } else if (intake_matches("_(LATE_|late_)?([0-9]+)_((text|link)\\.html)$", f, m, 5) &&
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
static bool recognise_moodle(struct entry *e, const char *f)
{
    regmatch_t m[5];
    if (!intake_matches("^([^_]+)_([0-9]+)_assignsubmission_(file|onlinetext)_?(.*)$", f, m, 5))
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

/* The first line of the .txt that Blackboard writes for each attempt, "Name: Jane Doe (jdoe)". What
 * the student typed comes later in it. */
static void read_blackboard_name(struct entry *e, const char *stem)
{
    regmatch_t m[3];
    char *path = text_format("%s/%s.txt", e->folder, stem);
    char *text = file_read_plain(path, 4096, NULL);
    if (text) {
        text[strcspn(text, "\r\n")] = '\0';
        if (intake_matches("^(\xef\xbb\xbf)?Name: (.+) \\(([^()]+)\\)", text, NULL, 0)) {
            const char *line = text + (strncmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0);
            intake_matches("^Name: (.+) \\(([^()]+)\\)", line, m, 3);
            e->name = part_of(line, m[1]);
            e->id = part_of(line, m[2]);
        }
    }
    free(text);
    free(path);
}

static bool recognise_blackboard(struct entry *e, const char *f)
{
    regmatch_t m[4];
    const char *at = f;
    while ((at = strstr(at, "_attempt_")) != NULL &&
           !intake_matches("^_attempt_([0-9]{4}(-[0-9]{2}){5})(_.*|\\.txt)?$", at, m, 4))
        at++;
    if (!at || at == f)
        return false;
    char *date = part_of(at, m[1]), *head = text_need(strndup(f, (size_t)(at - f)));
    char *stem = text_need(strndup(f, (size_t)(at - f + m[1].rm_eo)));
    const char *user = strrchr(head, '_');
    read_blackboard_name(e, stem);
    size_t h = strlen(head), n = e->id ? strlen(e->id) : 0;
    bool told = n > 0 && h > n && head[h - n - 1] == '_' && strcmp(head + h - n, e->id) == 0;
    if (!told) { /* the file's name says it better */
        free(e->id);
        e->id = text_need(strdup(user ? user + 1 : head));
    }
    e->layout = "blackboard";
    e->key = text_need(strdup(e->id));
    e->label = part_of(at, m[3]);
    if (e->label[0] == '_')
        memmove(e->label, e->label + 1, strlen(e->label));
    if (strcmp(e->label, ".txt") == 0 || !e->label[0]) { /* what Blackboard says about it */
        free(e->label);
        e->label = text_need(strdup("about.html"));
    }
    e->time = e->attempt = intake_date(date);
    free(date);
    free(head);
    free(stem);
    return true;
}

/* A date in a language that is not known has a year, and tells no time. */
static bool recognise_brightspace(struct entry *e, const char *f)
{
    regmatch_t m[8];
    if (!intake_matches("^([0-9]+)-[0-9]+ ?- ?(.+) ?- ?(" INTAKE_WRITTEN_DATE
                        ")( - .+|\\.[A-Za-z0-9.]+)?$",
                        f, m, 8)) {
        if (!intake_matches("^([0-9]+)-[0-9]+ - (.+) - ([^-]*(19|20)[0-9]{2}[^-]*)( - .+)?$", f, m,
                            6))
            return false;
        m[7] = m[5];
    }
    char *date = part_of(f, m[3]), *name = part_of(f, m[2]);
    e->layout = "brightspace";
    e->id = part_of(f, m[1]);
    e->name = text_need(strndup(name, strcspn(name, "\n")));
    for (size_t n = strlen(e->name); n > 0 && strchr(" -", e->name[n - 1]);)
        e->name[--n] = '\0';
    e->key = text_format("%s_%s", e->name, e->id);
    e->label = part_of(f, m[7]);
    if (strncmp(e->label, " - ", 3) == 0)
        memmove(e->label, e->label + 3, strlen(e->label + 3) + 1);
    e->time = e->attempt = intake_date(date);
    if (!e->is_folder && (!*e->label || e->label[0] == '.')) {
        free(e->label);
        e->label = NULL;
    }
    free(date);
    free(name);
    return true;
}

void intake_recognise_gradescope(struct entry *e, const struct intake_person *person)
{
    e->layout = "gradescope";
    if (person) {
        e->name = *person->name ? text_need(strdup(person->name)) : NULL;
        e->id = text_need(strdup(person->sid));
        e->email = text_need(strdup(person->email));
        e->time = person->time;
    }
    /* A new attempt is a new folder, but the person stays the same. */
    const char *key = person && *person->email ? person->email
                      : person && *person->sid ? person->sid
                                               : e->file;
    e->key = text_need(strdup(key));
    if (!e->name)
        e->name = text_need(strdup(e->key));
}

bool intake_recognise(struct entry *e)
{
    char *f = intake_name(e->file);
    bool yes = recognise_moodle(e, f) || recognise_brightspace(e, f) ||
               (!e->is_folder && (recognise_blackboard(e, f) || recognise_canvas(e, f)));
    bool archive = intake_is_archive(f) || intake_is_foreign_archive(f);
    if (!yes && (e->is_folder || archive || intake_is_repository(f))) {
        e->layout = "folder";
        e->key = e->is_folder && archive ? text_need(strdup(f)) : intake_without_ending(f);
        yes = true;
    }
    if (yes && !e->name)
        e->name = text_need(strdup(e->key));
    free(f);
    return yes;
}

void intake_free_entry(struct entry *e)
{
    free(e->key);
    free(e->name);
    free(e->id);
    free(e->email);
    free(e->label);
    free(e->file);
}
