#!/bin/bash
# The caller's environment changes nothing in make grade: neither variables with options for
# commands, nor those that shells, compilers and linkers read.
#
# Broken once to see this fail: judge_one without forget_environment(), which only the last test
# sees.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/in"/{right,wrong} "$work/include"
unifdef -DSOLUTION -x2 solutions/02_thresholding/thresholding.c >"$work/in/right/thresholding.c"
sed 's/theta;/0.5 * theta;/; s/: 0.0/: theta/' "$work/in/right/thresholding.c" \
    >"$work/in/wrong/thresholding.c"
echo '#error the compiler looked here' | tee "$work/include/stdlib.h" >"$work/include/math.h"
echo 'touch "$(dirname "$BASH_ENV")/was_read"' >"$work/start"
grade() { # grade OUT [VARIABLE=VALUE...]
    out=$(env "${@:2}" "${MAKE:-make}" grade CH=02 SUBMISSIONS="$work/in" OUT="$work/$1" 2>&1)
    status=$?
}
grades() { cut -d, -f 1,7-11 "$work/$1/grades.csv"; }
grade plain MAKEFLAGS=
says 'a class is graded' 0 '2 submissions: 2 judged'
grade loud MAKEFLAGS=k T=no_such_test BASH_ENV="$work/start" ENV="$work/start" SHELLOPTS=noexec \
    CDPATH=/ GREP_OPTIONS=-v POSIXLY_CORRECT=1 GCC_EXEC_PREFIX=/nowhere/ COMPILER_PATH=/nowhere \
    CPATH="$work/include" C_INCLUDE_PATH="$work/include" LIBRARY_PATH=/nowhere \
    LD_PRELOAD=/nowhere/library.so ASAN_OPTIONS=detect_stack_use_after_return=1:verbosity=2 \
    UBSAN_OPTIONS=print_summary=1 TMPDIR=/nowhere LC_ALL=tr_TR.UTF-8 LANG=de_DE.UTF-8 \
    TZ=Asia/Tokyo SEED=9 UNSAFE=1 CH=05 EX=kurtosis LIMIT=0.01 JOBS=0 ENGINE=slurm SHARD=0 WEEK=7 \
    STUDENT=nobody POINTS=3 IFS=/ 'BASH_FUNC_cp%%=() { echo stolen; }'
says 'and it is graded in any environment' 0 '2 submissions: 2 judged'
same 'with the same grades' "$(grades loud)" "$(grades plain)"
none 'and no file that the environment names is run' "$(ls "$work/was_read" 2>/dev/null)"
same 'one of them full marks' "$(grades plain | grep -c ',8,8,')" 1
same 'in the sandbox' "$(grep -c ',sandbox,' "$work/loud/grades.csv")" 2
# Gradescope and a cluster start the judge without make.
make_judge='judge_tools:; @printf "%s\n" "$(CC) $(filter-out -MMD -MP,$(STUDENT_FLAGS)) \
    $(JUDGED_FLAGS)" >"$(COMPILER_FILE)"'
${MAKE:-make} -f Makefile --eval="$make_judge" judge_tools B="$B" \
    COMPILER_FILE="$work/compiler" >/dev/null
mkdir -p "$work/staged/chapters/02_thresholding" "$work/one"
cp "$work/in/right/thresholding.c" "$work/staged/chapters/02_thresholding/"
echo 5 >"$work/seed"
env CPATH="$work/include" GCC_EXEC_PREFIX=/nowhere/ BASH_ENV="$work/start" SB_UNSAFE=1 \
    SB_BUILD="$(realpath "$B")" SB_COMPILER="$(cat "$work/compiler")" SB_SEED_FILE="$work/seed" \
    SB_CHAPTERS=02_thresholding "$B/grader/class/judge_one" "$work/staged" "$work/one" \
    >"$work/log" 2>&1
same 'a judge that make does not start ignores it, too' "$(jq .points "$work/one/report.json")" 8
exit $bad
