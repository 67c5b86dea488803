/* collect.h: what intake's files share while they look through one submission. */
#ifndef SB_INTAKE_COLLECT_H
#define SB_INTAKE_COLLECT_H

#include "intake.h"
#include "limits.h"

/* How well a file's name fits a chapter: lower is better. */
enum { IN_ITS_CHAPTER, EXACT, NEARLY, CONTAINED, BY_CONTENT, NOT_AT_ALL };

/* The share of each chapter's functions that a source text names; 0 if it defines none of them. */
void intake_shares(const char *text, double *shares);
#define INTAKE_ENOUGH 0.5 /* with this share, the text belongs to the chapter */
/* The chapter that a source text belongs to, by its functions; -1 if that is unclear. */
int intake_chapter_by_content(const char *text);

/* Takes a file that was found: its path as shown, its size, a function that reads it. */
typedef char *(*reader)(void *from, size_t limit, size_t *size);
void intake_take_file(struct work *work, const char *path, const char *label, long long size,
                      long long changed, reader read, void *from);
/* Takes the files of an archive, which is a file or in memory. */
void intake_take_archive(struct work *work, const char *path, const char *shown, const char *data,
                         size_t size, int depth);
bool intake_is_archive(const char *name);
bool intake_is_foreign_archive(const char *name); /* of a kind that is not opened */
bool intake_is_ignored(const char *component);

/* ---- repository.c: what git knows of a hand-in ---- */
bool intake_is_repository(const char *name); /* jane.git or jane.bundle, by its name */
/* Is the folder a bare repository? */
bool intake_is_bare(int folder);
/* Takes the time of a repository's last commit from .git, or all of a bare one or a bundle. */
void intake_take_repository(struct work *work, const char *path, const char *shown, bool files);

/* A source file in UTF-8 is no larger, whatever its encoding was. */
#define INTAKE_TEXT_LIMIT (3 * (size_t)LIMIT_SOURCE_BYTES)

/* Counts bytes that are looked at; false, with a note, once they are too many. */
bool intake_may_read(struct work *work, const char *shown, long long bytes);

/* Browsers and Canvas number copies: omp-1.c, omp (1).c. Returns the number, 0 for omp.c itself, -1
 * if it is neither. */
int intake_copy(const char *path, const char *topic);

/* After everything is collected: the hash of the work and notes on it. */
void intake_finish(struct work *work);
void intake_hash(struct work *work); /* the hash alone */

/* The text in UTF-8 with Unix line ends. name: for the notes. To be freed. */
char *intake_clean(const char *data, size_t size, const char *name, size_t *length,
                   struct notes *notes);

/* A file's name in UTF-8, to be freed. A name of unknown encoding may be in code page 437, from DOS
 * or Windows, which has letters where latin-1 has control characters. */
char *intake_name(const char *name);
/* The name with a letter and its mark as one character. To be freed. */
char *intake_compose(const char *name);

#endif
