/* lost.h: ending a test that has failed. */
#ifndef SB_LOST_H
#define SB_LOST_H

/* Ends the test and reports everything about its latest call: what it printed, the known mistakes
 * that give the same answer, a smaller call that also fails, and a recording for a debugger.
 * outcome: crashed, timeout, exited or failed. */
_Noreturn void judge_lost(const char *outcome);

/* The function is a stub ("todo") or not there ("absent"). */
_Noreturn void judge_unfinished(const char *outcome, const char *function);

#endif
