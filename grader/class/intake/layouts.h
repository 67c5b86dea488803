/* layouts.h: from the names in a folder to the submissions in it. */
#ifndef SB_INTAKE_LAYOUTS_H
#define SB_INTAKE_LAYOUTS_H

#include <dirent.h>

#include "gradescope.h"
#include "platforms.h"

/* The folder of a class while it is scanned. */
struct intake_folder {
    const char *path;
    struct intake_people people;
    bool drive; /* Google's: all names are "Jane Doe - name" */
};

/* The submissions of the folder itself, however it is wrapped (wrapping.c looks deeper). */
bool intake_list_folder(const char *path, enum intake_rule rule, struct intake *in);
/* The submission with that key, or NULL. */
struct submission *intake_find(const struct intake *in, const char *key);
void intake_free_submission(struct submission *s);
/* path is taken over. */
void intake_add_path(struct submission *s, char *path, const char *label, long long attempt);

/* ---- classroom.c ---- */
/* Is the file GitHub Classroom's table of grades? Then the submissions get its times. */
bool intake_take_pushes(const char *path, struct intake *in);

/* ---- flat.c: files that are named after a student ---- */
bool intake_is_drive(const char *path, struct dirent *const *list, int count);
bool intake_recognise_drive(struct entry *e);
bool intake_recognise_flat(struct entry *e);
/* "Jane_Doe" and "jane doe" as the same key. To be freed. */
char *intake_plain_key(const char *name);

/* ---- attempts.c ---- */
/* Joins copies, as "jane" and "jane (1)", and leaves each student one attempt, or all. */
void intake_choose_attempts(struct intake *in, enum intake_rule rule);
/* Makes each attempt a submission of its own. */
void intake_part_attempts(struct intake *in);
/* Gives a time to the submissions without one, from their files. */
void intake_date_files(struct intake *in);
/* When the newest file of the submission was changed, of those that the platform wrote. */
long long intake_changed(const struct submission *s);

/* ---- explain.c ---- */
/* Tells on stderr what lies in a folder without submissions, which was given under another name if
 * it is an unpacked archive, and which layouts are known. */
void intake_explain(const char *folder, const char *given);

#endif
