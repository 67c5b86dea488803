#!/bin/bash
# cluster.sh [N]: what a class costs on a cluster, measured on a Slurm of one node, which this
# starts and ends: first with a judge that says the same at once, so that nothing but the ways of a
# submission is measured; then N submissions (40) by the real judge. From the real judging times
# it simulates the run just made, and 100,000 submissions on larger clusters.
n=${1:-40} work=$(mktemp -d) || exit 1
export PATH=$PATH:/usr/sbin:/sbin
trap 'tests/class/slurm/node.sh stop "$work/slurm"; rm -rf "$work"' EXIT
settings=$(tests/class/slurm/node.sh start "$work/slurm") || exit 1
eval "$settings"
class=$B/grader/class/class cores=$(nproc)
plan() {
    "$class" plan --out "$work/real/out" --start "$start" --hand-out "$hand_out" \
        --take-in "$take_in" "$@"
}
seconds() { # seconds COMMAND...: its wall time
    local begun=$EPOCHREALTIME
    "$@" >"$work/log" 2>&1 || tail -n 3 "$work/log" >&2
    awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f", b - a }'
}

. tests/support/judge_standin.bash
fresh
for i in $(seq 400); do student "s$i" right; done
m=400
stand_in() {
    "$class" grade --submissions "$work/in" --out "$work/$1" --judge "$work/judge" \
        --tests 1 --points 1 --engine slurm --shard "$1"
}
few=$(seconds stand_in $((m / cores)))
read -r hand_out take_in <<<"$(awk '/^Here, a submission took/ { print $5 / 1000, $11 / 1000 }' \
    "$work/log")"
many=$(seconds stand_in 4)
start=$(awk -v a="$many" -v b="$few" -v m="$m" -v cores="$cores" \
    'BEGIN { printf "%.2f", (a - b) * cores / (m / 4 - cores) }')
echo "Ways: $m submissions in $((m / 4)) tasks $many s, in $cores tasks $few s;" \
    "a task takes $start s to start."
echo "Here, a submission takes $hand_out s to hand out and $take_in s to take in."

KEEP=$work/real ENGINE=slurm SHARD=5 bench/class.sh "$n" >"$work/log" ||
    { cat "$work/log" >&2; exit 1; }
grep 'judged in' "$work/real/log"
echo "The same, simulated:"
plan --count "$n" --cores "$cores" --shard 5 | tail -n 2
unset SLURM_CONF # from here on the rules of the Slurm of this place, or else Slurm's defaults
echo
plan --count 100000
