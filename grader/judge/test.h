/* test.h: the current test. The runner provides it: native/runner.c or native/criterion.c. */
#ifndef SB_TEST_H
#define SB_TEST_H

#include <stdbool.h>

/* The report of one test. */
struct judge_report {
    char call[512];   /* the latest call */
    char input[2048]; /* one `name = {...}` per line */
    char expected[512];
    char got[512];
    char hint[512];
    char fault[512];     /* how the call went wrong, in plain words */
    char known[4096];    /* known mistakes with this answer: name, tab, sentence, newline */
    char known_of[64];   /* the function whose mistakes they are */
    char smallest[1024]; /* a smaller call that also fails: a few lines */
    char printed[512];   /* the beginning of what the student's code printed */
    char replay[512];    /* the file with the recorded call */
    char outcome[16];    /* crashed, timeout, exited, failed, todo or absent */
    char function[64];   /* the function that is a stub or absent */
    bool exhausted;      /* its calls used up their time or memory */
    bool drawn;          /* its inputs depend on the seed */
    bool finished;       /* the test ran to its end: nobody called exit() */
    bool survey;         /* no verdict: every call strikes out those of `known` that differ */
};

struct judge_test {
    const char *exercise, *property;
    const char *directory; /* of its chapter */
};

extern struct judge_test judge_test;
extern struct judge_report *judge_report;

/* A test begins: judge_test says which. */
void test_begin(void);

/* Did an earlier test of the same exercise use up its time or memory? */
bool test_was_late(void);

/* Passes on what the code printed in one call, for the runner to collect. */
void test_printed(const char *text);

/* End the test; its report is complete. */
_Noreturn void test_end(void);

#endif
