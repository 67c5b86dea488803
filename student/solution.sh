#!/bin/sh
# solution.sh EXERCISE: print the reference solution once the exercise is done; until then
# say what is missing.
facts=$(student/find.sh "$1") || { echo "$facts" >&2; exit 2; }
set -- $facts
number=$1 name=$2 chapter=$3 topic=$4
log=$B/progress/log.tsv

was_done() {
    awk -F'\t' -v name="$name" '$2 == name && $3 == "done" { yes = 1 } END { exit !yes }' "$log" \
        2>/dev/null
}
if ! was_done; then
    mkdir -p "$B/progress"
    env -u MAKEFLAGS -u MAKELEVEL "$MAKE" check B="$B" EX="$name" >"$B/progress/check.txt" 2>&1
    if ! was_done; then
        echo "$name is not done yet, and its solution waits until yours works:"
        sed -n "/ $number  *$name /{s/^[^E]*//p;q;}" "$B/progress/check.txt"
        echo "make check EX=$name says what is missing, make hint EX=$name gives a hint."
        exit 0
    fi
fi
echo "/* solutions/$chapter/$topic.c, $number */"
awk -v number="$number" '
    /^\/\* ---- E/ { here = $3 == number; next }
    !here { next }
    /^#ifdef SOLUTION/ { inside = 1; keep[1] = 1; next }
    /^#ifndef SOLUTION/ { inside = 1; keep[1] = 0; next }
    inside && /^#else/ { keep[1] = !keep[1]; next }
    inside && /^#endif/ { inside = 0; next }
    !inside || keep[1]' "solutions/$chapter/$topic.c"
