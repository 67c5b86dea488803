/* changes.h: notices which files have been saved. */
#ifndef SB_CHANGES_H
#define SB_CHANGES_H

#include <stdbool.h>
#include <stddef.h>

/* A file's state when we last looked. */
struct watched {
    char path[256];
    long long seconds, nanoseconds, size, inode; /* inode 0: not there */
    bool gone;                                   /* was not there at the last look */
};

/* Starts watching the files' folders. Returns a descriptor that becomes readable
 * when a file there is saved or renamed, or -1 where the system offers none; the
 * caller then has to poll. */
int changes_open(struct watched *files, size_t count);

/* Empties the descriptor. */
void changes_drain(int fd);

/* True when the file has changed since the last look. An editor may save by
 * removing the file and writing a new one, so a missing file counts as changed
 * only if a second, patient look finds it missing too. */
bool changes_look(struct watched *file, bool patient);

#endif
