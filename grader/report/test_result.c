/* The result of one test, as JSON. */
#include "test_result.h"

#include <string.h>

#include "text.h"

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

cJSON *test_result(const struct criterion_test *test, struct judge_report *report,
                   const char *outcome, const char *signal)
{
    cJSON *result = cJSON_CreateObject();
    put(result, "exercise", test->category);
    put(result, "property", test->name);
    put(result, "description", test->data->description);
    put(result, "outcome", outcome);
    put(result, "signal", signal);
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
