/* fail.h: let the n-th allocation of the library fail, and count what it keeps. */
#ifndef TESTS_ALLOC_FAIL_H
#define TESTS_ALLOC_FAIL_H

#include <stdbool.h>
#include <stddef.h>

/* From now on the n-th call (1 is the next) that takes memory fails. */
void fail_arm(unsigned long n);

/* End that; true when a call failed. */
bool fail_disarm(void);

/* Pieces of memory, streams and folders that are open, and file descriptors. */
struct kept {
    long pieces, streams;
    int descriptors;
};
struct kept fail_kept(void);

/* The call sites that failed so far, as offsets into the program, one per line. */
void fail_sites(const char *path);

#endif
