#!/bin/sh
# run.sh TEST RESULTS SEED: run one chapter's Criterion program. RESULTS is made
# in any case, and beside it output.txt, what the student's code printed.
folder=$(dirname "$2")
# The tests leave their reports in a folder that starts empty, so that nothing
# of an earlier run that was cut short can be read.
rm -rf "$folder/reports" "$2"
mkdir -p "$folder/reports" || exit 1
ulimit -f 16384 # output without end stops at 8 or 16 MB
OPENBLAS_NUM_THREADS=1 SB_SEED=$3 SB_RESULTS=$2 SB_REPORTS=$folder/reports \
    timeout -k 5 300 "$1" -j2 -q >"$folder/output.txt" 2>&1 </dev/null
rm -rf "$folder/reports"
[ -s "$2" ] || echo '[]' >"$2"
