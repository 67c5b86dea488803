/* judge_report.h: what one test has to say, shared between the process that
 * runs it and the one that writes the results. */
#ifndef SB_JUDGE_REPORT_H
#define SB_JUDGE_REPORT_H

#include <stdbool.h>

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
    bool drawn;          /* its inputs depend on the seed */
    bool finished;       /* the test ran to its end: nobody called exit() */
};

/* Criterion starts a new program image for every test, which inherits no
 * memory: the report is a mapped file, one a test, EXERCISE.PROPERTY in the
 * folder that the environment names in SB_REPORTS. Ends the program when that
 * is not possible. The reader closes by unlinking the file. */
struct judge_report *judge_report_open(const char *exercise, const char *property);
void judge_report_unlink(struct judge_report *report, const char *exercise,
                         const char *property);

#endif
