/* test.h: the test at hand. Whoever runs the tests provides it: native/runner.c, or
 * native/criterion.c. */
#ifndef SB_TEST_H
#define SB_TEST_H

#include <stdbool.h>

/* What one test has to say. */
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

struct judge_test {
    const char *exercise, *property;
    const char *directory; /* of its chapter */
};

extern struct judge_test judge_test;
extern struct judge_report *judge_report;

/* A test begins: judge_test says which. */
void test_begin(void);

/* Did a test of this test's exercise that ran before use up its time or memory? */
bool test_was_late(void);

/* What the code printed in one call, for whoever collects it. */
void test_printed(const char *text);

/* Give the test up, its report being complete. */
_Noreturn void test_end(void);

#endif
