#!/bin/bash
# debug.sh REPORTS EXERCISE WITH REPLAY SO: replay the first recorded call of EXERCISE.
reports=$1 exercise=$2 with=${3:-gdb} replay=$4 so=$5
[ -n "$exercise" ] || { echo 'Say which exercise: make debug EX=ReLU' >&2; exit 2; }
student/find.sh "$exercise" >/dev/null || { student/find.sh "$exercise" >&2; exit 2; }
# In the order of the chapter's table, which is the report's.
for property in $(awk -F'\t' -v e="$exercise" '$2 == e { print $3 }' \
    "${SB_COURSE:-build/tables}/points.tsv"); do
    record=$reports/$exercise.$property.call
    [ ! -f "$record" ] || break
done
if [ ! -f "$record" ]; then
    echo "No call of $exercise has failed, or it is not written yet;" \
        "make check EX=$exercise says which." >&2
    exit 2
fi
# The function's name stands in the record after two numbers, see wire.h.
function=$(tail -c +17 "$record" | head -c 64 | tr -d '\0')
case $with in
gdb) set -- gdb -q -ex 'set breakpoint pending on' -ex "break $function" -ex run --args ;;
valgrind) set -- valgrind -q ;;
run) set -- ;;
*) echo "WITH=$with: say gdb, valgrind or run" >&2; exit 2 ;;
esac
set -- "$@" "$replay" "$so" "$record"
printf '%q ' "$@"
echo
exec "$@"
