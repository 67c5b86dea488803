/* runner.h: the tests of a program, each run in a process of its own. */
#ifndef SB_RUNNER_H
#define SB_RUNNER_H

#include <stdbool.h>
#include <stddef.h>

#include <criterion/types.h>

#include "judge/test.h"

/* The path in an environment variable, in which /%/ stands for the
 * chapter's directory; false when there is no such variable. */
bool runner_path(char *path, size_t size, const char *variable, const char *directory);

/* One test that has ended, for results.json. */
struct ended {
    const struct criterion_test *test;
    const char *directory;
    struct judge_report *report;
    int status; /* as from waitpid */
};

/* Writes a chapter's results.json to the file SB_RESULTS; ends the program when it cannot. */
void results_write(const struct ended *tests, size_t count, const char *directory);

#endif
