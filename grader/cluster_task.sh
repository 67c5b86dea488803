#!/bin/bash
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --requeue
#SBATCH --output=/dev/null
# cluster_task.sh FOLDER OFFSET JUDGE LIMIT: a task of the job array that make grade ENGINE=slurm
# submits. It judges the submissions that FOLDER/shards/N lists, N = OFFSET + the task's number,
# one after another, LIMIT seconds (with three decimals) at most each. The result of one is one
# file, FOLDER/done/KEY:
#
#     judged|long|failed SECONDS BYTES
#     report.json, BYTES long
#
# It gets its name when it is whole, so that a task may be killed at any moment, and run twice.
folder=$1 judge=$3 limit=$4 shard=$(($2 + SLURM_ARRAY_TASK_ID)) pid=''
export LC_ALL=C
exec >"$folder/log/$shard" 2>&1
echo "task ${SLURM_JOB_ID:-} on ${SLURMD_NODENAME:-}, run ${SLURM_RESTART_COUNT:-0}"

# A node without a sandbox takes no part: it says why, and is left out from then on.
if ! why=$($judge --ready 2>&1); then
    echo "$why" >"$folder/unready/$SLURMD_NODENAME"
    exit 1
fi
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap '[ -z "$pid" ] || kill -KILL -- "-$pid"; exit 143' TERM INT

now() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); } # milliseconds
judge_one() { # judge_one KEY
    local part=$folder/done/.$1.${SLURM_JOB_ID:-0}.${SLURM_RESTART_COUNT:-0} begun=$(now) ms \
        status word
    mkdir "$scratch/out" && cp -r "$folder/staged/$1/files" "$scratch/staged" || return
    timeout -s KILL "$limit" $judge "$scratch/staged" "$scratch/out" >"$scratch/log" 2>&1 \
        </dev/null &
    pid=$!
    wait "$pid" 2>/dev/null
    status=$?
    kill -KILL -- "-$pid" 2>/dev/null # whatever the judge has left behind
    pid=''
    ms=$(($(now) - begun))
    word=failed
    [ ! -s "$scratch/out/report.json" ] || [ $status -ne 0 ] || word=judged
    [ $status -ne 137 ] || [ $ms -lt $((10#${limit/./})) ] || word=long
    [ $word = judged ] ||
        { : >"$scratch/out/report.json"; echo "$1: status $status"; cat "$scratch/log"; }
    {
        printf '%s %d.%03d %d\n' $word $((ms / 1000)) $((ms % 1000)) \
            "$(wc -c <"$scratch/out/report.json")"
        cat "$scratch/out/report.json"
    } >"$part" && mv "$part" "$folder/done/$1"
    rm -rf "$scratch"/*
}

while read -r key; do
    # What is merged has no files any more; what is done waits to be merged.
    [ ! -d "$folder/staged/$key" ] || [ -e "$folder/done/$key" ] || judge_one "$key"
done <"$folder/shards/$shard"
