/* changes.h: which of some files have been saved. */
#ifndef SB_CHANGES_H
#define SB_CHANGES_H

#include <stdbool.h>
#include <stddef.h>

/* A file as it was when we last looked. */
struct watched {
    char path[256];
    long long seconds, nanoseconds, size, inode; /* inode 0: not there */
    bool gone;                                   /* was not there at the last look */
};

/* Begins to watch the files' folders. Returns a descriptor that becomes
 * readable when something there has been saved or renamed; -1 where the system
 * has none (then look from time to time). */
int changes_open(struct watched *files, size_t count);

/* Empties the descriptor. */
void changes_drain(int fd);

/* True when the file is another than at the last look. An editor may save by
 * taking the file away and putting a new one there: that it is gone counts only
 * when it is at a second, patient look. */
bool changes_look(struct watched *file, bool patient);

#endif
