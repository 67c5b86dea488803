/* Stand-ins for functions that the student's file does not provide, because
 * it is missing or does not compile: weak, so that the real one wins. Their
 * prototypes are wrong on purpose of brevity; absent_ never returns. */
_Noreturn void absent_(const char *function);

#define FUNCTION(function, exercise, directory, topic) \
    __attribute__((weak)) void function(void);         \
    void function(void) { absent_(#function); }
#include "exercises.def"
