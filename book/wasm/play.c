/* play.c: the page must not hang in a loop of a student's that never ends. The student's
 * code is compiled with -fsanitize-coverage=edge,trace-pc, and calls this at every branch. */
#include <stdint.h>

enum { MOST_STEPS = 100000000 }; /* two or three seconds; the widgets need not a third of them */

static uint32_t steps;
static int endless;

__attribute__((export_name("kit_start"))) void kit_start(void)
{
    steps = 0;
    endless = 0;
}

__attribute__((export_name("kit_endless"))) int kit_endless(void)
{
    return endless;
}

void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void)
{
    if (++steps > MOST_STEPS) {
        endless = 1;
        __builtin_trap();
    }
}
