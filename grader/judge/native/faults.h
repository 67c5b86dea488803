/* faults.h: describes a fault in the student's code in plain words. */
#ifndef SB_FAULTS_H
#define SB_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

/* An array of the current call: [map | slack | start .. end | guard]. */
struct placed {
    char name[28];
    char *map, *start, *end;
    size_t size, count;
    bool read_only;
};

/* From now on, look up faults among these arrays. */
void faults_know(const struct placed *arrays, size_t count);

/* The student's object is loaded at base. */
void faults_know_student(const void *base);

/* Start or stop recording where the student's code allocates memory. */
void faults_watch_memory(bool on);

/* The call leaked that many bytes: say so, with the place of an allocation that was not freed, and
 * end the worker. */
_Noreturn void faults_leak(size_t bytes);

/* Catch signals and sanitizer reports. output: the region whose last page receives the message. */
void faults_catch(int output);

/* Leave a message for the judge and end the worker; only the first message counts. */
void last_words(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
