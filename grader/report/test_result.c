/* The result of one test, as JSON. */
#include "test_result.h"

#include <string.h>

#include "json.h"

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
        json_put(known, "mistake", l);
        json_put(known, "sentence", sentence);
        cJSON_AddItemToArray(list, known);
    }
}

cJSON *test_result(const struct criterion_test *test, struct judge_report *report,
                   const char *outcome, const char *signal)
{
    cJSON *result = cJSON_CreateObject();
    json_put(result, "exercise", test->category);
    json_put(result, "property", test->name);
    json_put(result, "description", test->data->description);
    json_put(result, "outcome", outcome);
    json_put(result, "signal", signal);
    json_put(result, "call", report->call);
    json_put(result, "input", report->input);
    json_put(result, "expected", report->expected);
    json_put(result, "got", report->got);
    json_put(result, "hint", report->hint);
    json_put(result, "fault", report->fault);
    json_put(result, "smallest", report->smallest);
    put_known(result, report->known);
    json_put(result, "printed", report->printed);
    json_put(result, "replay", report->replay);
    json_put(result, "function", report->function);
    if (report->drawn)
        cJSON_AddBoolToObject(result, "drawn", true);
    return result;
}
