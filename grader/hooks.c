/* The Criterion process's side: one JSON object a test, written at the end.
 * Criterion's own output is not parsed: its hooks tell everything. */
#include <criterion/criterion.h>
#include <criterion/hooks.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "judge_report.h"

static cJSON *results;

ReportHook(PRE_ALL)(struct criterion_test_set *tests)
{
    (void)tests;
    results = cJSON_CreateArray();
}

static void put(cJSON *object, const char *key, const char *text)
{
    if (text && text[0])
        cJSON_AddStringToObject(object, key, text);
}

/* At this point only Criterion's view is known; a test's own report is
 * complete when its process has ended, so it is read at the very end. */
static void record(struct criterion_test_stats *stats)
{
    bool passed = stats->test_status == CR_STATUS_PASSED;
    bool late = stats->timed_out || (stats->crashed && stats->signal == SIGXCPU);
    cJSON *result = cJSON_CreateObject();
    put(result, "exercise", stats->test->category);
    put(result, "property", stats->test->name);
    put(result, "description", stats->test->data->description);
    put(result, "outcome",
        late ? "timeout" : stats->crashed ? "crashed" : passed ? "passed" : "failed");
    if (stats->crashed && !late)
        put(result, "signal", strsignal(stats->signal));
    cJSON_AddItemToArray(results, result);
}

ReportHook(POST_TEST)(struct criterion_test_stats *stats)
{
    record(stats);
}

ReportHook(TEST_CRASH)(struct criterion_test_stats *stats)
{
    record(stats);
}

static void add_report(cJSON *result)
{
    const char *exercise = cJSON_GetStringValue(cJSON_GetObjectItem(result, "exercise"));
    const char *property = cJSON_GetStringValue(cJSON_GetObjectItem(result, "property"));
    struct judge_report *report = judge_report_open(exercise, property);
    const char *outcome = cJSON_GetStringValue(cJSON_GetObjectItem(result, "outcome"));
    bool passed = outcome && strcmp(outcome, "passed") == 0;
    /* Criterion takes exit(0) in a test for success. */
    const char *better = report->todo[0]               ? "todo"
                         : report->absent[0]           ? "absent"
                         : passed && !report->finished ? "exited"
                                                       : NULL;
    if (better)
        cJSON_ReplaceItemInObject(result, "outcome", cJSON_CreateString(better));
    put(result, "call", report->call);
    put(result, "input", report->input);
    put(result, "expected", report->expected);
    put(result, "got", report->got);
    put(result, "hint", report->hint);
    put(result, "fault", report->fault);
    put(result, "todo", report->todo);
    put(result, "absent", report->absent);
    judge_report_unlink(report, exercise, property);
}

ReportHook(POST_ALL)(struct criterion_global_stats *stats)
{
    (void)stats;
    cJSON *result;
    cJSON_ArrayForEach(result, results)
        add_report(result);
    const char *path = getenv("SB_RESULTS");
    char *text = cJSON_Print(results);
    FILE *f = path ? fopen(path, "w") : stdout;
    if (!f || !text || fprintf(f, "%s\n", text) < 0 || fflush(f) != 0) {
        fprintf(stderr, "judge: cannot write the results to %s\n", path ? path : "stdout");
        exit(2);
    }
    if (f != stdout)
        fclose(f);
    free(text);
    cJSON_Delete(results);
}
