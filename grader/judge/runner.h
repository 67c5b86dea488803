/* runner.h: what one test has to say, shared between its process and the runner. */
#ifndef SB_RUNNER_H
#define SB_RUNNER_H

#include <stdbool.h>
#include <stddef.h>

#include <criterion/types.h>

struct judge_report {
    char call[512];      /* the call made last */
    char input[2048];    /* one `name = {...}` a line */
    char expected[512];
    char got[512];
    char hint[512];
    char fault[512];     /* how the call went wrong, in plain words */
    char known[4096];    /* known mistakes that answer so: name, tab, sentence, newline */
    char smallest[1024]; /* a smaller call that goes wrong too: a few lines */
    char printed[512];   /* the beginning of what the student's code printed */
    char replay[512];    /* the file in which the call is recorded */
    char outcome[16];    /* crashed, timeout, exited, failed, todo or absent */
    char function[64];   /* the function that is a stub or absent */
    bool exhausted;      /* its calls used up the time or the memory that they may use */
    bool drawn;          /* its inputs depend on the seed */
    bool finished;       /* the test ran to its end: nobody called exit() */
};

/* In a test's process: the test, its report, and its chapter's directory. */
extern const struct criterion_test *judge_test;
extern struct judge_report *judge_report;
extern const char *judge_directory;

/* Did a test of this test's exercise that ran before use up its time or memory? */
bool runner_was_late(void);

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
