/* results.json: one object per test. */
#include "runner.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "report/json.h"
#include "report/test_result.h"

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
    bool signalled = WIFSIGNALED(e->status) && WTERMSIG(e->status) != SIGALRM;
    return test_result(e->test, e->report, outcome_of(e),
                       signalled ? strsignal(WTERMSIG(e->status)) : NULL);
}

void results_write(const struct ended *tests, size_t count, const char *directory)
{
    char path[4096];
    cJSON *results = cJSON_CreateArray();
    for (size_t i = 0; i < count; i++)
        if (strcmp(tests[i].directory, directory) == 0)
            cJSON_AddItemToArray(results, object_of(&tests[i]));
    bool to_file = runner_path(path, sizeof path, "SB_RESULTS", directory);
    if (!json_write(results, to_file ? path : NULL)) {
        fprintf(stderr, "judge: cannot write the results to %s\n", to_file ? path : "stdout");
        exit(2);
    }
}
