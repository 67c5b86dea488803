/* runner.c: runs one test of a chapter's in this instance. runner.js makes a new instance for each,
 * as native/runner.c makes a process. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/test.h"
#include "report/test_result.h"

#define FOR_PAGE(name) __attribute__((export_name(#name)))

/* The tests of the module: the linker defines these for the section that Criterion names. */
extern struct criterion_test *__start_cr_tst[], *__stop_cr_tst[];

struct judge_test judge_test = {"", "", ""};
static struct judge_report report;
struct judge_report *judge_report = &report;
static const struct criterion_test *at_hand;

void criterion_internal_test_setup(void)
{
    if (at_hand->data->init)
        at_hand->data->init();
}

void criterion_internal_test_main(void (*body)(void))
{
    body();
}

void criterion_internal_test_teardown(void)
{
    if (at_hand->data->fini)
        at_hand->data->fini();
}

void test_begin(void)
{
    /* runner_run() has already set the current test. */
}

/* runner.js says so when an earlier test of the exercise has. */
bool test_was_late(void)
{
    return getenv("SB_WAS_LATE") != NULL;
}

__attribute__((import_module("judge"), import_name("collect"))) void page_collect(const char *text,
                                                                                  size_t length);
__attribute__((import_module("judge"), import_name("end"))) _Noreturn void page_end(void);

void test_printed(const char *text)
{
    page_collect(text, strlen(text));
}

_Noreturn void test_end(void)
{
    page_end(); /* which throws an exception */
}

/* ---- for runner.js ---- */

FOR_PAGE(runner_count) size_t runner_count(void)
{
    return (size_t)(__stop_cr_tst - __start_cr_tst);
}

FOR_PAGE(runner_exercise) const char *runner_exercise(size_t i)
{
    return __start_cr_tst[i]->category;
}

/* Tests run in source order, which the linker does not keep. */
FOR_PAGE(runner_line) unsigned runner_line(size_t i)
{
    return __start_cr_tst[i]->data->line_;
}

FOR_PAGE(runner_run) void runner_run(size_t i)
{
    at_hand = __start_cr_tst[i];
    judge_test = (struct judge_test){at_hand->category, at_hand->name, ""};
    at_hand->test();
}

/* The result of the test that ran, as JSON; broken: how it ended when the judge itself failed. */
FOR_PAGE(runner_result) const char *runner_result(int broken)
{
    const char *outcome = report.outcome[0] ? report.outcome
                          : broken          ? "crashed"
                          : report.finished ? "passed"
                                            : "broken";
    return cJSON_Print(test_result(at_hand, &report, outcome, NULL));
}

/* The known mistakes of the report, and their function. For a survey (native/survey.c) runner.js
 * fills them in before the test runs. */
FOR_PAGE(runner_known) char *runner_known(void)
{
    return report.known;
}

FOR_PAGE(runner_known_of) char *runner_known_of(void)
{
    return report.known_of;
}

FOR_PAGE(runner_survey) void runner_survey(void)
{
    report.survey = true;
}

FOR_PAGE(runner_exhausted) int runner_exhausted(void)
{
    return report.exhausted;
}
