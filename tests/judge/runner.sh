#!/bin/bash
# The runner of a chapter's tests: every test has one result, whatever happens to its process.
# Broken once to see this fail: outcome_of() without its last line's "broken"; choose() without the
# pattern.
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cat >"$work/test.c" <<'C'
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <criterion/criterion.h>
#include "judge/native/runner.h"
static void begin(void) { strcpy(judge_report->call, "begun"); }
static void end(void) { judge_report->finished = true; }
#define T(name) \
    Test(one, name, .description = "what " #name " does", .timeout = 30.0, .init = begin, \
         .fini = end)
T(passes) {}
T(fails) { strcpy(judge_report->outcome, "failed"); _exit(1); }
T(crashes) { raise(SIGSEGV); }
T(leaves) { exit(0); }
T(leaves_badly) { exit(3); }
T(stays) { raise(SIGALRM); }
T(is_late) { strcpy(judge_report->outcome, "timeout"); judge_report->exhausted = true; _exit(1); }
T(sees_it) { if (!test_was_late()) _exit(1); }
Test(two, sees_nothing, .init = begin, .fini = end) { if (test_was_late()) _exit(1); }
C
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -iquote grader -iquote "$B/tables" \
    -o "$work/test" "$work/test.c" \
    grader/judge/native/{runner,survey,workers,named_socket,results_json}.c \
    grader/report/{json,test_result}.c \
    -lcjson 2>"$work/log" ||
    { echo "not ok the runner compiles: $(head -n 1 "$work/log")"; exit 1; }
bad=0
same() { # same WHAT GOT WANT
    if [ "$2" = "$3" ]; then echo "ok $1"; else echo "not ok $1: $2, should be $3"; bad=1; fi
}
outcomes() { # outcomes OPTION...
    SB_RESULTS=$work/results.json "$work/test" "$@" 2>/dev/null
    jq -r '[sort_by(.property)[]
        | .property + " " + .outcome + (if .call == "begun" then "" else "?" end)] | join(", ")' \
        "$work/results.json"
}
all='crashes crashed, fails failed, is_late timeout, leaves broken, leaves_badly failed, '
all+='passes passed, sees_it passed, sees_nothing passed, stays timeout'
same 'each test has one result, and loses only itself' "$(outcomes)" "$all"
same 'and when several run at once' "$(outcomes -j 3 -f '*/[!s]*')" "${all%, sees_it*}"
same 'a pattern chooses' "$(outcomes -f 'two/*')" 'sees_nothing passed'
same 'the signal is named' "$(outcomes >/dev/null; jq -r '.[] | select(.signal) | .signal' \
    "$work/results.json")" 'Segmentation fault'
exit $bad
