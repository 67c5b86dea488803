#!/bin/sh
# run.sh TEST RESULTS SEED [OPTION...]: run one chapter's Criterion program. RESULTS is made
# in any case, and beside it output.txt, what the student's code printed.
test=$1 results=$2 seed=$3
shift 3
folder=$(dirname "$results")
# The tests leave their reports in a folder that starts empty, so that nothing
# of an earlier run that was cut short can be read.
rm -rf "$folder/reports" "$folder/output.txt" "$results"
mkdir -p "$folder/reports" || exit 1
ulimit -f 16384 # output without end stops at 8 or 16 MB
OPENBLAS_NUM_THREADS=1 SB_SEED=$seed SB_RESULTS=$results SB_REPORTS=$folder/reports \
    SB_OUTPUT=$folder/output.txt timeout -k 5 300 "$test" -j2 -q "$@" >/dev/null 2>&1 </dev/null
rm -rf "$folder/reports"
[ -s "$results" ] || echo '[]' >"$results"
