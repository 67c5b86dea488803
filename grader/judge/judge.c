/* What a test says about itself and the call it makes, and the limits on its calls. */
#include "judge.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge_internal.h"
#include "limits.h"
#include "test.h"

void judge_add(char *text, size_t size, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    size_t used = strlen(text);
    vsnprintf(text + used, size - used, fmt, args);
    va_end(args);
}

_Noreturn void judge_broken(const char *why)
{
    fprintf(stderr, "judge: %s\n", why);
    abort();
}

void judge_fault(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    if (!judge_report->fault[0])
        vsnprintf(judge_report->fault, sizeof judge_report->fault, fmt, args);
    va_end(args);
}

/* Is SB_LATE_DEADLINE set, and has a test of the exercise used up its time or memory? In a large
 * class waiting adds up, and an endless loop rarely ends the next time. */
static bool is_late(void)
{
    return getenv("SB_LATE_DEADLINE") && test_was_late();
}

double judge_deadline(void)
{
    const char *text = getenv(is_late() ? "SB_LATE_DEADLINE" : "SB_DEADLINE");
    double seconds = text ? strtod(text, NULL) : 0.0;
    return seconds > 0.0 ? seconds : LIMIT_CALL_SECONDS;
}

double judge_cpu(void)
{
    const char *text = getenv("SB_CPU");
    double most = text ? strtod(text, NULL) : 0.0;
    return fmin(judge_deadline(), is_late()    ? LIMIT_LATE_CPU_SECONDS
                                  : most > 0.0 ? most
                                               : LIMIT_CPU_SECONDS);
}

static bool call_open; /* a call has been announced, its inputs are complete */

void judge_new_input(void)
{
    if (call_open)
        judge_report->input[0] = '\0';
    call_open = false;
}

void calling(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vsnprintf(judge_report->call, sizeof judge_report->call, fmt, args);
    va_end(args);
    judge_report->hint[0] = '\0';
    call_open = true;
}

void hint(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vsnprintf(judge_report->hint, sizeof judge_report->hint, fmt, args);
    va_end(args);
}

void judge_end(void)
{
    judge_report->finished = true;
}
