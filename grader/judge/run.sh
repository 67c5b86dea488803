#!/bin/bash
# run.sh TEST RESULTS SEED WORKER [OPTION...]: run one chapter's tests with the
# worker program that WORKER starts, a command line. RESULTS is made in any
# case; beside it stay output.txt, what the judged code printed, and
# reports/EXERCISE.PROPERTY.call, the last call of each lost test. Of several
# chapters with /%/ in RESULTS: the chapter's directory; SB_REPORTS says where reports are.
test=$1 results=$2 seed=$3 worker=$4
shift 4
# shellcheck source=/dev/null
. "${SB_LIMITS:-build/judge/limits.sh}"
folder=${results%/*}
reports=${SB_REPORTS:-$folder/reports}
# The tests leave their reports in a folder that starts empty, so that nothing
# of an earlier run that was cut short can be read.
rm -rf "$reports" "$folder/output.txt" "$results"
mkdir -p "$reports" || exit 1
SB_WORKER="exec $worker" SB_SEED=$seed SB_RESULTS=$results SB_REPORTS=$reports \
    SB_OUTPUT=$folder/output.txt OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 \
    timeout --foreground -k 5 "$LIMIT_RUN_SECONDS" "$test" -j 2 "$@" >"$reports/log" 2>&1 </dev/null
rm -f "$reports"/{student,mistakes,[0-9]*_*[a-z]}
[[ $results == */%/* || -s $results ]] || echo '[]' >"$results"
