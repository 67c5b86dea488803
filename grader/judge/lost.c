/* Ending a test that has failed. */
#include "lost.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "history.h"
#include "known.h"
#include "limits.h"
#include "shrink.h"
#include "student.h"
#include "test.h"

/* After a wrong answer: finds the known mistake and a smaller example. */
static void explain(void)
{
    const struct answered *calls[LIMIT_CALLS_KEPT];
    size_t count = history_calls(calls);
    if (count == 0 || calls[count - 1]->call.answer != ANSWER_RETURNED)
        return;
    known_mistakes(calls, count, judge_report->known, sizeof judge_report->known);
    memcpy(judge_report->known_of, calls[count - 1]->call.name, sizeof calls[0]->call.name);
    struct answered smallest = {0};
    if (shrink(calls[count - 1], judge_report->expected, student_answer, known_reference,
               judge_report->smallest, sizeof judge_report->smallest, &smallest)) {
        known_keep(&smallest, judge_report->known);
        shrink_release(&smallest);
    }
}

static void record(void)
{
    char path[sizeof judge_report->replay];
    const char *folder = getenv("SB_REPORTS");
    snprintf(path, sizeof path, "%s/%s.%s.call", folder ? folder : ".", judge_test.exercise,
             judge_test.property);
    FILE *f = fopen(path, "wb");
    if (f) {
        history_record(f);
        fclose(f);
        memcpy(judge_report->replay, path, sizeof path);
    }
}

_Noreturn void judge_lost(const char *outcome)
{
    if (judge_report->survey) {
        judge_report->known[0] = '\0'; /* a known mistake returns from every call */
        test_end();
    }
    snprintf(judge_report->outcome, sizeof judge_report->outcome, "%s", outcome);
    student_printed(judge_report->printed, sizeof judge_report->printed);
    if (!judge_report->fault[0])
        explain();
    record();
    test_end();
}

_Noreturn void judge_unfinished(const char *outcome, const char *function)
{
    if (judge_report->survey)
        test_end();
    snprintf(judge_report->outcome, sizeof judge_report->outcome, "%s", outcome);
    snprintf(judge_report->function, sizeof judge_report->function, "%s", function);
    test_end();
}
