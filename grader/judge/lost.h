/* lost.h: how a test is given up. */
#ifndef SB_LOST_H
#define SB_LOST_H

/* Give the test up, with all that can be said about its last call: what it printed, the known
 * mistakes that answer likewise, a smaller call that goes wrong too, and a recording for a
 * debugger. outcome: crashed, timeout, exited or failed. */
_Noreturn void judge_lost(const char *outcome);

/* The function is a stub ("todo") or not there ("absent"). */
_Noreturn void judge_unfinished(const char *outcome, const char *function);

#endif
