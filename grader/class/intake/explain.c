/* What to say about a folder without submissions. */
#include "layouts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char known[] =
    "  Canvas            doejane_123_456_omp.c\n"
    "  Moodle            Jane Doe_123_assignsubmission_file/\n"
    "  Gradescope        submission_123/ and submission_metadata.yml\n"
    "  Blackboard        Week 1_jdoe_attempt_2026-03-04-12-34-56_omp.c\n"
    "  Brightspace       7-123 - Jane Doe - Mar 4, 2026 1234 PM/\n"
    "  Google Classroom  Jane Doe - omp.c\n"
    "  GitHub Classroom  assignment-jdoe/\n"
    "  flat files        jane_doe_omp.c\n"
    "  anything else     one folder or archive per student: jane/, jane.zip\n"
    "all of them also in an archive, .zip or .tar.gz, or in a folder of their own.\n";

/* Counts what lies in the folder, and names the first of it in *names. */
static int look(const char *path, int *files, int *folders, char **names, char **only)
{
    struct dirent **list;
    int n = scandir(path, &list, NULL, alphasort), shown = 0;
    *files = *folders = 0;
    *names = text_need(strdup(""));
    for (int i = 0; i < n; i++) {
        struct stat st;
        char *inner = text_format("%s/%s", path, list[i]->d_name);
        if (list[i]->d_name[0] != '.' && lstat(inner, &st) == 0) {
            *(S_ISDIR(st.st_mode) ? folders : files) += 1;
            char *line = text_one_line(list[i]->d_name);
            char *longer = ++shown > 5
                               ? text_need(strdup(*names))
                               : text_format("%s%s%s", *names, shown > 1 ? ", " : ": ", line);
            free(line);
            free(*names);
            *names = longer;
            if (only && S_ISDIR(st.st_mode)) {
                free(*only);
                *only = text_need(strdup(inner));
            }
        }
        free(inner);
        free(list[i]);
    }
    if (n >= 0)
        free(list);
    return n < 0 ? -1 : shown;
}

void intake_explain(const char *folder, const char *given)
{
    char *names, *only = NULL;
    int files, folders, shown = look(folder, &files, &folders, &names, &only);
    if (shown == 0)
        fprintf(stderr, "class: no submission was found: %s is empty\n", given);
    else
        fprintf(stderr, "class: no submission was found in %s: %d file%s and %d folder%s%s%s\n",
                given, files, files == 1 ? "" : "s", folders, folders == 1 ? "" : "s", names,
                shown > 5 ? ", ..." : "");
    free(names);
    if (files == 0 && folders == 1) { /* what was meant lies in there */
        shown = look(only, &files, &folders, &names, NULL);
        const char *slash = strrchr(only, '/');
        fprintf(stderr, "In %s: %d file%s and %d folder%s%s%s\n", slash + 1, files,
                files == 1 ? "" : "s", folders, folders == 1 ? "" : "s", names,
                shown > 5 ? ", ..." : "");
        free(names);
    }
    free(only);
    fprintf(stderr, "Give SUBMISSIONS= a folder in one of these layouts:\n%s", known);
}
