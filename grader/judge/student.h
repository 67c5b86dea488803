/* student.h: the worker with the student's code, one for all calls of a test. */
#ifndef SB_STUDENT_H
#define SB_STUDENT_H

#include "call.h"
#include "transport.h"

/* Make a call of the test that takes at most that many seconds on the clock. */
enum call_end student_call(struct call *call, void *const in[CALL_ARGS], double seconds);

/* The worker, started by the first call; NULL before. */
struct worker *student_worker(void);

/* Mark where the output printed by the next call starts, and where it ends. */
void student_print_begin(void);
void student_print_end(void);

/* The first size - 1 characters that the last call printed, without those of its repetition. */
void student_printed(char *text, size_t size);

/* The student's answer to a call that the test did not make, for shrink(). A smaller call may
 * crash where the test's does not, or never return, and somebody is waiting for the report. */
bool student_answer(struct answered *a);

#endif
