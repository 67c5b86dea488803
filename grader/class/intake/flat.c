/* Files whose names contain the student's, as Google Drive and people name them. */
#include "layouts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_plain_file(const char *folder, const char *name)
{
    char *path = text_format("%s/%s", folder, name);
    struct stat st;
    bool yes = lstat(path, &st) == 0 && S_ISREG(st.st_mode);
    free(path);
    return yes;
}

/* Is every file there called "somebody - something"? */
bool intake_is_drive(const char *path, struct dirent *const *list, int count)
{
    int files = 0;
    for (int i = 0; i < count; i++) {
        const char *name = list[i]->d_name, *dash = strstr(name, " - ");
        if (name[0] == '.' || intake_is_ignored(name))
            continue;
        if (!dash || dash == name || !is_plain_file(path, name) ||
            intake_matches("^[0-9]+-[0-9]+ ?- ?.*" INTAKE_WRITTEN_DATE, name, NULL, 0) ||
            intake_matches("_attempt_[0-9]{4}-|_assignsubmission_|_[0-9]+_[0-9]+_", name, NULL, 0))
            return false;
        files++;
    }
    return files > 0;
}

static char *trimmed(const char *start, const char *end)
{
    while (start < end && strchr(" -_.", *start))
        start++;
    while (end > start && strchr(" -_.", end[-1]))
        end--;
    return text_need(strndup(start, (size_t)(end - start)));
}

/* The end of a name without ".c", ".txt" and the marks of a copy, " (1)" and " - Copy". */
static const char *end_of_stem(const char *name)
{
    static const char *const endings[] = {".txt",   ".c",      ".cpp",   ".cc",
                                          ".zip",   " - copy", " copy",  " kopie",
                                          " copie", "-final",  "_final", " final"};
    const char *end = name + strlen(name);
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
            size_t n = strlen(endings[i]);
            if ((size_t)(end - name) > n && strncasecmp(end - n, endings[i], n) == 0)
                end -= n, again = true;
        }
        const char *digits = end - (end > name && end[-1] == ')');
        while (digits > name && isdigit((unsigned char)digits[-1]))
            digits--;
        if (end > name && end[-1] == ')' && digits > name && digits[-1] == '(')
            end = digits - 1, again = true;
        while (end > name && end[-1] == ' ')
            end--;
    }
    return end;
}

char *intake_plain_key(const char *name)
{
    char *key = text_need(strdup(name));
    for (char *s = key; *s && !strchr(name, '@'); s++)
        *s = strchr("_-.", *s) ? ' ' : (char)tolower((unsigned char)*s);
    return key;
}

static void become(struct entry *e, const char *layout, char *name)
{
    e->layout = layout;
    e->name = name;
    e->key = intake_plain_key(name); /* jane_doe-omp.c and Jane Doe - omp.c are one student's */
}

bool intake_recognise_drive(struct entry *e)
{
    char *file = intake_name(e->file);
    const char *start = strncasecmp(file, "copy of ", 8) == 0 ? file + 8 : file,
               *dash = strstr(start, " - ");
    if (!dash)
        dash = start + strlen(start);
    become(e, "classroom", trimmed(start, dash));
    e->label = text_need(strdup(dash[0] ? dash + 3 : file));
    free(file);
    return true;
}

/* Finds a chapter's topic in the name, with its number before it ("02_", "ch 2 "); NULL if there is
 * none. The longest topic counts. */
static const char *find_topic(const char *name, const char **behind)
{
    size_t chapters;
    const struct intake_chapter *chapter = intake_chapters(&chapters);
    const char *best = NULL;
    for (size_t r = 0; r < chapters; r++) {
        size_t n = strlen(chapter[r].topic);
        for (const char *at = name; *at; at++) {
            size_t i = 0;
            while (i < n && at[i] &&
                   (tolower((unsigned char)at[i]) == chapter[r].topic[i] ||
                    (chapter[r].topic[i] == '_' && strchr("_- ", at[i]))))
                i++;
            if (i < n || isalpha((unsigned char)at[n]) ||
                (at > name && isalpha((unsigned char)at[-1])) ||
                (best && (size_t)(*behind - best) >= n))
                continue;
            best = at;
            *behind = at + n;
        }
    }
    if (!best)
        return NULL;
    const char *number = best;
    while (number > name && strchr("_- .", number[-1]))
        number--;
    const char *digits = number;
    while (digits > name && isdigit((unsigned char)digits[-1]))
        digits--;
    bool few = digits < number && number - digits <= 2;
    return few && (digits == name || strchr("_- .", digits[-1])) ? digits : best;
}

/* Does the file hold a chapter's functions? */
static bool holds_a_chapter(const struct entry *e)
{
    char *path = text_format("%s/%s", e->folder, e->file);
    char *text = file_read_plain(path, LIMIT_SOURCE_BYTES, NULL);
    bool yes = text && intake_chapter_by_content(text) >= 0;
    free(text);
    free(path);
    return yes;
}

/* jane_omp.c, omp - Jane Doe (1).c; and jane.c if there are a chapter's functions in it. */
bool intake_recognise_flat(struct entry *e)
{
    char *file = intake_name(e->file), *name = NULL;
    const char *end = end_of_stem(file), *behind = end;
    bool source = intake_matches("\\.[cC](\\.[tT][xX][tT])?$", file, NULL, 0);
    if (source || intake_matches("\\.(txt|cpp|cc|TXT|CPP|CC)$", file, NULL, 0)) {
        const char *topic = find_topic(file, &behind);
        char *before = trimmed(file, topic ? topic : end),
             *after = trimmed(behind < end ? behind : end, end);
        name = text_format("%s%s%s", before, *before && *after ? " " : "", after);
        free(before);
        free(after);
        if (!*name || ((!topic || !source) && !holds_a_chapter(e))) {
            free(name);
            name = NULL;
        }
    }
    if (name)
        become(e, "flat", name);
    free(file);
    return name != NULL;
}
