#!/bin/bash
# speed.sh OMP.c: prints the seconds that one call of the OMP in that file takes,
# compiled and run in the sandbox and timed from outside: many calls minus none.
# $SPEED_COMPILER: compiler and flags; $SB_BUILD: build folder.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/out"
# shellcheck source=/dev/null
. "$SB_BUILD/judge/limits.sh"
sandbox=(timeout -k 1 "$LIMIT_SPEED_SECONDS" "$SB_BUILD/grader/class/judge_one" --sandbox)
headers=$(dirname chapters/*_omp/omp.h)
for f in lib/*.h lib/*/*.h grader/todo.h grader/gradescope/speed.c "$headers/omp.h"; do
    sandbox+=(--ro-bind "$f" "/w/$f")
done
sandbox+=(--ro-bind "$1" /w/omp.c --ro-bind "$SB_BUILD/libcode.a" /w/libcode.a --chdir /w)
# shellcheck disable=SC2086 # a compiler and its flags
"${sandbox[@]}" --bind "$work/out" /w/out $SPEED_COMPILER -iquote "$headers" -Ilib -iquote grader \
    -o out/speed \
    grader/gradescope/speed.c omp.c libcode.a -llapacke -lopenblas -lm -pthread 2>/dev/null >&2
once() { # once CALLS: seconds
    local begin end
    begin=$(date +%s.%N)
    "${sandbox[@]}" --ro-bind "$work/out/speed" /w/speed ./speed "$1" >/dev/null 2>&1 </dev/null
    end=$(date +%s.%N)
    awk -v a="$begin" -v b="$end" 'BEGIN { print b - a }'
}
least() { # least CALLS: the shortest of three runs
    for _ in 1 2 3; do once "$1"; done | sort -g | head -n 1
}
none=$(least 0) many=$(least 500)
awk -v a="$none" -v b="$many" 'BEGIN { if (b <= a) exit 1; printf "%.7f\n", (b - a) / 500 }'
