/* Stand-ins for functions that the student's file does not provide because it is missing or does
 * not compile. They are weak, so the real function wins. Their prototypes are wrong, which keeps
 * this short and does no harm: absent_ never returns. */
_Noreturn void absent_(const char *function);

#define FUNCTION(function, exercise, directory, topic) \
    __attribute__((weak)) void function(void);         \
    void function(void)                                \
    {                                                  \
        absent_(#function);                            \
    }
#include "exercises.def"

/* The object is linked without the static part of the C library. Of that part, this is the only
 * function that an exercise might call. */
int __cxa_atexit(void (*leave)(void *), void *argument, void *object);
__attribute__((weak)) int atexit(void (*leave)(void));
int atexit(void (*leave)(void))
{
    return __cxa_atexit((void (*)(void *))leave, 0, 0);
}
