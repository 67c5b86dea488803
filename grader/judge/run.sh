#!/bin/bash
# run.sh TEST RESULTS SEED WORKER [OPTION...]: run one chapter's tests with the worker program that
# the command line WORKER starts. RESULTS is always made. Beside it go output.txt, which holds what
# the judged code printed, and reports/EXERCISE.PROPERTY.call, the last call of each failed test.
# For several chapters, /%/ in RESULTS stands for the chapter's directory, and SB_REPORTS names the
# folder of the reports.
test=$1 results=$2 seed=$3 worker=$4
shift 4
# shellcheck source=/dev/null
. "${SB_LIMITS:-build/judge/limits.sh}"
folder=${results%/*}
reports=${SB_REPORTS:-$folder/reports}
# The tests leave their reports in a folder that starts empty, so that nothing from an earlier,
# interrupted run can be read.
rm -rf "$reports" "$folder/output.txt" "$results"
mkdir -p "$reports" || exit 1
SB_WORKER="exec $worker" SB_SEED=$seed SB_RESULTS=$results SB_REPORTS=$reports \
    SB_OUTPUT=$folder/output.txt OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 \
    timeout --foreground -k 5 "$LIMIT_RUN_SECONDS" "$test" -j 2 "$@" >"$reports/log" 2>&1 </dev/null
rm -f "$reports"/{student,mistakes,[0-9]*_*[a-z]}
[[ $results == */%/* || -s $results ]] || echo '[]' >"$results"
