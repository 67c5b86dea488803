/* runner.h: the tests of a program, each run in a process of its own. */
#ifndef SB_RUNNER_H
#define SB_RUNNER_H

#include <stdbool.h>
#include <stddef.h>

#include <criterion/types.h>

#include "judge/test.h"

/* The path in an environment variable, where /%/ stands for the chapter's directory; false if the
 * variable is not set. */
bool runner_path(char *path, size_t size, const char *variable, const char *directory);

/* A finished test, for results.json. */
struct ended {
    const struct criterion_test *test;
    const char *directory;
    bool hidden; /* from students */
    struct judge_report *report;
    int status; /* as from waitpid */
};

/* Runs the test of e again, with another report, and waits until it has ended. */
void runner_again(const struct ended *e, struct judge_report *report);

/* Strikes out of the reports the known mistakes that do not answer as the student's code does in
 * every call of their exercise's tests. The second run writes to `report`, which is empty. */
void survey(struct ended *tests, size_t count, struct judge_report *report);

/* Writes a chapter's results.json to the file SB_RESULTS; exits if it cannot. */
void results_write(const struct ended *tests, size_t count, const char *directory);

#endif
