/* near.c: the exercise that a mistyped name means. */
#include "tables.h"

#include <string.h>
#include <strings.h>

#define LONGEST 64 /* of the names compared */

/* How many letters to change, swap, add or leave out from a to b, in either case. */
static size_t distance(const char *a, const char *b)
{
    size_t d[LONGEST + 1][LONGEST + 1], m = strlen(a), n = strlen(b);
    if (m > LONGEST || n > LONGEST)
        return LONGEST;
    for (size_t i = 0; i <= m; i++)
        for (size_t j = 0; j <= n; j++) {
            size_t least = i && j ? d[i - 1][j - 1] + (strncasecmp(a + i - 1, b + j - 1, 1) != 0)
                                  : i + j;
            if (i && d[i - 1][j] + 1 < least)
                least = d[i - 1][j] + 1;
            if (j && d[i][j - 1] + 1 < least)
                least = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && strncasecmp(a + i - 1, b + j - 2, 1) == 0 &&
                strncasecmp(a + i - 2, b + j - 1, 1) == 0 && d[i - 2][j - 2] + 1 < least)
                least = d[i - 2][j - 2] + 1;
            d[i][j] = least;
        }
    return d[m][n];
}

const struct tables_exercise *tables_near(const struct tables *t, const char *name)
{
    const struct tables_exercise *near = NULL;
    size_t nearest = strlen(name) / 3 + 1;
    for (size_t i = 0; i < t->exercise_count; i++) {
        const struct tables_exercise *e = &t->exercises[i];
        if (strcasecmp(e->number, name) == 0 || strcmp(e->number + 1, name) == 0)
            return e;
        size_t far = distance(name, e->name);
        if (far < nearest) {
            near = e;
            nearest = far;
        }
    }
    for (size_t i = 0; i < t->function_count; i++) {
        size_t far = distance(name, t->functions[i].name);
        if (far < nearest) {
            near = &t->exercises[t->functions[i].exercise];
            nearest = far;
        }
    }
    return near;
}

void tables_no_such(FILE *to, const struct tables *t, const char *name)
{
    const struct tables_exercise *near = tables_near(t, name);
    if (near)
        fprintf(to, "EX=%s is not an exercise; do you mean EX=%s?\n", name, near->name);
    else
        fprintf(to, "EX=%s is not an exercise; make check without EX= lists them all.\n", name);
}
