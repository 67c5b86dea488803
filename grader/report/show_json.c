/* The report for machines: $(B)/judge/report.json. */
#include "course.h"

#include <stdlib.h>

#include "text.h"

static void put(cJSON *object, const char *key, const char *text)
{
    if (text && text[0])
        text_clean(cJSON_GetStringValue(cJSON_AddStringToObject(object, key, text)));
}

static void add_text(cJSON *array, const char *text)
{
    cJSON *string = cJSON_CreateString(text);
    text_clean(cJSON_GetStringValue(string));
    cJSON_AddItemToArray(array, string);
}

static cJSON *property_json(const struct course *course, const struct exercise *e,
                            const struct property *p)
{
    static const char *const keys[] = {"description", "call",   "input",   "expected",
                                       "got",         "hint",   "signal",  "fault",
                                       "printed",     "replay", "smallest"};
    char but[512];
    cJSON *o = cJSON_CreateObject();
    put(o, "property", p->name);
    put(o, "outcome", outcome_word(p->outcome));
    bool counts = p->outcome == PASSED && p->seen == 1 && e->points > 0;
    cJSON_AddNumberToObject(o, "points", counts ? p->worth : 0);
    cJSON_AddNumberToObject(o, "of", p->worth);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        put(o, keys[i], field(p, keys[i]));
    outcome_sentence(course, e, p, but, sizeof but);
    put(o, "but", p->outcome == PASSED ? "" : but);
    return o;
}

static cJSON *exercise_json(const struct course *course, const struct exercise *e)
{
    cJSON *o = cJSON_CreateObject(), *list = cJSON_CreateArray();
    put(o, "exercise", e->name);
    put(o, "number", e->number);
    put(o, "chapter", e->chapter->directory);
    put(o, "file", e->chapter->source);
    cJSON_AddNumberToObject(o, "line", e->line);
    put(o, "state", state_word(e->state));
    put(o, "why", e->why);
    put(o, "slip", e->slip);
    put(o, "mistake", e->mistake);
    put(o, "sentence", e->sentence);
    put(o, "compiler", e->small ? "" : e->warning);
    cJSON_AddNumberToObject(o, "points", e->points);
    cJSON_AddNumberToObject(o, "of", e->of);
    cJSON_AddNumberToObject(o, "withheld", e->withheld);
    for (size_t i = 0; i < e->count; i++)
        cJSON_AddItemToArray(list, property_json(course, e, &e->properties[i]));
    cJSON_AddItemToObject(o, "properties", list);
    return o;
}

bool show_json(const struct course *course, const char *path)
{
    cJSON *o = cJSON_CreateObject(), *list = cJSON_CreateArray();
    cJSON *warnings = cJSON_CreateArray(), *errors = cJSON_CreateArray();
    put(o, "source", course->src);
    put(o, "seed", course->seed);
    put(o, "level", course->level);
    cJSON_AddNumberToObject(o, "points", course->points);
    cJSON_AddNumberToObject(o, "of", course->of);
    for (size_t i = 0; i < course->exercise_count; i++)
        if (course->exercises[i].chosen)
            cJSON_AddItemToArray(list, exercise_json(course, &course->exercises[i]));
    for (size_t i = 0; i < course->chapter_count; i++)
        if (course->chapters[i].warning)
            add_text(warnings, course->chapters[i].warning);
    for (size_t i = 0; i < course->exercise_count; i++)
        if (course->exercises[i].warning)
            add_text(warnings, course->exercises[i].warning);
    for (size_t i = 0; i < course->error_count; i++)
        add_text(errors, course->errors[i]);
    cJSON_AddItemToObject(o, "exercises", list);
    cJSON_AddItemToObject(o, "warnings", warnings);
    cJSON_AddItemToObject(o, "errors", errors);
    char *text = cJSON_Print(o);
    FILE *f = text ? fopen(path, "w") : NULL;
    bool good = f && fprintf(f, "%s\n", text) > 0;
    good = f && fclose(f) == 0 && good;
    free(text);
    cJSON_Delete(o);
    return good;
}
