#!/bin/bash
# make criterion: a chapter's tests are an ordinary Criterion program that gives the same verdicts
# as the quick runner, for the reference, the skeleton and every known mistake of two chapters.
# Makes in the build folder.
# Broken once to see this fail: test_end() without its last cr_assert_fail; SB_STAND_IN ignored;
# workers_reap() left out.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
chapters='02_thresholding 04_omp'
run() { out=$("$@" 2>&1 </dev/null); status=$?; }
for source in chapters solutions; do
    run "${MAKE:-make}" criterion CH='02 04' SRC=$source
    says "make criterion SRC=$source" 0 "$B/criterion/04_omp --verbose"
done

# ---- the same verdicts ----
quick() { # quick TEST STUDENT.so [OPTION...]: a line EXERCISE.PROPERTY OUTCOME for each test
    local test=$1 so=$2
    shift 2
    SB_LIMITS=$B/judge/limits.sh grader/judge/run.sh "$test" "$work/quick/results.json" \
        1 "$B/judge/worker $so" "$@"
    jq -r '.[] | "\(.exercise).\(.property) \(.outcome)"' "$work/quick/results.json" | sort
}
criterion() { # criterion PROGRAM STUDENT.so [OPTION...]: the same
    local program=$1 so=$2
    shift 2
    SB_WORKER="exec $B/judge/worker $so" "$program" --xml="$work/results.xml" "$@" >/dev/null 2>&1 \
        </dev/null
    awk -F'"' '/<testsuite / { suite = $2 }
        /<testcase / { name = suite "." $2 }
        /<testcase .*PASSED/ { print name, "passed" }
        /<testcase .*ERRORED/ { print name, "crashed" }
        /CDATA/ { sub(/.*CDATA\[[^:]*:[0-9]+: */, ""); sub(/:.*/, ""); print name, $0 }' \
        "$work/results.xml" | sort
}
compare() { # compare CHAPTER SO [EXERCISE]
    same_as=$(quick "$B/judge/$1/test" "$2" -f "${3:-*}/*")
    is=$(criterion "$B/criterion/$1" "$2" --filter "${3:-*}/*")
    [ -n "$same_as" ] && [ "$is" = "$same_as" ]
}
runs=0
for chapter in $chapters; do
    topic=${chapter#*_}
    for source in chapters solutions; do
        compare "$chapter" "$B/judge/$chapter/$source/$topic.so"
        report $? "$chapter: both runners say the same of $source" \
            "$(diff <(echo "$is") <(echo "$same_as"))"
    done
    differing='' count=0
    while IFS=$'\t' read -r function name _; do
        exercise=$(awk -F'\t' -v f="$function" '$1 == f { print $2 }' "$SB_COURSE/functions.tsv")
        export SB_STAND_IN=${function}__$name
        compare "$chapter" "$B/mistakes/$chapter.so" "$exercise" || differing+=" $SB_STAND_IN"
        [[ $same_as == *failed* ]] || differing+=" $SB_STAND_IN(passes)"
        count=$((count + 1))
    done <"$B/mistakes/$chapter.tsv"
    unset SB_STAND_IN
    [ $count -ge 4 ]
    report $? "$chapter has known mistakes" "$count"
    none "$chapter: both runners say the same of every known mistake" "$differing"
    runs=$((runs + count + 2))
done
echo "# $runs submissions, each judged by both runners"

# ---- Criterion's own options ----
omp=$B/criterion/04_omp
export SRC=solutions
run "$omp" --list
says '--list names exercises and properties' 0 '^OMP: ' 'first_of_a_tie' 'set_sigs: '
run "$omp" --filter 'OMP/first_of_a_tie' --verbose
says '--filter runs one test' 0 'Tested: .*1.* Passing: .*1' 'PASS.*first_of_a_tie'
run "$omp" --tap=- -j 2
says '--tap=- and -j 2: one line per test' 0 '^1\.\.[0-9]+' '^ok - OMP::first_of_a_tie'
run env SRC=chapters "$omp" --xml="$work/skeleton.xml"
says 'the program fails if a test is lost' 1
grep -q 'todo: set_sigs is not written yet' "$work/skeleton.xml"
report $? '--xml says why' "$(head -n 5 "$work/skeleton.xml")"
run env SB_WORKER='exec false' timeout 60 "$omp" --filter 'OMP/first_of_a_tie'
says 'a missing worker program fails a test, and nothing waits for it' 1 'Failing: .*1'
left=$(find /tmp -maxdepth 1 -name 'sparsebook.*' -newer "$work" 2>/dev/null)
none 'nothing is left behind in /tmp' "$left"

# cr_assert_* beside the judge's own expectations
cat >"$work/test.c" <<'C'
#include "judge/judge.h"
#include "thresholding.h"
PROPERTY(ReLU, asserts, "cr_assert_* work in a chapter's test")
{
    const double *x = given("x", (double[]){1.0, 3.0}, 2);
    double *y = output("y", 2);
    calling("ReLU(x, n = 2, theta = 2, y)");
    ReLU(x, 2, 2.0, y);
    cr_assert_float_eq(y[0], 0.0, 1e-12);
    cr_assert_eq(y[1], 7.0, "one too many");
}
C
objects="$("${MAKE:-make}" --eval 'core_objects:; @echo $(JUDGE_CORE)' core_objects)
    $(printf "$B/grader/judge/native/%s.o " workers named_socket remote transport)"
# shellcheck disable=SC2086 # names without spaces
run ${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -iquote grader -iquote chapters/02_thresholding \
    -o "$work/test" "$work/test.c" \
    "$B/criterion/02_thresholding.o" $objects "$B/libkit.a" -lcriterion -llapacke -lopenblas -lm \
    -pthread
says 'a test with cr_assert_* compiles' 0
run "$work/test"
says 'and its assertion fails as Criterion tells it' 1 'one too many'

# ---- the names that the quick runner needs ----
mkdir -p "$work/include/criterion"
echo '#define Test(suite, name, ...) void suite##name(void); void suite##name(void)' \
    >"$work/include/criterion/criterion.h"
run grader/judge/native/criterion_names.sh "${CC:-cc} -I$work/include" "$work/stamp"
says 'another Criterion is reported in one line' 1 'needs Criterion 2\.4'
[ "$(wc -l <<<"$out")" = 1 ] && [ ! -e "$work/stamp" ]
report $? 'one line it is' "$out"
[ "$bad" -eq 0 ]
