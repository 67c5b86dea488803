/* opener.h: a program of ours that opens what students handed in: in the sandbox, with budgets, and
 * heard only as far as it can be believed. */
#ifndef SB_JUDGING_OPENER_H
#define SB_JUDGING_OPENER_H

#include "judging.h"
#include "one/run.h"

struct opener {
    struct words words;   /* its command line */
    double seconds;       /* of the processor; on the clock LIMIT_COMPILE_FACTOR times that */
    long long file_bytes; /* the longest file that it may write */
    double took;          /* seconds on the clock, once it has run */
};

/* Begins the command line of a program in the sandbox, /w/class; bubblewrap's arguments that show
 * it more may follow. Without a sandbox, it stays empty. */
void judging_opener_begin(struct opener *o, bool unsafe);
/* Goes on with the program and what it is to do. */
void judging_opener_program(struct opener *o, const char *what, bool unsafe);

/* Runs it, frees its words and reads what it found. INTAKE_PART: a budget ran out, or it broke off.
 * INTAKE_NOTHING: it did not start. */
enum intake_received judging_opener_run(struct opener *o, struct work *work);

#endif
