/* The Criterion process's side: one JSON object a test, written at the end.
 * Criterion's own output is not parsed: its hooks tell everything. */
#define _GNU_SOURCE /* O_PATH, close_range */
#include <criterion/criterion.h>
#include <criterion/hooks.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "judge_report.h"
#include "text.h"

static cJSON *results;

/* The worker programs, leaders of their own process groups: one with the
 * student's code, and one with the known mistakes where SB_MISTAKES says so. */
static pid_t student, mistakes;

/* Becomes the worker program, with its listening socket as descriptor 3 and
 * nothing else of this process: no descriptor, no environment. */
static _Noreturn void become_worker(int listener, const char *command)
{
    char *environment[] = {"PATH=/usr/bin:/bin", "OPENBLAS_NUM_THREADS=1", "OMP_NUM_THREADS=1",
                           NULL};
    setpgid(0, 0);
    if (listener == 3)
        fcntl(listener, F_SETFD, 0);
    else
        dup2(listener, 3);
    close_range(4, ~0u, 0);
    execle("/bin/sh", "sh", "-c", command, (char *)NULL, environment);
    _exit(127);
}

/* A worker program listens at a socket made here, so there is nothing to wait
 * for. variable names its command line; 0 when there is none. */
static pid_t start_worker(const char *variable, const char *socket_name)
{
    const char *command = getenv(variable), *folder = getenv("SB_REPORTS");
    if (!command)
        return 0;
    int dir = open(folder ? folder : ".", O_PATH | O_CLOEXEC);
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    snprintf(name.sun_path, sizeof name.sun_path, "/proc/self/fd/%d/%s", dir, socket_name);
    unlinkat(dir, socket_name, 0);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (dir < 0 || fd < 0 || bind(fd, (struct sockaddr *)&name, sizeof name) != 0 ||
        listen(fd, 64) != 0) {
        perror("judge: cannot listen for tests");
        exit(2);
    }
    pid_t pid = fork();
    if (pid == 0)
        become_worker(fd, command);
    setpgid(pid, pid); /* whoever comes first: it has to be so before the kill below */
    close(fd);
    close(dir);
    return pid;
}

static void end_worker(pid_t pid)
{
    if (pid <= 0)
        return;
    kill(-pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

ReportHook(PRE_ALL)(struct criterion_test_set *tests)
{
    (void)tests;
    results = cJSON_CreateArray();
    /* Criterion leaves the process group of its caller, who may want to end it. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    student = start_worker("SB_WORKER", "student");
    mistakes = start_worker("SB_MISTAKES", "mistakes");
}

static void put(cJSON *object, const char *key, const char *text)
{
    if (text && text[0])
        text_clean(cJSON_GetStringValue(cJSON_AddStringToObject(object, key, text)));
}

/* At this point only Criterion's view is known; a test's own report is
 * complete when its process has ended, so it is read at the very end. */
static void record(struct criterion_test_stats *stats)
{
    bool passed = stats->test_status == CR_STATUS_PASSED;
    cJSON *result = cJSON_CreateObject();
    put(result, "exercise", stats->test->category);
    put(result, "property", stats->test->name);
    put(result, "description", stats->test->data->description);
    put(result, "outcome",
        stats->timed_out ? "timeout" : stats->crashed ? "crashed" : passed ? "passed" : "failed");
    if (stats->crashed && !stats->timed_out)
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

static void add_report(cJSON *result)
{
    const char *exercise = cJSON_GetStringValue(cJSON_GetObjectItem(result, "exercise"));
    const char *property = cJSON_GetStringValue(cJSON_GetObjectItem(result, "property"));
    struct judge_report *report = judge_report_open(exercise, property);
    const char *outcome = cJSON_GetStringValue(cJSON_GetObjectItem(result, "outcome"));
    /* Criterion takes exit(0) in a test for success. */
    bool broken = outcome && strcmp(outcome, "passed") == 0 && !report->finished;
    if (report->outcome[0] || broken)
        cJSON_ReplaceItemInObject(result, "outcome",
                                  cJSON_CreateString(broken ? "broken" : report->outcome));
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
    judge_report_unlink(report, exercise, property);
}

ReportHook(POST_ALL)(struct criterion_global_stats *stats)
{
    (void)stats;
    end_worker(student);
    end_worker(mistakes);
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
