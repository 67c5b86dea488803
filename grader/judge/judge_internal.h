/* judge_internal.h: what the files of the judge share, and no test needs. */
#ifndef SB_JUDGE_INTERNAL_H
#define SB_JUDGE_INTERNAL_H

/* Append to a text of the report, as much as fits. */
void judge_add(char *text, size_t size, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* An input is made: the first one after a call begins the report's list of inputs anew. */
void judge_new_input(void);

/* The judge itself cannot go on; no verdict on the exercise. */
_Noreturn void judge_broken(const char *why);

/* What went wrong with the call, as a phrase after the call's text: the first stays. */
void judge_fault(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Seconds on the clock that a call may take: SB_DEADLINE or LIMIT_CALL_SECONDS. Endless loops
 * end sooner, by the worker's limit of computing time. */
double judge_deadline(void);

/* Seconds of computing time that all calls of a test may use together: SB_CPU or LIMIT_CPU_SECONDS. */
double judge_cpu(void);

#endif
