#!/bin/sh
# hint.sh EXERCISE [N]: print its next hint from chapters/NN_topic/hints.md, or hint N again.
# $B/progress/hints counts the hints given, one line `EXERCISE count` each.
again=$2
facts=$(student/find.sh "$1") || { echo "$facts" >&2; exit 2; }
set -- $facts
number=$1 name=$2 folder=chapters/$3 topic=$4
given=$B/progress/hints

# On a terminal no word is cut at its edge.
exec 3>&1
columns=$([ ! -t 3 ] || stty size <&3 2>/dev/null | cut -d' ' -f2)
in_columns() { if [ "${columns:-0}" -gt 0 ]; then fold -s -w "$columns"; else cat; fi; }

mkdir -p "$B/progress" && touch "$given" || exit 1
count=$(awk -v name="$name" '$1 == name { n = $2 } END { print n + 1 }' "$given")
case $again in
'') ;;
[1-3])
    if [ "$again" -gt "$count" ]; then
        echo "You have seen $((count - 1)) of the 3 hints for $name;" \
            "make hint EX=$name gives the next one."
        exit 2
    fi ;;
*) echo "N=$again: say 1, 2 or 3" >&2; exit 2 ;;
esac
seen=$((count - 1))
count=${again:-$count}
if [ "$count" -gt 3 ]; then
    at=$(grep -n "^#.*$number" "$folder/README.md" 2>/dev/null | head -n 1 | cut -d: -f1)
    in_columns <<END
You have seen all the hints for $name; make hint EX=$name N=1 shows the first one again,
and they are all in $folder/hints.md.
Read the contract in $folder/$topic.h${at:+, and $folder/README.md from line $at on}.
make check EX=$name shows inputs for which your answer is still wrong.
END
    exit 0
fi
echo "$number $name, hint $count of 3"
echo
awk -v number="$number" -v count="$count" '
    /^## / { here = $2 == number; next }
    here && /^[1-3]\. / { step = $1 + 0 }
    here && step == count && NF { print substr($0, 4) }' "$folder/hints.md" | in_columns
echo
[ "$count" -eq 3 ] && echo 'This was the last hint.' ||
    echo "make hint EX=$name gives the next one."
[ "$count" -gt "$seen" ] || exit 0
{ awk -v name="$name" '$1 != name' "$given"; echo "$name $count"; } >"$given.new" &&
    mv "$given.new" "$given"
