/* test_result.h: the result of one test, as JSON. */
#ifndef SB_TEST_RESULT_H
#define SB_TEST_RESULT_H

#include <cjson/cJSON.h>
#include <criterion/criterion.h>

#include "judge/test.h"

/* The object for a test in results.json. outcome: a word of report/score.c; signal: what ended the
 * test program, or NULL. Changes the report's texts. */
cJSON *test_result(const struct criterion_test *test, struct judge_report *report,
                   const char *outcome, const char *signal);

#endif
