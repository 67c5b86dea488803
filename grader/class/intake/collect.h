/* collect.h: what the files of the room intake share while they look through one submission. */
#ifndef SB_INTAKE_COLLECT_H
#define SB_INTAKE_COLLECT_H

#include "intake.h"
#include "limits.h"


/* How well a file's name fits a chapter: lower is better. */
enum { IN_ITS_CHAPTER, EXACT, NEARLY, CONTAINED, BY_CONTENT, NOT_AT_ALL };

/* The chapter that a source text is of, by its functions; -1 when it cannot be told. */
int intake_chapter_by_content(const char *text);

/* One file found on the way: its path as shown, its size, a function that reads it. */
typedef char *(*reader)(void *from, size_t limit, size_t *size);
void intake_take_file(struct work *work, const char *path, const char *label, long long size,
                      long long changed, reader read, void *from);
/* An archive, from a file or from memory, whose files are taken likewise. */
void intake_take_archive(struct work *work, const char *path, const char *shown, const char *data,
                         size_t size, int depth);
bool intake_is_archive(const char *name);
bool intake_is_foreign_archive(const char *name); /* one that is not opened */
bool intake_is_ignored(const char *component);

/* When all is collected: the hash of the work, and remarks on it. */
void intake_finish(struct work *work);

/* The text in UTF-8 with Unix line ends. name: for the notes. To be freed. */
char *intake_clean(const char *data, size_t size, const char *name, size_t *length,
                   struct notes *notes);

#endif
