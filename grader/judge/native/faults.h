/* faults.h: a fault in the student's code, told in plain words. */
#ifndef SB_FAULTS_H
#define SB_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

/* An array of the call at hand: [map | slack | start .. end | guard]. */
struct placed {
    char name[28];
    char *map, *start, *end;
    size_t size, count;
    bool read_only;
};

/* Faults are looked up among these arrays from now on. */
void faults_know(const struct placed *arrays, size_t count);

/* The student's object is loaded at base. */
void faults_know_student(const void *base);

/* Remember from now on where the student's code allocates, or no longer. */
void faults_watch_memory(bool on);

/* The call kept that many bytes: say so, with the place of an allocation that
 * was not freed, and end the worker. */
_Noreturn void faults_leak(size_t bytes);

/* Catch signals and sanitizer reports. output: the region whose last page
 * takes the words. */
void faults_catch(int output);

/* Leave a message for the judge; the first one stays. */
void last_words(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
