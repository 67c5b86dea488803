#!/bin/bash
# On a kernel that filters no system calls, such as an emulator's, make check says so and continues;
# make grade refuses in one line.
# Makes in the build folder.
# Broken once to see this fail: lock_is_there() that always returns true.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
without=$work/without_seccomp
run() { out=$("$without" "$@" 2>&1 </dev/null); status=$?; }
lines() { same "$1" "$(wc -l <<<"$out") lines" '1 lines'; }
${CC:-cc} -o "$without" tests/judge/without_seccomp.c -lseccomp
report $? 'such a kernel can be simulated'

run "${MAKE:-make}" check CH=02 SRC=solutions
says 'make check says that there is no sandbox, and gives full marks' 0 '^No sandbox here: ' \
    '^8 of 8 points'
same 'it says so only once' "$(grep -c 'No sandbox here' <<<"$out")" 1
out=$("${MAKE:-make}" check CH=02 SRC=solutions 2>&1)
says_not 'where there is one, it is silent' 'No sandbox here'

run "$B/grader/class/judge_one" --ready
says 'make grade refuses' 2 '^grade: no sandbox here: .*UNSAFE=1'
lines 'in one line'
SB_UNSAFE=1 run "$B/grader/class/judge_one" --ready
says 'UNSAFE=1 continues without it' 0 '^UNSAFE=1: no sandbox'
mkdir -p "$work/class/ada"
run "${MAKE:-make}" grade SUBMISSIONS="$work/class" OUT="$work/out"
says 'make grade stops there' 2 '^grade: no sandbox here'
[ "$bad" -eq 0 ]
