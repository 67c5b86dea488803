/* student.h: the worker with the student's code, one for all calls of a test. */
#ifndef SB_STUDENT_H
#define SB_STUDENT_H

#include "call.h"
#include "transport.h"

/* Make a call of the test, in seconds on the clock at most. */
enum call_end student_call(struct call *call, void *const in[CALL_ARGS], double seconds);

/* The worker, started by the first call; NULL before. */
struct worker *student_worker(void);

/* Starts the part of what is printed that belongs to the next call, and ends it. */
void student_print_begin(void);
void student_print_end(void);

/* The first size - 1 characters that the last call printed; what its repetition printed is no
 * part of it. */
void student_printed(char *text, size_t size);

/* The student's answer to another call than the test's, for shrink(): smaller calls may crash
 * where the test's does not, or never come back, and somebody waits for the report. */
bool student_answer(struct answered *a);

#endif
