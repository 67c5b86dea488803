/* Points, and the state of each exercise. */
#include "course.h"

#include <stdlib.h>
#include <string.h>

const char *state_word(enum state state)
{
    static const char *const words[] = {
        [DONE] = "done",           [PARTLY] = "partly",
        [STARTED] = "started",     [NOT_STARTED] = "not started",
        [HAS_CRASHED] = "crashed", [TIMED_OUT] = "timed out",
        [HAS_EXITED] = "exited",   [UNCOMPILED] = "does not compile",
        [NOT_THERE] = "missing",   [WAITING] = "waits",
        [NO_RESULT] = "no result",
    };
    return words[state];
}

const char *outcome_word(enum outcome outcome)
{
    static const char *const words[] = {
        [UNSEEN] = "unseen",   [PASSED] = "passed", [FAILED] = "failed",  [CRASHED] = "crashed",
        [TIMEOUT] = "timeout", [EXITED] = "exited", [TODO_LEFT] = "todo", [ABSENT] = "absent",
    };
    return words[outcome];
}

static const struct exercise *owner(const struct course *course, const char *function)
{
    for (size_t i = 0; function && i < course->function_count; i++)
        if (strcmp(course->functions[i].name, function) == 0)
            return course_exercise((struct course *)course, course->functions[i].exercise);
    return NULL;
}

/* The function called is missing. A chapter is judged by itself, so it may be another chapter's. */
static void absent_sentence(const struct course *course, const struct exercise *e,
                            const char *function, char *text, size_t size)
{
    const struct exercise *of = owner(course, function);
    if (of && of->chapter != e->chapter)
        snprintf(text, size,
                 "it calls %s, which chapter %d asks for; a chapter is judged by "
                 "itself, so write here what you need of it",
                 function, atoi(of->chapter->directory));
    else
        snprintf(text, size, "%s is not there", function ? function : "it");
}

void outcome_sentence(const struct course *course, const struct exercise *e,
                      const struct property *p, char *text, size_t size)
{
    const char *fault = field(p, "fault"), *signal = field(p, "signal");
    const char *function = field(p, "function");
    text[0] = '\0';
    if (p->outcome == TODO_LEFT)
        snprintf(text, size, "%s is not written yet", function ? function : "it");
    else if (p->outcome == ABSENT)
        absent_sentence(course, e, function, text, size);
    else if (p->outcome == UNSEEN)
        snprintf(text, size, "this was not tested: the test program ended too early");
    else if (fault)
        snprintf(text, size, "%s", fault);
    else if (p->outcome == CRASHED)
        snprintf(text, size, "it crashed (%s)", signal ? signal : "no reason known");
    else if (p->outcome == TIMEOUT)
        snprintf(text, size, "all calls together took too long");
    else if (p->outcome == EXITED)
        snprintf(text, size, "it ended the whole program instead of returning");
}

/* Does this function belong to the exercise? */
static bool owns(const struct course *course, const struct exercise *e, const char *function)
{
    return function && owner(course, function) == e;
}

/* Only among the properties that students see: what the report says of an exercise reveals no more
 * about a hidden one than its points do. */
static size_t count_outcomes(const struct exercise *e, enum outcome outcome)
{
    size_t n = 0;
    for (size_t i = 0; i < e->count; i++)
        n += !e->properties[i].hidden && e->properties[i].outcome == outcome;
    return n;
}

static bool not_started(const struct course *course, const struct exercise *e)
{
    for (size_t i = 0; i < e->count; i++)
        if (!e->properties[i].hidden && (e->properties[i].outcome != TODO_LEFT ||
                                         !owns(course, e, field(&e->properties[i], "function"))))
            return false;
    return count_outcomes(e, TODO_LEFT) > 0;
}

/* The exercise's own function that is not in the file, or NULL. */
static const char *absent_function(const struct course *course, const struct exercise *e)
{
    for (size_t i = 0; i < e->count; i++) {
        const char *name = field(&e->properties[i], "function");
        if (!e->properties[i].hidden && e->properties[i].outcome == ABSENT && owns(course, e, name))
            return name;
    }
    return NULL;
}

/* Says why the exercise cannot run at all; false if it can. */
static bool blocked(const struct course *course, struct exercise *e)
{
    const struct chapter *c = e->chapter;
    const char *absent = absent_function(course, e);
    const char *error = e->compile_error;
    if (error && e->todo && strstr(error, "'TODO'")) { /* todo.h is no longer included */
        e->state = STARTED;
        snprintf(e->why, sizeof e->why, "%s", e->todo);
    } else if (c->missing) {
        e->state = NOT_THERE;
        snprintf(e->why, sizeof e->why, "%s%s%s; git restore %s brings the skeleton back",
                 c->lacking, c->renamed && c->renamed[0] ? ". " : "", c->renamed ? c->renamed : "",
                 c->source);
    } else if (e->compile_error || (absent && c->compile_error)) {
        e->state = UNCOMPILED;
        snprintf(e->why, sizeof e->why, "%s",
                 e->compile_error ? e->compile_error : c->compile_error);
    } else if (absent) {
        e->state = NOT_THERE;
        snprintf(e->why, sizeof e->why, "%s is not in %s%s%s; its contract is in chapters/%s/%s.h",
                 absent, c->source, e->near_name ? ", but " : "", e->near_name ? e->near_name : "",
                 c->directory, c->topic);
    } else {
        return false;
    }
    return true;
}

/* The first prerequisite that is not done, or NULL. */
static const struct exercise *unmet(const struct course *course, const struct exercise *e)
{
    char *list = copy(e->needs), *rest = NULL;
    const struct exercise *first = NULL;
    for (char *n = strtok_r(list, " ,", &rest); n && !first; n = strtok_r(NULL, " ,", &rest)) {
        const struct exercise *need = course_exercise(course, n);
        if (need && need < e && need->state != DONE)
            first = need;
    }
    free(list);
    return first;
}

/* The points of the properties that hold. Answers to fixed examples can be written down without
 * solving anything, so they count only once a property holds for inputs drawn from the seed. If the
 * exercise has core properties, it has to be one of them, because other drawn inputs can be
 * answered without doing what the exercise asks for. */
static void add_points(struct exercise *e)
{
    bool drawn = false, has_core = false;
    for (size_t i = 0; i < e->count; i++)
        has_core |= e->properties[i].core;
    for (size_t i = 0; i < e->count; i++) {
        const struct property *p = &e->properties[i];
        if (p->seen != 1 || p->outcome != PASSED)
            continue;
        e->points += p->worth;
        if (p->core == has_core)
            drawn = drawn || cJSON_IsTrue(cJSON_GetObjectItem(p->result, "drawn"));
    }
    if (!drawn) {
        e->withheld = e->points;
        e->points = 0;
    }
}

/* In how many lost properties of e is this mistake recognised? */
static int times_known(const struct exercise *e, const char *mistake)
{
    int times = 0;
    for (size_t i = 0; i < e->count; i++) {
        const cJSON *known;
        if (e->properties[i].hidden)
            continue;
        cJSON_ArrayForEach(known, cJSON_GetObjectItem(e->properties[i].result, "known"))
        {
            const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(known, "mistake"));
            times += name && strcmp(name, mistake) == 0;
        }
    }
    return times;
}

/* A mistake is named only if it explains all of the wrong values. */
static void name_mistake(struct exercise *e)
{
    int most = (int)count_outcomes(e, FAILED) - 1;
    for (size_t i = 0; i < e->count; i++) {
        const cJSON *known;
        if (e->properties[i].hidden)
            continue;
        cJSON_ArrayForEach(known, cJSON_GetObjectItem(e->properties[i].result, "known"))
        {
            const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(known, "mistake"));
            int times = name ? times_known(e, name) : 0;
            if (times > most) {
                most = times;
                e->mistake = name;
                e->sentence = cJSON_GetStringValue(cJSON_GetObjectItem(known, "sentence"));
            }
        }
    }
}

/* Does any of its tests have a result? */
static bool is_seen(const struct exercise *e)
{
    for (size_t i = 0; i < e->count; i++)
        if (e->properties[i].outcome != UNSEEN)
            return true;
    return false;
}

static void score(struct course *course, struct exercise *e)
{
    add_points(e);
    name_mistake(e);
    const struct exercise *need = unmet(course, e);
    if (blocked(course, e)) {
        e->points = e->withheld = 0;
    } else if (not_started(course, e) && e->todo) {
        e->state = STARTED;
        snprintf(e->why, sizeof e->why, "%s", e->todo);
    } else if (not_started(course, e)) {
        e->state = NOT_STARTED;
    } else if (need) {
        e->state = WAITING;
        e->points = e->withheld = 0;
        snprintf(e->why, sizeof e->why, "%s builds on %s (%s), which has to be done first", e->name,
                 need->name, need->number);
    } else if (!is_seen(e)) {
        e->state = NO_RESULT;
    } else {
        e->state = count_outcomes(e, CRASHED) > 0   ? HAS_CRASHED
                   : count_outcomes(e, TIMEOUT) > 0 ? TIMED_OUT
                   : count_outcomes(e, EXITED) > 0  ? HAS_EXITED
                   : e->points == e->of             ? DONE
                   : e->points > 0                  ? PARTLY
                                                    : STARTED;
    }
}

/* Every property that has points is tested exactly once. */
static void check_seen(struct course *course, const struct exercise *e)
{
    char unseen[256] = "";
    for (size_t i = 0; i < e->count; i++) {
        const struct property *p = &e->properties[i];
        size_t used = strlen(unseen);
        if (p->seen > 1)
            course_error(course, "%s: %s has %d results instead of one", e->name, p->name, p->seen);
        if (p->seen == 0 || p->outcome == UNSEEN)
            snprintf(unseen + used, sizeof unseen - used, "%s%s", used ? ", " : "", p->name);
    }
    if (unseen[0])
        course_error(course, "%s: no result for %s", e->name, unseen);
}

void course_score(struct course *course)
{
    for (size_t i = 0; i < course->exercise_count; i++) {
        struct exercise *e = &course->exercises[i];
        if (!e->chapter->chosen)
            continue;
        score(course, e);
        check_seen(course, e);
        if (e->chosen) {
            course->points += e->points;
            course->of += e->of;
        }
    }
}

const struct exercise *course_next(const struct course *course)
{
    for (size_t i = 0; i < course->exercise_count; i++) {
        const struct exercise *e = &course->exercises[i];
        if (e->chosen && e->state != DONE)
            return e;
    }
    return NULL;
}
