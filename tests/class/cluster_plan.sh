#!/bin/bash
# make cluster-plan: the simulated cluster, in cases where the result is known without it.
# Makes in the build folder.
. tests/support/ok_lines.bash
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
${MAKE:-make} "$B/grader/class/class" >"$work/log" 2>&1 ||
    { echo "not ok the program is built: $(tail -n 3 "$work/log")"; exit 1; }
mkdir -p "$work/in/a" "$work/in/b"
echo 'int a;' | tee "$work/in/a/omp.c" >"$work/in/b/omp.c"
"$B/grader/class/class" grade --submissions "$work/in" --out "$work/out" --judge false \
    >"$work/log" 2>&1
run() { # run VARIABLE...: with a Slurm whose settings are in $work/config
    out=$(PATH=$work:$PATH ${MAKE:-make} cluster-plan B="$B" OUT="$work/out" "$@" 2>&1)
    status=$?
}
row() { tail -n 1 <<<"$out" | tr -s ' ' | sed 's/^ //'; }
printf '#!/bin/sh\ncat "%s/config"\n' "$work" >"$work/scontrol"
chmod +x "$work/scontrol"
cat >"$work/config" <<'CONFIG'
MaxArraySize            = 21
MaxJobCount             = 10000
SchedulerParameters     = sched_interval=30,batch_sched_delay=0,default_queue_depth=50
CONFIG

run
says 'without judging times there is one clear line' 2 'that folder has no judging times'
sqlite3 "$work/out/gradebook.sqlite" "UPDATE judgement SET status = 'judged', seconds = 3"
run COUNT=100 CORES=4 SHARD=5 START=0.5 HAND_OUT=0 TAKE_IN=0
same '20 tasks of 5 times 3 s on 4 cores, half a second to start each' "$status/$(row)" \
    '0/4 5 20 0:01:18 0:01:18 97%'
settings='MaxArraySize 21, MaxJobCount 10000, batch_sched_delay 0 s, default_queue_depth 50'
says 'the settings of the queue are those of scontrol' 0 \
    "as scontrol shows it.: $settings, sched_interval 30 s"
run COUNT=100 CORES=100 SHARD=1 START=0 HAND_OUT=0 TAKE_IN=0
# 20 of 100 cores
same 'tasks get larger when an array can hold no more' "$status/$(row)" \
    '0/100 5 20 0:00:15 0:00:15 20%'
run COUNT=100 CORES=100 SHARD=5 START=0 HAND_OUT=0.1 TAKE_IN=1
same 'one machine sends out and takes in, one after the other' "$status/$(row)" \
    '0/100 5 20 0:00:25 0:01:53 20%'
sed -i 's/depth=50/depth=1/; s/interval=30/interval=4/' "$work/config"
run COUNT=2 CORES=2 SHARD=1 START=0 HAND_OUT=0 TAKE_IN=0
# the second task starts when the first ends
same 'a pass starts no more tasks than its depth' "$status/$(row)" '0/2 1 2 0:00:06 0:00:06 50%'
run COUNT=many
says 'COUNT that is not a number is refused in one line' 2 'COUNT=many is not a number from 1'
rm -r "$work/out"
run
says 'and so is a folder that does not exist' 2 'there is no folder'
exit $((bad > 0))
