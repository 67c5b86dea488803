/* criterion.c: a chapter's tests as an ordinary Criterion program (make criterion CH=04).
 *
 * Criterion runs each test in a process of its own; --list, --filter, --xml, --tap and -j work as
 * its manual says. This file starts the worker programs before the tests and ends them afterwards,
 * and tells Criterion why a test failed. SRC=solutions in the environment tests the reference;
 * SB_WORKER and the other variables of run.sh select anything else. The makefile defines BUILD (the
 * build folder), CHAPTER and WORKER (the chapter's worker program, in BUILD/judge). */
#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge/test.h"
#include "workers.h"

struct judge_test judge_test = {"", "", CHAPTER};

static struct judge_report report;
struct judge_report *judge_report = &report;

void test_begin(void)
{
    judge_test.exercise = criterion_current_test->category;
    judge_test.property = criterion_current_test->name;
}

bool test_was_late(void)
{
    return false; /* each test runs in its own process and knows nothing of the others */
}

void test_printed(const char *text)
{
    fputs(text, stdout);
    fflush(stdout);
}

static void add(char *to, size_t size, const char *label, const char *text)
{
    size_t used = strlen(to);
    if (text[0] && used < size)
        snprintf(to + used, size - used, "%s%s%s", used ? "\n" : "", label, text);
}

_Noreturn void test_end(void)
{
    char text[8192];
    const struct judge_report *r = judge_report;
    if (r->function[0])
        cr_assert_fail("%s: %s is not %s", r->outcome, r->function,
                       strcmp(r->outcome, "todo") == 0 ? "written yet" : "there");
    snprintf(text, sizeof text, "%s: %s", r->outcome, r->call);
    add(text, sizeof text, "", r->fault);
    add(text, sizeof text, "expected ", r->expected);
    add(text, sizeof text, "got ", r->got);
    add(text, sizeof text, "", r->hint);
    add(text, sizeof text, "", r->input);
    add(text, sizeof text, "known mistake: ", r->known);
    add(text, sizeof text, "smaller: ", r->smallest);
    cr_assert_fail("%s", text);
    abort(); /* Criterion has ended the test above */
}

/* ---- the worker programs ---- */

static char folder[] = "/tmp/sparsebook.XXXXXX"; /* for their sockets and recorded calls */

/* A shell runs this line. BUILD_WORD is BUILD as one word for it. */
#define START_WORKER "exec " BUILD_WORD "/judge/" WORKER " " BUILD_WORD

static int start_workers(void)
{
    const char *source = getenv("SRC");
    char command[16384];
    if (!mkdtemp(folder) || setenv("SB_REPORTS", folder, 1) != 0) {
        perror(folder);
        return 1;
    }
    snprintf(command, sizeof command, "%s%s%s", START_WORKER "/judge/" CHAPTER "/",
             source ? source : "chapters", "/" TOPIC ".so");
    setenv("SB_WORKER", command, 0);
    if (access(BUILD "/mistakes/" CHAPTER ".so", R_OK) == 0) {
        setenv("SB_MISTAKES", START_WORKER "/mistakes/" CHAPTER ".so", 0);
        setenv("SB_MISTAKE_LIST", BUILD "/mistakes/" CHAPTER ".tsv", 0);
    }
    setenv("OPENBLAS_NUM_THREADS", "1", 0);
    workers_start();
    workers_reap(); /* Criterion waits for any child, and gets stuck at one that it does not know */
    return 0;
}

static void end_workers(void)
{
    workers_end();
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir));)
        unlinkat(dirfd(dir), e->d_name, 0);
    if (dir)
        closedir(dir);
    rmdir(folder);
}

int main(int argc, char **argv)
{
    struct criterion_test_set *tests = criterion_initialize();
    int status = 0;
    if (criterion_handle_args(argc, argv, true)) {
        status = start_workers();
        if (status == 0)
            status = !criterion_run_all_tests(tests);
        end_workers();
    }
    criterion_finalize(tests);
    return status;
}
