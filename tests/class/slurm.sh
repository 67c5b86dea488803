#!/bin/bash
# A class is judged by a real Slurm of one node, which this test starts: the grades are the same as
# on this machine alone, and each result is merged once, whatever is killed on the way.
# Takes long.
. tests/support/ok_lines.bash
export PATH=$PATH:/usr/sbin:/sbin
left_out() { # left_out WHY: a script that ran no test is a failure, so this counts as one
    echo "ok the test of a cluster is left out"
    echo "# the test of a cluster is left out: $1"
    exit 0
}
for program in munged slurmctld slurmd sbatch; do
    command -v $program >/dev/null || left_out "there is no $program here"
done
work=$(mktemp -d) || exit 1
trap 'tests/class/slurm/node.sh stop "$work/slurm"; rm -rf "$work"' EXIT
${MAKE:-make} "$B/grader/class/class" >"$work/log" 2>&1 ||
    { echo "not ok the program is built: $(tail -n 3 "$work/log")"; exit 1; }
class=$B/grader/class/class
set=$(tests/class/slurm/node.sh start "$work/slurm" 2>"$work/why") ||
    left_out "no Slurm can be started here: $(grep -m 1 error "$work/why" || tail -n 1 "$work/why")"
eval "$set"
. tests/support/judge_standin.bash
export TMPDIR=$work # so what a killed task leaves behind is removed, too
db() { sqlite3 "$work/out/gradebook.sqlite" "$1"; }
command=("$class" grade --submissions "$work/in" --out "$work/out" --judge "$work/judge" \
    --tests 1 --points 1 --engine slurm)
cluster() { # cluster OPTION...: what make grade ENGINE=slurm runs
    out=$(timeout 300 "${command[@]}" "$@" 2>&1 </dev/null)
    status=$?
}
once_each() { # judgements that count, their students, they themselves; and judgements there are
    db 'SELECT count(*), count(DISTINCT j.student), count(DISTINCT current)
        FROM judgement j JOIN hand_in s ON s.current = j.id' | tr '\n' ' '
    db 'SELECT count(*) FROM judgement'
}
all_grades() {
    sqlite3 "$1/gradebook.sqlite" \
        'SELECT name, status, points, of, level, notes FROM total ORDER BY name'
}
tasks() { squeue --me -h -r -o '%F_%K' | grep -v N/A; } # of arrays
# start OPTION...: in the background; its number is in $pid. Pipe 8 is open as long as it runs
start() {
    exec 8< <(exec "${command[@]}" "$@" 9>&1 >"$work/log" 2>&1 </dev/null)
    pid=$!
}
begin() { # begin OPTION...: and until a judge waits; its task is in $work/event then
    start "$@"
    timeout 300 head -n 1 <>"$work/started" >"$work/event"
}
end() { # end: the status and output of the run in the background
    timeout 300 cat <&8 || kill -KILL "$pid"
    wait "$pid" 2>/dev/null
    status=$?
    out=$(cat "$work/log")
}
# until_said REGEX: until the run in the background has printed such a line
until_said() { timeout 300 tail -s 0.1 -n +1 -f "$work/log" 2>/dev/null | grep -qE -m 1 -- "$1"; }
# drained TASK: its array has ended
drained() { timeout 300 srun -Q --dependency="afterany:${1%_*}" true; }
release() { exec 7<>"$work/never" 7>&-; } # a judge that waits reads end of file

# ---- one run ----
limit=10 # seconds: no working judge takes that long, however busy the machine
fresh
for i in $(seq 8); do student "s$i" right; done
student bob wrong
student '=eve "x"' crash
student broken broken
student slow wait
exec 5<>"$work/started"
cluster --shard 2 --limit $limit
exec 5>&-
says 'a class is judged by a job array' 0 \
    '^12 of them go to the cluster, in 6 tasks of up to 2\.$' '^12 submissions: 12 judged' \
    '^ +1/12  '
same 'each result is merged once' "$(once_each)/$(calls)" '12|12|12 12/12'
[ ! -e "$work/out/cluster" ] && [ -z "$(tasks)" ]
report $? 'nothing is left in the queue or the folder' "$(ls "$work/out")"
exec 5<>"$work/started"
"$class" grade --submissions "$work/in" --out "$work/local" --judge "$work/judge" \
    --tests 1 --points 1 --limit $limit >"$work/log" 2>&1 </dev/null
exec 5>&-
same 'the grades are one machine`s' "$(all_grades "$work/out")" "$(all_grades "$work/local")"
rm -rf "$work/in/broken"
before=$(calls)
cluster
says 'a second run judges nothing and submits nothing' 0 \
    '^11 submissions: 0 judged in .*, 11 unchanged'
same 'and calls no judge' "$(calls)" "$before"

# ---- a task is killed ----
fresh
for i in $(seq 5); do student "s$i" right; done
student late once
begin --shard 3
task=$(cat "$work/event")
scancel --batch --signal=KILL "$task"
end
says 'a killed task is queued again' 0 'came back without a result; try 2 of 3' \
    '^6 submissions: 6 judged'
same 'and its results are there only once' "$(once_each)" '6|6|6 6'
release

# ---- a node is lost: Slurm requeues the task itself, and holds it back for two minutes unless told
fresh
rm -f "$work/was"
for i in $(seq 2); do student "s$i" right; done
student late once
begin --shard 3
task=$(cat "$work/event")
scontrol requeue "$task"
until_said 'why they wait: BeginTime'
report $? 'a task that Slurm requeues is waited for' "$(cat "$work/log")"
scontrol update JobId="$task" StartTime=now
end
says 'and the run continues when the task runs again' 0 '^3 submissions: 3 judged'
same 'and its results are there once, too' "$(once_each)" '3|3|3 3'
release

# ---- the run is killed ----
fresh
rm -f "$work/was"
for i in $(seq 5); do student "s$i" right; done
student late once
begin --shard 1
kill -KILL "$pid"
end
start --shard 1
until_said '^ +5/6 '
# While one is still being judged, the other tasks run once more, as after the loss of their node,
# and a result arrives that nobody waits for.
folder=$work/out/cluster
before=$(calls)
for shard in $(grep -Lf <(ls "$folder/staged") "$folder"/shards/*); do
    SLURM_ARRAY_TASK_ID=${shard##*/} grader/cluster_task.sh "$folder" 0 "$work/judge" 9.000
done
cp "$work/right.json" "$folder/done/0123456789abcdef0123456789abcdef"
same 'a task that runs twice judges once' "$(calls)" "$before"
release
end
says 'the run after a kill -9 takes what has arrived, and waits for the rest' 0 '^6 submissions: '
says_not 'it submits nothing' 'go to the cluster|without a result'
same 'and duplicates nothing' "$(once_each)/$(calls)/$(db 'PRAGMA integrity_check')" '6|6|6 6/6/ok'

# ---- Ctrl-C ----
fresh
rm -f "$work/was"
for i in $(seq 3); do student "s$i" right; done
student late once
begin --shard 4
array=$(tasks | head -n 1)
kill -INT "$pid"
end
says 'Ctrl-C cancels the array and says how to continue' 130 \
    'of 4 submissions are in the gradebook; the same command goes on' 'cancelled'
drained "$array"
same 'the queue is empty afterwards' "$(tasks)" ''
release
cluster
same 'the same command continues' "$status/$(once_each)" '0/4|4|4 4'

# ---- what does not work ----
student more right
: >"$work/unready"
cluster
says 'a node without a sandbox is reported, with the reason' 2 'these nodes cannot judge: ' \
    'there is no sandbox here'
same 'and costs nobody a grade' "$(once_each)" '4|4|4 4'
rm "$work/unready"
SLURM_OPTIONS=--partition=none cluster
says 'a refusal by sbatch is reported in its own words' 2 \
    'sbatch refuses the array: .*invalid partition'
SLURM_OPTIONS=--hold start
until_said 'why they wait: JobHeldUser'
report $? 'why tasks wait is reported' "$(cat "$work/log")"
kill -TERM "$pid"
end
mkdir "$work/bin"
ln -s "$(command -v sh)" "$work/bin/sh"
out=$(PATH=$work/bin "${command[@]}" 2>&1 </dev/null)
status=$?
says 'without sbatch there is one clear line' 2 '^class: ENGINE=slurm needs Slurm.s sbatch'
same 'and only one' "$(wc -l <<<"$out")" 1
out=$("$class" grade --submissions "$work/in" --out "$work/out" --judge "$work/judge" \
    --engine grid 2>&1)
status=$?
says 'an unknown engine is refused in one line' \
    1 '^class: ENGINE=grid: say local, this machine, or slurm$'
cluster
same 'and with a known engine the run continues' "$status/$(once_each)" '0/5|5|5 5'

# ---- the real judge, in the sandbox of the node ----
fresh
for s in right crash; do
    mkdir "$work/in/$s"
    unifdef -DSOLUTION -x2 solutions/02_thresholding/thresholding.c >"$work/in/$s/thresholding.c"
done
sed -i 's/^{/{ *(volatile int *)(n ? 0 : 8) = 1;/' "$work/in/crash/thresholding.c"
out=$(${MAKE:-make} grade B="$B" SUBMISSIONS="$work/in" OUT="$work/out" CH=02 SEED=3 ENGINE=slurm \
    SHARD=1 2>&1 </dev/null)
status=$?
same 'make grade ENGINE=slurm judges' "$status/$(db \
    'SELECT name, points, of, level FROM total ORDER BY name' | tr '\n' ' ')" \
    '0/crash|0|8|sandbox right|8|8|sandbox '
grep -q 'right' "$work/out/grades.csv" && [ -s "$work/out/feedback/crash.html" ]
report $? 'and writes tables and feedback'
exit $((bad > 0))
