/* judge_internal.h: what the files of the judge share, and no test needs. */
#ifndef SB_JUDGE_INTERNAL_H
#define SB_JUDGE_INTERNAL_H

#include <stdio.h>

/* Append to a text of the report, as far as there is room. */
void judge_add(char *text, size_t size, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* An input is made: the first one after a call begins the report's list of inputs anew. */
void judge_new_input(void);

/* The judge itself cannot go on; no verdict on the exercise. */
_Noreturn void judge_broken(const char *why);

/* What went wrong with the call, as a phrase after the call's text: the first stays. */
void judge_fault(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Give the test up. outcome: crashed, timeout, exited or failed. */
_Noreturn void judge_lost(const char *outcome);

/* The function is a stub ("todo") or not there ("absent"). */
_Noreturn void judge_unfinished(const char *outcome, const char *function);

/* Seconds on the clock that a call may take: SB_DEADLINE or LIMIT_CALL_SECONDS. Endless loops
 * end sooner, by the worker's limit of computing time. */
double judge_deadline(void);

/* Seconds of computing time that all calls of a test may use together: SB_CPU or LIMIT_CPU_SECONDS. */
double judge_cpu(void);

/* Implemented in proxy.c: the last call, written so that replay.c can make it
 * again; the known mistakes that answer it likewise (see known.h); a smaller
 * call that goes wrong too (see shrink.h); and what the worker printed. Texts
 * have at most size - 1 characters. */
void proxy_record(FILE *f);
void proxy_known(char *text, size_t size);
void proxy_smallest(char *text, size_t size);
void proxy_printed(char *text, size_t size);

#endif
