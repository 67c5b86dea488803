#!/bin/bash
# class.sh [N]: make grade with N submissions (500): a third each right, wrong and half
# done; in every fifth an exercise crashes, in every tenth it never returns. Every
# file of every submission is different from all others, so that none of the work
# is shared but what any class shares. Prints the time, what 500 would take, and memory.
# KEEP=folder leaves everything in that folder; ENGINE and SHARD are those of make grade.
n=${1:-500} work=${KEEP:-$(mktemp -d)} || exit 1
[ -n "${KEEP:-}" ] || trap 'rm -rf "$work"' EXIT
relu=chapters/02_thresholding/thresholding.c
mkdir -p "$work/right"
for c in chapters/*/; do
    c=$(basename "$c")
    mkdir -p "$work/right/chapters/$c"
    unifdef -DSOLUTION -x2 "solutions/$c/${c#*_}.c" >"$work/right/chapters/$c/${c#*_}.c"
done
for i in $(seq "$n"); do
    s=$work/in/student$i
    mkdir -p "$work/in"
    cp -r "$work/right" "$s"
    case $((i % 3)) in
    1) sed -i 's/x\[j\] - theta/x[j]/' "$s/$relu" ;;
    2) for c in 04_omp 05_dictionary 06_visual_fields 08_spatial; do cp "chapters/$c/${c#*_}.c" "$s/chapters/$c/"; done ;;
    esac
    case $((i % 10)) in
    2 | 7) sed -i 's/^{/{ *(volatile int *)8 = 1;/' "$s/$relu" ;;
    4) sed -i 's/^{/{ for (volatile int i = 0; i >= 0; i = 1) ;/' "$s/$relu" ;;
    esac
    for f in "$s"/chapters/*/*.c; do echo "/* by student $i */" >>"$f"; done
done
start=$(date +%s.%N)
${MAKE:-make} grade SUBMISSIONS="$work/in" OUT="$work/out" SEED=1 UNSAFE="${UNSAFE:-}" ENGINE="${ENGINE:-}" SHARD="${SHARD:-}" >"$work/log" 2>&1 || { tail -n 3 "$work/log"; exit 1; }
sqlite3 "$work/out/gradebook.sqlite" 'SELECT points, count(*) FROM total GROUP BY 1' | sed 's/|/ points: /'
grep -o 'memory .* at most' "$work/log"
awk -v s="$(echo "$(date +%s.%N) $start" | awk "{ print \$1 - \$2 }")" -v n="$n" -v cores="$(nproc)" 'BEGIN {
    printf "class: %d submissions in %.1f s on %d cores, %.2f s each; 500 would take %.1f min\n", n, s, cores, s / n, s / n * 500 / 60 }'
