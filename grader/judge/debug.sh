#!/bin/bash
# debug.sh BUILD CHAPTER SRC EXERCISE WITH: replay the first recorded call of EXERCISE; without one,
# the first of CHAPTER.
build=$1 chapter=$2 source=$3 exercise=$4 with=${5:-gdb}
tables=${SB_COURSE:-build/tables} replay=$build/debug/$chapter/replay
[ -n "$exercise$chapter" ] || { echo 'Say which exercise: make debug EX=ReLU' >&2; exit 2; }
if [ -n "$exercise" ]; then
    facts=$(student/find.sh "$exercise") || { echo "$facts" >&2; exit 2; }
fi

# In the order of the chapter's table, which is the report's.
record=$(awk -F'\t' -v e="$exercise" '(e == "" || $2 == e) { print $2 "." $3 ".call" }' \
    "$tables/points.tsv" |
    while read -r call; do
        call=$build/judge/$chapter/$source/reports/$call
        [ ! -f "$call" ] || { echo "$call"; break; }
    done)
if [ -z "$record" ]; then
    what=${exercise:-chapter ${chapter%%_*}} check=${exercise:+EX=$exercise}
    echo "make debug repeats a call that failed, and $what has none:" \
        "make check ${check:-CH=${chapter%%_*}} shows where you are." >&2
    exit 2
fi
# In the record, the function's name follows two numbers; see call.h.
function=$(tail -c +17 "$record" | head -c 64 | tr -d '\0')

# How to look at the first array that goes in.
print=$(awk -F'\t' -v f="$function" '$1 == f {
    for (i = 6; i <= NF; i++)
        if ($i ~ /^(in|insize|inout) /) {
            split($i, part, /[][ ]/)
            length_ = substr($i, index($i, "[") + 1)
            sub(/]$/, "", length_)
            print "p *" part[2] "@" (length_ ~ /^[A-Za-z0-9]*$/ ? length_ : "(" length_ ")")
            exit
        }
}' "$tables/functions.tsv")
card() {
    echo "make debug stopped where $function begins, on the call that went wrong."
    echo '  n   next line                      s   step into the function that it calls'
    printf '  %-34s %s\n' "${print:-info args}" "${print:+print this array}"
    echo '  c   go on to the end: what came back is printed'
    echo '  q   quit'
}

case $with in
gdb)
    # What gdb says of itself, asks about or can't do in a container is left out.
    unset DEBUGINFOD_URLS
    set -- gdb -q -iex 'set disable-randomization off' -iex 'set auto-load libthread-db off' \
        -iex 'set confirm off' -iex 'set pagination off' -ex "break $function" -ex run \
        -ex "shell cat $(printf %q "$build/debug/card")" --args
    card >"$build/debug/card" ;;
valgrind) set -- valgrind -q ;;
run) set -- ;;
build)
    cp "$replay" "$build/debug/run" && cp "$record" "$build/debug/call" &&
        printf 'break %s\n' "$function" >"$build/debug/gdb"
    exit ;;
*) echo "WITH=$with: say gdb, valgrind or run" >&2; exit 2 ;;
esac
set -- "$@" "$replay" "$record"
[ "$with" = gdb ] || { printf '%q ' "$@"; echo; }
[ "$with" = run ] || exec "$@"
{ "$@" 2>&3; } 3>&2 2>/dev/null # what bash itself says of a crash is left out
status=$?
[ $status -lt 128 ] ||
    echo "  it did not come back (SIG$(kill -l $((status - 128)))): leave out WITH=run to see where"
exit 0
