/* worker_functions.h: the functions of an instance, by name. Generated: those of the student's file
 * (worker_functions.awk), or the reference and its known mistakes. */
#ifndef SB_WORKER_FUNCTIONS_H
#define SB_WORKER_FUNCTIONS_H

#include <stddef.h>

struct worker_function {
    const char *name;
    void (*at)(void); /* NULL: not there */
};

extern const struct worker_function worker_functions[];
extern const size_t worker_function_count;

#endif
