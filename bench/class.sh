#!/bin/bash
# class.sh [N]: make grade with N submissions (500). Of 20 submissions 8 are right, 5 wrong by
# a known mistake, 2 half done, 2 do not compile, 2 crash and 1 never returns, each in one exercise
# of the chapters in turn. Every file of every submission is different from all others, so that
# none of the work is shared but what any class shares. The first 50 are judged first, to compare
# memory. Prints the time, and what else ran on the processors meanwhile is in it.
# KEEP=folder leaves everything in that folder; ENGINE and SHARD are those of make grade.
n=${1:-500} work=${KEEP:-$(mktemp -d)} || exit 1
[ -n "${KEEP:-}" ] || trap 'rm -rf "$work"' EXIT
chapters=(chapters/*_*/)
chapters=("${chapters[@]%/}")
mkdir -p "$work/right" "$work/in"
for c in "${chapters[@]##*/}"; do
    mkdir -p "$work/right/chapters/$c"
    unifdef -DSOLUTION -x2 "solutions/$c/${c#*_}.c" >"$work/right/chapters/$c/${c#*_}.c"
done

# A known mistake for each chapter: no absolute value, whole value kept, sign kept, time from 1,
# transposed, equal weights, the edge lost, taps not balanced. Other chapters have right work only.
declare -A mistakes=(
    [measuring]='s/sum += fabs(x\[j\])/sum += x[j]/'
    [thresholding]='s/x\[j\] - theta/x[j]/'
    [temporal]='s/fabs(\(sig.t + tau.*\));/\1;/'
    [omp]='s/sin((double)t \*/sin((double)(t + 1) */'
    [dictionary]='s/X\[t \* pixels + p\]/X[p * frames + t]/'
    [visual_fields]='s/0\.2989\|0\.5870\|0\.1140/0.3333/g'
    [hard_threshold]='s/frame\[i\] >= theta/frame[i] > theta/'
    [spatial]='s/2\.0 \* (double)window \/ norm/1.0 \/ norm/')
turns=()
for c in "${chapters[@]##*/}"; do [ -z "${mistakes[${c#*_}]:-}" ] || turns+=("$c"); done
half=() # what half done work lacks
for c in "${turns[@]}"; do
    case ${c#*_} in omp | dictionary | visual_fields | spatial) half+=("$c") ;; esac
done
edit() { # edit FILE SED: it has to change something
    cp "$1" "$work/before"
    sed -i "$2" "$1"
    ! cmp -s "$1" "$work/before" || { echo "class.sh: $2 changes nothing in $1" >&2; exit 1; }
}
for i in $(seq "$n"); do
    s=$work/in/student$i
    cp -r "$work/right" "$s"
    c=${turns[i / 20 % ${#turns[@]}]}
    file=$s/chapters/$c/${c#*_}.c
    case $((i % 20)) in
    1 | 5 | 9 | 13 | 17) c=${turns[i / 4 % ${#turns[@]}]}
        edit "$s/chapters/$c/${c#*_}.c" "${mistakes[${c#*_}]}" ;;
    2 | 12) for c in "${half[@]}"; do cp "chapters/$c/${c#*_}.c" "$s/chapters/$c/"; done ;;
    3 | 14) edit "$file" '0,/^{/s/^{/{ this is not C;/' ;;
    6 | 16) edit "$file" '0,/^{/s/^{/{ *(volatile int *)8 = 1;/' ;;
    10) edit "$file" '0,/^{/s/^{/{ for (volatile int i = 0; i >= 0; i = 1) ;/' ;;
    esac
    for f in "$s"/chapters/*/*.c; do echo "/* by student $i */" >>"$f"; done
done

busy() { awk '/^cpu / { print $2 + $3 + $4 }' /proc/stat; } # ticks of all processors
grade() { # grade FOLDER: prints the most memory that the program needed
    ${MAKE:-make} grade SUBMISSIONS="$1" OUT="$work/out" SEED=1 UNSAFE="${UNSAFE:-}" \
        JOBS="${JOBS:-}" ENGINE="${ENGINE:-}" \
        SHARD="${SHARD:-}" >"$work/log" 2>&1 || { tail -n 3 "$work/log" >&2; exit 1; }
    sed -n 's/.*memory \([0-9.]* MB\) at most.*/\1/p' "$work/log"
}
begun=$EPOCHREALTIME ticks=$(busy) few=''
if [ "$n" -gt 50 ]; then
    mkdir "$work/first"
    for i in $(seq 50); do cp -r "$work/in/student$i" "$work/first/"; done
    few=$(grade "$work/first") || exit
fi
most=$(grade "$work/in") || exit
points=$(sqlite3 "$work/out/gradebook.sqlite" 'SELECT round(avg(points), 1) FROM total')
awk -v s="$begun" -v e="$EPOCHREALTIME" -v t="$ticks" -v u="$(busy)" -v hz="$(getconf CLK_TCK)" \
    -v n="$n" -v cores="$(nproc)" -v few="$few" -v most="$most" -v points="$points" 'BEGIN {
    printf "class: memory of the program %s%s with %d submissions; mean %s points\n",
        few ? few " with 50 submissions, " : "", most, n, points
    printf "class: %d submissions in %.1f s on %d processors, %.0f a minute, ",
        n, e - s, cores, n / (e - s) * 60
    printf "%.2f s of a processor each; 500 would take %.1f min\n",
        (u - t) / hz / n, (e - s) / n * 500 / 60 }'
