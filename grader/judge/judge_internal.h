/* judge_internal.h: what the judge's files share and tests do not need. */
#ifndef SB_JUDGE_INTERNAL_H
#define SB_JUDGE_INTERNAL_H

/* Append to a text of the report, as much as fits. */
void judge_add(char *text, size_t size, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Lists an input in the report. The first input after a call starts a new list. */
void judge_new_input(void);

/* Stops because the judge itself cannot go on; this is no verdict on the exercise. */
_Noreturn void judge_broken(const char *why);

/* Records what went wrong, as a phrase that follows the call's text. The first one stays. */
void judge_fault(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The seconds of clock time that a call may take: SB_DEADLINE or LIMIT_CALL_SECONDS. The worker's
 * limit on processor time stops endless loops sooner. */
double judge_deadline(void);

/* The seconds of processor time that all calls of a test may use: SB_CPU or LIMIT_CPU_SECONDS. */
double judge_cpu(void);

#endif
