/* The report for machines: $(B)/judge/report.json. */
#include "course.h"
#include "json.h"

static cJSON *property_json(const struct course *course, const struct exercise *e,
                            const struct property *p)
{
    static const char *const keys[] = {"description", "call",   "input",   "expected",
                                       "got",         "hint",   "signal",  "fault",
                                       "printed",     "replay", "smallest"};
    char but[512];
    cJSON *o = cJSON_CreateObject();
    json_put(o, "property", p->name);
    json_put(o, "outcome", outcome_word(p->outcome));
    bool counts = p->outcome == PASSED && p->seen == 1 && e->points > 0;
    cJSON_AddNumberToObject(o, "points", counts ? p->worth : 0);
    cJSON_AddNumberToObject(o, "of", p->worth);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        json_put(o, keys[i], field(p, keys[i]));
    outcome_sentence(course, e, p, but, sizeof but);
    json_put(o, "but", p->outcome == PASSED ? "" : but);
    return o;
}

static cJSON *exercise_json(const struct course *course, const struct exercise *e)
{
    cJSON *o = cJSON_CreateObject(), *list = cJSON_CreateArray();
    json_put(o, "exercise", e->name);
    json_put(o, "number", e->number);
    json_put(o, "chapter", e->chapter->directory);
    json_put(o, "file", e->chapter->source);
    cJSON_AddNumberToObject(o, "line", e->line);
    json_put(o, "state", state_word(e->state));
    json_put(o, "why", e->why);
    json_put(o, "slip", e->slip);
    json_put(o, "mistake", e->mistake);
    json_put(o, "sentence", e->sentence);
    json_put(o, "compiler", e->small ? "" : e->warning);
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
    json_put(o, "source", course->src);
    json_put(o, "seed", course->seed);
    json_put(o, "level", course->level);
    cJSON_AddNumberToObject(o, "points", course->points);
    cJSON_AddNumberToObject(o, "of", course->of);
    for (size_t i = 0; i < course->exercise_count; i++)
        if (course->exercises[i].chosen)
            cJSON_AddItemToArray(list, exercise_json(course, &course->exercises[i]));
    for (size_t i = 0; i < course->chapter_count; i++)
        if (course->chapters[i].warning)
            json_add(warnings, course->chapters[i].warning);
    for (size_t i = 0; i < course->exercise_count; i++)
        if (course->exercises[i].warning)
            json_add(warnings, course->exercises[i].warning);
    for (size_t i = 0; i < course->error_count; i++)
        json_add(errors, course->errors[i]);
    cJSON_AddItemToObject(o, "exercises", list);
    cJSON_AddItemToObject(o, "warnings", warnings);
    cJSON_AddItemToObject(o, "errors", errors);
    return json_write(o, path);
}
