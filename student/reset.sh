#!/bin/sh
# reset.sh EXERCISE: put its part of the student's file back as it was handed out. The whole file
# as it is now is kept in $B/progress/kept first.
facts=$(student/find.sh "$1") || { echo "$facts" >&2; exit 2; }
set -- $facts
number=$1 name=$2 file=chapters/$3/$4.c reference=solutions/$3/$4.c kept=$B/progress/kept
mkdir -p "$kept" || exit 1
skeleton=$kept/skeleton.c

# The skeleton is generated from the reference. A student's copy has no reference; there it comes
# from the first commit.
if [ -f "$reference" ]; then
    awk '/^#ifdef SOLUTION/ { inside = 1; hidden = 1; next }
        /^#ifndef SOLUTION/ { inside = 1; hidden = 0; next }
        inside && /^#else/ { hidden = !hidden; next }
        inside && /^#endif/ { inside = hidden = 0; next }
        !hidden' "$reference" >"$skeleton"
else
    first=$(git log --reverse --format=%H -- "$file" 2>/dev/null | head -n 1)
    git show "${first:-HEAD}:./$file" >"$skeleton" 2>/dev/null ||
        { echo "There is no skeleton of $file here;" \
            "unpack the book again and copy $name from there." >&2; exit 2; }
fi
mark="/* ---- $number "
for part in "$skeleton" "$file"; do
    awk -v mark="$mark" 'index($0, mark) == 1 { found = 1 } END { exit !found }' "$part" \
        2>/dev/null ||
        { echo "$part has no line \"$mark$name ---- */\";" \
            "git restore $file brings the whole file back." >&2; exit 2; }
done

n=1
while [ -e "$kept/$4.$n.c" ]; do n=$((n + 1)); done
cp "$file" "$kept/$4.$n.c" || exit 1
# The part begins at its mark and ends at the next one.
awk -v mark="$mark" '
    FNR == 1 { file++; here = 0 }
    /^\/\* ---- E[0-9.]+ / { here = index($0, mark) == 1 }
    file == 1 { if (here) part = part $0 "\n"; next }
    here { if (!put++) printf "%s", part; next }
    { print }' "$skeleton" "$kept/$4.$n.c" >"$kept/new.c" && cat "$kept/new.c" >"$file" || exit 1
rm -f "$kept/new.c" "$skeleton"
echo "$name is as it was handed out. What you had is in $kept/$4.$n.c."
