/* results.json: one object per test. */
#include "runner.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cjson/cJSON.h>

#include "report/text.h"

static void put(cJSON *object, const char *key, const char *text)
{
    if (text && text[0])
        text_clean(cJSON_GetStringValue(cJSON_AddStringToObject(object, key, text)));
}

/* Lines of name, tab, sentence become an array of objects. */
static void put_known(cJSON *object, char *lines)
{
    char *rest = NULL;
    if (!lines[0])
        return;
    cJSON *list = cJSON_AddArrayToObject(object, "known");
    for (char *l = strtok_r(lines, "\n", &rest); l; l = strtok_r(NULL, "\n", &rest)) {
        char *sentence = strchr(l, '\t');
        if (!sentence)
            continue;
        *sentence++ = '\0';
        cJSON *known = cJSON_CreateObject();
        put(known, "mistake", l);
        put(known, "sentence", sentence);
        cJSON_AddItemToArray(list, known);
    }
}

/* The outcome that the test reported; otherwise, how its process ended. A test that ends with
 * status 0 before it has finished is broken: somebody called exit(0). */
static const char *outcome_of(const struct ended *e)
{
    if (e->report->outcome[0])
        return e->report->outcome;
    if (WIFSIGNALED(e->status))
        return WTERMSIG(e->status) == SIGALRM ? "timeout" : "crashed";
    if (WEXITSTATUS(e->status) != 0)
        return "failed";
    return e->report->finished ? "passed" : "broken";
}

static cJSON *object_of(const struct ended *e)
{
    struct judge_report *report = e->report;
    cJSON *result = cJSON_CreateObject();
    put(result, "exercise", e->test->category);
    put(result, "property", e->test->name);
    put(result, "description", e->test->data->description);
    put(result, "outcome", outcome_of(e));
    if (WIFSIGNALED(e->status) && WTERMSIG(e->status) != SIGALRM)
        put(result, "signal", strsignal(WTERMSIG(e->status)));
    put(result, "call", report->call);
    put(result, "input", report->input);
    put(result, "expected", report->expected);
    put(result, "got", report->got);
    put(result, "hint", report->hint);
    put(result, "fault", report->fault);
    put(result, "smallest", report->smallest);
    put_known(result, report->known);
    put(result, "printed", report->printed);
    put(result, "replay", report->replay);
    put(result, "function", report->function);
    if (report->drawn)
        cJSON_AddBoolToObject(result, "drawn", true);
    return result;
}

void results_write(const struct ended *tests, size_t count, const char *directory)
{
    char path[4096];
    cJSON *results = cJSON_CreateArray();
    for (size_t i = 0; i < count; i++)
        if (strcmp(tests[i].directory, directory) == 0)
            cJSON_AddItemToArray(results, object_of(&tests[i]));
    bool to_file = runner_path(path, sizeof path, "SB_RESULTS", directory);
    char *text = cJSON_Print(results);
    FILE *f = to_file ? fopen(path, "w") : stdout;
    if (!f || !text || fprintf(f, "%s\n", text) < 0 || fflush(f) != 0) {
        fprintf(stderr, "judge: cannot write the results to %s\n", to_file ? path : "stdout");
        exit(2);
    }
    if (to_file)
        fclose(f);
    free(text);
    cJSON_Delete(results);
}
