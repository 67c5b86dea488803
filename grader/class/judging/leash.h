/* leash.h: what a class starts ends with it, however it ends. */
#ifndef SB_JUDGING_LEASH_H
#define SB_JUDGING_LEASH_H

#include <sys/types.h>

/* In a child that a class has forked: a process group of its own. The caller returns in a
 * grandchild; the child itself waits for it, ends with its status, and kills the whole group when
 * `parent`, the class, is gone. */
void judging_leash(pid_t parent);

#endif
