/* Known mistakes, run in a worker of their own on the call that a test failed on. */
#include "known.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "history.h"
#include "limits.h"
#include "test.h"
#include "transport.h"

static struct worker *mistakes;

/* How far answers that are the same may lie apart, as a share of the largest value: but for
 * rounding not at all on the call that was lost; on all others they may be the ends of iterations
 * that were rounded in other ways. */
#define SAME 1e-12
#define ALIKE 1e-4

static bool close_to(double a, double b, double limit)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b)) || fabs(a - b) <= limit;
}

static bool same_reals(const double *a, const double *b, size_t n, double share)
{
    double scale = 0.0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(b[i]))
            scale = fmax(scale, fabs(b[i]));
    for (size_t i = 0; i < n; i++)
        if (!close_to(a[i], b[i], share * scale))
            return false;
    return true;
}

/* Makes a call with a known function; false when it does not return. */
static bool answer(struct call *call, void *const in[CALL_ARGS])
{
    if (!mistakes)
        mistakes = transport_start(CODE_KNOWN, LIMIT_CPU_SECONDS);
    if (transport_call(mistakes, call, in, LIMIT_KNOWN_SECONDS) != CALL_ANSWERED) {
        transport_stop(mistakes);
        mistakes = NULL;
        return false;
    }
    return call->answer == ANSWER_RETURNED;
}

bool known_reference(struct answered *a)
{
    memcpy(a->call.symbol, a->call.name, sizeof a->call.symbol);
    if (!transport_has(CODE_KNOWN) || !answer(&a->call, a->in))
        return false;
    history_outputs(mistakes, &a->call, a->out);
    return true;
}

/* Does `function` answer as the student's did? */
static bool gives(const char *function, const struct answered *student, double share)
{
    struct call call = student->call;
    snprintf(call.symbol, sizeof call.symbol, "%s", function);
    if (!answer(&call, student->in))
        return false;
    if (call.returned_size != student->call.returned_size ||
        !close_to(call.returned_real, student->call.returned_real,
                  share * fabs(student->call.returned_real)))
        return false;
    for (size_t i = 0; i < call.arg_count; i++) {
        const struct arg *arg = &call.args[i];
        if (!arg_has_output(arg) || arg_is_work(arg) || arg->count == 0)
            continue;
        const void *array = transport_output(mistakes, &call, i);
        if (arg->kind == ARG_OUTSIZE ? memcmp(array, student->out[i], arg_bytes(arg)) != 0
                                     : !same_reals(array, student->out[i], arg->count, share))
            return false;
    }
    return true;
}

static bool gives_all(const char *function, const struct answered *const calls[], size_t count)
{
    const struct answered *last = calls[count - 1];
    for (size_t i = 0; i + 1 < count; i++)
        if (strcmp(calls[i]->call.name, last->call.name) == 0 && !gives(function, calls[i], SAME))
            return false;
    return true;
}

static void add_line(char *text, size_t size, const char *name, const char *sentence)
{
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%s\t%s", name, sentence);
}

void known_mistakes(const struct answered *const calls[], size_t count, char *text, size_t size)
{
    const char *list = getenv("SB_MISTAKE_LIST");
    const struct answered *last = calls[count - 1];
    char line[1024], symbol[sizeof last->call.symbol];
    FILE *f = list && transport_has(CODE_KNOWN) ? fopen(list, "r") : NULL;
    text[0] = '\0';
    bool right = !f || gives(last->call.name, last, SAME);
    while (!right && fgets(line, sizeof line, f)) {
        char *name = strchr(line, '\t'), *sentence = name ? strchr(name + 1, '\t') : NULL;
        if (!sentence)
            continue;
        *name++ = '\0';
        *sentence++ = '\0';
        snprintf(symbol, sizeof symbol, "%.30s__%.30s", line, name);
        if (strcmp(line, last->call.name) != 0 || !gives(symbol, last, SAME))
            continue;
        if (gives_all(symbol, calls, count))
            add_line(text, size, name, sentence);
    }
    if (f)
        fclose(f);
}

static void keep(const struct answered *other, char *text, double share)
{
    char symbol[sizeof other->call.symbol], *kept = text;
    for (char *line = text, *next; *line; line = next) {
        next = strchr(line, '\n') ? strchr(line, '\n') + 1 : line + strlen(line);
        snprintf(symbol, sizeof symbol, "%.30s__%.*s", other->call.name, (int)strcspn(line, "\t"),
                 line);
        if (gives(symbol, other, share)) {
            memmove(kept, line, (size_t)(next - line));
            kept += next - line;
        }
    }
    *kept = '\0';
}

void known_keep(const struct answered *other, char *text)
{
    keep(other, text, SAME);
}

void known_survey(const struct answered *call)
{
    if (strcmp(call->call.name, judge_report->known_of) == 0)
        keep(call, judge_report->known, ALIKE);
    if (!judge_report->known[0])
        test_end(); /* none is left to ask about */
}
